/** The list of ways: each on or off, with its link and caption, moved by pointer and by keys. */
import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { bin, info, more, outside, plus, unfold } from '../../shared/ui/icons'
import paths from '../../shared/ways.json'
import type { OwnerEntry, OwnerProject } from '../../shared/wire.gen'
import { deskOf } from '../beginning'
import { Switch } from '../controls'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import type { Form } from './page'
import { fresh, moved } from './settings'

interface WaysOptions {
  readonly form: Form
  readonly project: OwnerProject
  readonly refresh: () => Promise<void>
  readonly announce: (words: string) => void
}

/** Ways that nobody has touched yet are out of the way until they are asked for. */
const idle = (entry: OwnerEntry): boolean => !entry.on && entry.kind !== 'chat' && entry.kind !== 'link' && !entry.link && !entry.caption

export function Ways({ form, project, refresh, announce }: WaysOptions) {
  const { say } = useSpeech()
  const [all, setAll] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const { entries } = form.now
  const folded = form.seen.rules.entries.filter(idle).map(({ id }) => id)
  const shown = all ? entries : entries.filter((entry) => !(folded.includes(entry.id) && idle(entry)))
  const hidden = entries.filter((entry) => !shown.includes(entry))
  const links = entries.filter(({ kind }) => kind === 'link').length
  const full = links >= form.seen.most_links
  const put = (entry: OwnerEntry): void => form.put({ entries: entries.map((one) => (one.id === entry.id ? entry : one)) })
  /** To the place of the one that is shown there. */
  const move = (entry: OwnerEntry, to: number): void => {
    const target = shown[to]
    if (!target || target === entry) return
    form.put({ entries: moved(entries, entry.id, entries.indexOf(target)) })
    announce(say('way_moved', { way: named(entry, say), n: to + 1, of: shown.length }))
  }
  const add = (): void => {
    if (full) return
    const entry = fresh(entries)
    form.put({ entries: [...entries, entry] })
    setTimeout(() => list.current?.querySelector<HTMLElement>(`[data-id="${entry.id}"] .caption input`)?.focus())
  }
  return (
    <section class="sheet group" aria-labelledby="ways">
      <header class="bar">
        <div><h2 id="ways">{say('ways')}</h2><p>{say('ways_why')}</p></div>
        <button type="button" class="btn" aria-disabled={full || undefined} title={full ? say('links_full', { n: form.seen.most_links }) : undefined} onClick={add}><Icon path={plus} size="m" />{say('link_add')}</button>
      </header>
      <ul class="ways" ref={list}>
        {shown.map((entry, place) => (
          <Row
            key={entry.id} entry={entry} form={form} put={put} move={(to) => move(entry, to)} place={place} project={project} refresh={refresh}
            remove={() => form.put({ entries: entries.filter((one) => one !== entry) })}
          />
        ))}
      </ul>
      {form.wrong('entries') && <p class="error">{form.wrong('entries')}</p>}
      {hidden.length > 0 && (
        <p class="folded">
          <span>{say('ways_folded', { ways: hidden.map((entry) => say(`way_${entry.kind}`)).join(', ') })}</span>
          <button type="button" class="lnk" aria-expanded={false} onClick={() => setAll(true)}>{say('ways_show')}<Icon path={unfold} size="s" /></button>
        </p>
      )}
    </section>
  )
}

function named(entry: OwnerEntry, say: ReturnType<typeof useSpeech>['say']): string {
  return entry.caption || say(`way_${entry.kind}`)
}

interface RowOptions {
  readonly entry: OwnerEntry
  readonly form: Form
  readonly place: number
  readonly project: OwnerProject
  readonly put: (entry: OwnerEntry) => void
  readonly move: (to: number) => void
  readonly remove: () => void
  readonly refresh: () => Promise<void>
}

