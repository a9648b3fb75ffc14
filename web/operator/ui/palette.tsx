/** One field for everything: where to go, what to do, and every word that was ever said here, within one's rights. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { tooLong } from '../../shared/limits'
import { moment, shortly } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { lock, search } from '../../shared/ui/icons'
import type { ListName } from '../state/state'
import type { Part, SearchHit } from '../wire'
import { aim } from './aim'
import { type Command, useCommands, useList } from './commands'
import { ClientFace, clientName } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { go } from './route'
import { toList } from './strokes'

const ASK_AFTER = 150

interface Found {
  readonly typed: string
  readonly hits: readonly SearchHit[]
  readonly next: number | null
  readonly trouble: string
}

interface Item {
  readonly key: string
  readonly of: Command['of'] | 'said'
  readonly parts: readonly Part[]
  readonly icon: string | null
  readonly cap: string
  readonly hit: SearchHit | null
  run(): void
}

const PARTS = ['deed', 'go', 'canned', 'said'] as const

const NOTHING: Found = { typed: '', hits: [], next: null, trouble: '' }

export function Palette({ shut }: { shut: () => void }) {
  const say = useSay()
  const box = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const long = tooLong(typed, 'query')
  const [found, more] = useFound(long ? '' : typed)
  const commands = useCommands(typed)
  const open = useList()
  const hits = useMemo(() => found.hits.map((hit) => asItem(hit, open)), [found, open])
  const all: readonly Item[] = useMemo(() => [...commands.map((one) => ({ ...one, hit: null })), ...hits], [commands, hits])
  useLayoutEffect(() => box.current?.showModal(), []) // not after the frame: the next key is its own
  useLayoutEffect(() => setChosen(0), [typed])
  useEffect(() => document.querySelector('#found [aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [chosen])
  const run = (item: Item | undefined): void => {
    if (!item) return
    box.current?.close()
    item.run()
  }
  const pressed = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && all.length > 0) setChosen((chosen + step + all.length) % all.length)
    else if (event.key === 'Enter' && !event.isComposing) run(all[chosen])
    else return
    event.preventDefault()
  }
  const option = (item: Item, at: number) => <Option key={item.key} item={item} at={at} chosen={at === chosen} run={() => run(item)} />
  return (
    <dialog ref={box} class="pop palette" aria-label={say('find')} onClose={shut} onClick={(event) => event.target === box.current && box.current?.close()}>
      <div class="ask">
        <Icon path={search} size="m" />
        <input
          type="text" value={typed} aria-invalid={long ? true : undefined} placeholder={say('find_what')} aria-label={say('find')} role="combobox" aria-expanded={all.length > 0}
          aria-controls="found" aria-activedescendant={all.length > 0 ? `found-${chosen}` : undefined} autocomplete="off" spellcheck={false} autofocus
          onInput={(event) => setTyped(event.currentTarget.value)} onKeyDown={pressed}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="found" role="listbox" aria-label={say('find')}>
        {PARTS.map((part) => {
          const first = all.findIndex((item) => item.of === part)
          return first >= 0 && [<p key={part} class="part" role="presentation">{say(`find_${part}`)}</p>, ...all.map((item, at) => item.of === part && option(item, at))]
        })}
      </div>
      {found.next !== null && <p class="foot"><button type="button" class="btn" onClick={more}>{say('find_more')}</button></p>}
      <p class="hint" role="status">{long ? say('find_long', { ...long }) : found.trouble || (typed.trim() && found.typed === typed && all.length === 0 ? say('find_nothing') : '')}</p>
    </dialog>
  )
}

function Option({ item, at, chosen, run }: { item: Item; at: number; chosen: boolean; run: () => void }) {
  const say = useSay()
  const hit = item.hit
  return (
    <div id={`found-${at}`} class="opt" role="option" aria-selected={chosen} onClick={run}>
      {hit ? <ClientFace it={hit.conversation} size="d32" ring={false} /> : item.icon && <Icon path={item.icon} size="m" />}
      <div>
        {hit && <b class="ell said">{clientName(hit.conversation, say)}{hit.kind === 'note' && <><Icon path={lock} size="s" /><span class="unseen">{say('find_note')}</span></>}</b>}
        <span class="ell said">{item.parts.map((part, n) => (part.hit ? <mark key={n}>{part.text}</mark> : part.text))}</span>
      </div>
      {hit && <When at={hit.at} />}
      {item.of === 'canned' && <small>{say('find_insert')}</small>}
      {item.cap && <kbd aria-hidden="true">{item.cap}</kbd>}
    </div>
  )
}

function When({ at }: { at: number }) {
  const language = useLanguage()
  const words = useClock((now) => shortly(at, now, language))
  return <small class="num" title={moment(at, language)}>{words}</small>
}

function asItem(hit: SearchHit, open: ListName): Item {
  return { key: hit.id, of: 'said', parts: hit.parts, icon: null, cap: '', hit, run: () => reveal(hit, open) }
}

/** Open the conversation where it stands, at the words that were found. */
function reveal({ conversation, kind, seq }: SearchHit, open: ListName): void {
  const list = conversation.status === 'closed' || conversation.status === 'new' ? conversation.status : open
  toList(list)
  go({ list, conversation: conversation.id, client: false })
  if (kind !== 'client') aim.set({ conversation: conversation.id, at: seq })
}

/** What the server finds, a moment after the last key; the answer to what was typed before is not shown for what is typed now. */
function useFound(typed: string): [Found, () => void] {
  const say = useSay()
  const desk = useDesk()
  const [found, setFound] = useState<Found>(NOTHING)
  const latest = useRef(typed)
  latest.current = typed
  const ask = (cursor: number | null, before: readonly SearchHit[]): void => {
    desk.loading.find(typed, cursor).then(
      (page) => {
        if (latest.current !== typed) return
        if (page.hits.length === 0 && page.next !== null) return ask(page.next, before) // it looked at enough, and found nothing yet
        setFound({ typed, hits: [...before, ...page.hits], next: page.next, trouble: '' })
      },
      (why: Error) => latest.current === typed && setFound((was) => ({ ...(cursor === null ? NOTHING : was), typed, trouble: why.message || say('no_server') })),
    )
  }
  useEffect(() => {
    if (!typed.trim()) return setFound(NOTHING)
    const timer = setTimeout(() => ask(null, []), ASK_AFTER)
    return () => clearTimeout(timer)
  }, [typed])
  return [found, () => ask(found.next, found.hits)]
}
