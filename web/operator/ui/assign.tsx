/** Hand a conversation over: who is there, how loaded, and back among the new ones. Arrows choose, Enter does it. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { tooLong } from '../../shared/limits'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { check, close, inbox, lock } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { handOverDraft } from '../net/drafts'
import { leaders } from '../state/deeds'
import { type Availability, availability } from '../state/state'
import { useStore } from '../state/store'
import type { Operator } from '../wire'
import { busy, handOver, refusal } from './acts'
import { OperatorFace, clientName, given, operatorName } from './people'
import { useDesk, useLanguage, useSay } from './room'

interface Somebody {
  readonly operator: Operator
  /** They led this conversation before. */
  readonly led: boolean
  readonly there: Availability
  readonly load: number
}

const RANK: Readonly<Record<Availability, number>> = { online: 0, away: 1, offline: 2 }

export function AssignSheet({ id, shut }: { id: string; shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const box = useRef<HTMLDialogElement>(null)
  const it = useStore(desk.state, (state) => state.conversations.get(id)?.it)
  const operators = useStore(desk.state, (state) => state.operators)
  const trouble = useStore(refusal, (now) => now)
  const working = useStore(busy, (all) => id in all)
  const [now, people] = usePeople(id, it?.assignee ?? null)
  const [typed, setTyped] = useState('')
  const draft = handOverDraft(id)
  const note = useStore(desk.drafts.all, (all) => all[draft] ?? '')
  const [at, setAt] = useState(0)
  useLayoutEffect(() => box.current?.showModal(), []) // not after the frame: the next key is its own
  const gone = !it || it.status === 'closed'
  useEffect(() => {
    if (!gone) return
    box.current?.close()
    refusal.set(new RequestRefused(409, 'already_closed', {}, say('hand_over_closed')))
  }, [gone])
  if (!it) return null
  const shown = people.filter(({ operator }) => plainName(operator.name).toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase()))
  const choices: (Somebody | null)[] = it.assignee !== null && typed.trim() === '' ? [...shown, null] : shown
  const chosen = choices[Math.min(at, choices.length - 1)]
  const long = tooLong(note.trim(), 'message')
  const done = async (to: Somebody | null | undefined): Promise<void> => {
    if (to === undefined || long || !(await handOver(desk, id, to?.operator.id ?? null))) return
    if (note.trim() !== '') desk.note(id, note.trim(), draft)
    box.current?.close()
  }
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && choices.length > 0) setAt((Math.min(at, choices.length - 1) + step + choices.length) % choices.length)
    else if (event.key === 'Enter' && !event.isComposing) void done(chosen)
    else return
    event.preventDefault()
  }
  const client = clientName(it, say)
  const title = it.assignee === null ? say('hand_over_nobody', { client }) : say('hand_over_now', { client, name: operatorName(operators, it.assignee, say) })
  return (
    <dialog ref={box} class="pop hand" aria-label={say('hand_over')} onClose={shut} onClick={(event) => event.target === box.current && box.current?.close()}>
      <header>
        <div><h2>{say('hand_over')}</h2><p class="ell said">{title}</p></div>
        <button type="button" class="icon" aria-label={say('shut')} onClick={() => box.current?.close()}><Icon path={close} /></button>
      </header>
      <div class="body">
        <label class="fld"><span class="unseen">{say('hand_over_find')}</span><span class="in">
          <input
            type="text" role="combobox" aria-expanded="true" aria-controls="hand-people" aria-autocomplete="list" autoComplete="off" autoFocus
            aria-activedescendant={chosen === undefined ? undefined : `hand-${Math.min(at, choices.length - 1)}`} placeholder={say('hand_over_find')}
            value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setAt(0) }} onKeyDown={keys}
          />
        </span></label>
        {choices.length === 0 && <p class="hint" role="status">{say('hand_over_none')}</p>}
        {trouble && <p class="error" role="alert">{trouble.message || say('no_server')}</p>}
        {now && <div class="now"><Person {...now} now /></div>}
        <ul class="people" id="hand-people" role="listbox" aria-label={say('hand_over')}>
          {choices.map((one, i) => (
            <li
              key={one?.operator.id ?? 'new'} id={`hand-${i}`} role="option" aria-selected={one === chosen} onMouseMove={() => setAt(i)} onClick={() => void done(one)}
            >
              {one ? <Person {...one} /> : <BackToNew />}
              {one === chosen && <Icon path={check} size="m" />}
            </li>
          ))}
        </ul>
        <label class="fld for-them">
          <span class="l">{chosen ? say('hand_over_note', { name: given(plainName(chosen.operator.name)) }) : say('hand_over_note_new')}</span>
          <span class="in"><Icon path={lock} size="m" />
            <textarea rows={2} value={note} aria-invalid={long ? true : undefined} aria-describedby={long ? 'hand-long' : undefined} onInput={(event) => desk.drafts.set(draft, event.currentTarget.value)} />
          </span>
          {long && <span class="error" id="hand-long" role="alert">{say('field_long', { ...long })}</span>}
        </label>
      </div>
      <footer>
        <span class="no-phone"><kbd>↑</kbd> <kbd>↓</kbd> {say('hand_over_choose')}</span>
        <span class="end">
          <button type="button" class="btn quiet" onClick={() => box.current?.close()}>{say('cancel')}</button>
          <button type="button" class="btn main" aria-disabled={working || chosen === undefined || long !== null || undefined} onClick={() => void done(chosen)}>
            {chosen ? say('hand_over_do', { name: given(plainName(chosen.operator.name)) }) : say('hand_over_back')}<kbd>↵</kbd>
          </button>
        </span>
      </footer>
    </dialog>
  )
}