function Row({ entry, form, place, project, put, move, remove, refresh }: RowOptions) {
  const { say } = useSpeech()
  const own = entry.kind === 'link'
  const captionWrong = form.wrong(`${entry.id}-caption`)
  const [open, setOpen] = useState(own && entry.caption === '')
  const name = named(entry, say)
  const waiting = entry.kind === 'chat' && project.operators === 0
  return (
    <li data-id={entry.id} class={entry.on && !waiting ? 'on' : ''}>
      <Grip name={name} place={place} move={move} />
      <span class="sign"><Icon path={paths[entry.kind]} /></span>
      <b class="ell">{name}</b>
      {entry.kind === 'chat' ? <ChatState project={project} /> : entry.kind === 'callback' ? <p class="state">{say('callback_then')}</p> : <LinkField entry={entry} put={put} wrong={form.wrong(`${entry.id}-link`)} />}
      <button type="button" class="icon" aria-label={say('way_caption_of', { way: name })} aria-expanded={open} onClick={() => setOpen(!open)}><Icon path={more} size="m" /></button>
      {entry.kind === 'chat' ? <ChatSwitch entry={entry} project={project} put={put} refresh={refresh} /> : <Switch label={name} on={entry.on} onChange={(on) => put({ ...entry, on })} />}
      {(open || captionWrong) && (
        <div class="caption">
          <label>
            <span>{say('way_caption')}</span>
            <input
              value={entry.caption} placeholder={own ? '' : say(`way_${entry.kind}`)} aria-invalid={captionWrong ? true : undefined} aria-describedby={captionWrong ? `${entry.id}-caption-wrong` : undefined}
              onInput={(event) => put({ ...entry, caption: event.currentTarget.value })}
            />
          </label>
          {own && <button type="button" class="btn quiet" onClick={remove}><Icon path={bin} size="m" />{say('link_remove')}</button>}
          {captionWrong && <p class="error" id={`${entry.id}-caption-wrong`}><Icon path={info} size="s" />{captionWrong}</p>}
        </div>
      )}
    </li>
  )
}

/** Moves its row: dragged by pointer, by the arrows from the keyboard. */
function Grip({ name, place, move }: { name: string; place: number; move: (to: number) => void }) {
  const { say } = useSpeech()
  const [held, setHeld] = useState(false)
  const keys = (event: TargetedKeyboardEvent<HTMLButtonElement>): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    const grip = event.currentTarget
    move(place + by)
    requestAnimationFrame(() => grip.focus())
  }
  const drag = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    if (!held) return
    const rows = [...(event.currentTarget.closest('ul')?.children ?? [])].map((row) => row.getBoundingClientRect())
    const to = rows.findIndex(({ top, bottom }) => event.clientY >= top && event.clientY < bottom)
    const over = rows[to]
    const here = rows[place]
    if (!over || !here || to === place) return
    // Past the middle of the other row, so that rows of different heights do not change places back and forth.
    if (to < place ? event.clientY < over.top + Math.min(here.height, over.height) / 2 : event.clientY > over.bottom - Math.min(here.height, over.height) / 2) move(to)
  }
  const take = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld(true)
  }
  return (
    <button
      type="button" class={held ? 'grip held' : 'grip'} aria-label={say('way_move', { way: name })} title={say('way_move_how')} onKeyDown={keys}
      onPointerDown={take} onPointerMove={drag} onPointerUp={() => setHeld(false)} onPointerCancel={() => setHeld(false)}
    >
      <svg class="i m" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" /></svg>
    </button>
  )
}

function LinkField({ entry, put, wrong }: { entry: OwnerEntry; put: (entry: OwnerEntry) => void; wrong: string | null }) {
  const { say } = useSpeech()
  const id = `${entry.id}-link`
  return (
    <div class="link">
      <input
        value={entry.link} name={id} spellcheck={false} autocapitalize="off" autocomplete="off" placeholder={say(`example_${entry.kind}` as 'example_vk')} aria-label={say('way_link_of', { way: named(entry, say) })}
        aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? `${id}-wrong` : undefined} onInput={(event) => put({ ...entry, link: event.currentTarget.value })}
      />
      {wrong && <p class="error" id={`${id}-wrong`}><Icon path={info} size="s" />{wrong}</p>}
    </div>
  )
}

function ChatState({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  if (project.operators === 0) return <p class="state">{say(project.standing === 'owner' ? 'connect_then' : 'connect_owner')}</p>
  return (
    <p class={project.online ? 'state ok' : 'state'}>
      {say('operators_online', { online: project.online, all: project.operators })}
      {project.online === 0 && <a class="words" href={deskOf(project)} target="_blank" rel="noopener" aria-label={say('open_app')}>{say('open_app_short')}<Icon path={outside} size="s" turns /></a>}
    </p>
  )
}

/** The chat is on or off like any way; the first time somebody has to be there who answers: its owner. */
function ChatSwitch({ entry, project, put, refresh }: Pick<RowOptions, 'entry' | 'project' | 'put' | 'refresh'>) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [trouble, setTrouble] = useState<string | null>(null)
  const first = project.operators === 0
  const turn = (on: boolean): void => {
    if (!first) return put({ ...entry, on })
    setTrouble(null)
    ask('POST', `/projects/${project.number}/connect`).then(refresh, (why) => setTrouble((why instanceof RequestRefused && why.message) || say('no_server')))
    if (!entry.on) put({ ...entry, on: true })
  }
  const locked = first && project.standing !== 'owner' ? say('connect_owner') : null
  return (
    <>
      <Switch label={named(entry, say)} on={entry.on && !first} locked={locked} onChange={turn} />
      {trouble && <p class="error" role="alert">{trouble}</p>}
    </>
  )
}