/** Who has it; and everybody who may: those who are there first, of them those who led it before, then the least loaded. */
function usePeople(id: string, assignee: string | null): readonly [Somebody | undefined, readonly Somebody[]] {
  const desk = useDesk()
  const operators = useStore(desk.state, (state) => state.operators)
  const online = useStore(desk.state, (state) => state.online)
  const away = useStore(desk.state, (state) => state.away)
  const loads = useStore(desk.loads.known, (all) => all)
  const deeds = useStore(desk.state, (state) => state.deeds[id])
  useEffect(() => {
    if (!deeds) void desk.loading.open(id)
  }, [desk, id, deeds === undefined])
  return useMemo(() => {
    const before = leaders(deeds?.all ?? [])
    const somebody = (operator: Operator): Somebody => ({ operator, led: before.has(operator.id), there: availability({ online, away }, operator.id), load: loads?.[operator.id] ?? 0 })
    const all = Object.values(operators).map(somebody)
    const may = all.filter(({ operator }) => !operator.disabled && operator.id !== assignee)
    may.sort((a, b) => RANK[a.there] - RANK[b.there] || Number(b.led) - Number(a.led) || a.load - b.load || a.operator.name.localeCompare(b.operator.name))
    return [all.find(({ operator }) => operator.id === assignee), may] as const
  }, [operators, online, away, loads, deeds, assignee])
}

function Person({ operator, there, load, led, now = false }: Somebody & { now?: boolean }) {
  const say = useSay()
  const words = [say(`is_${there}`), now ? say('hand_over_has') : led && say('hand_over_led')].filter(Boolean).join(' · ')
  return (
    <>
      <OperatorFace operator={operator} size="d32" there={there} />
      <div><b class="ell said">{plainName(operator.name)}</b><small>{words}</small></div>
      <Load load={load} />
    </>
  )
}

function Load({ load }: { load: number }) {
  const say = useSay()
  const language = useLanguage()
  const limit = useStore(useDesk().state, (state) => state.project.settings.load_limit)
  const n = load.toLocaleString(language)
  if (limit === 0) return <span class="load num">{say('load', { n })}</span>
  return (
    <span class={load >= limit ? 'load num full' : 'load num'}>
      {say('load_of', { n, limit })}<i style={{ '--v': Math.min(100, Math.round((load / limit) * 100)) }} />
    </span>
  )
}

function BackToNew() {
  const say = useSay()
  return (
    <>
      <span class="face d32" aria-hidden="true"><Icon path={inbox} size="s" /></span>
      <div><b>{say('hand_over_back')}</b><small>{say('hand_over_back_then')}</small></div>
    </>
  )
}
