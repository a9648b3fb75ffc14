/** The words of a conversation. The eye never loses its place: at the end one stays at the end, elsewhere one stays there. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { day } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { down, pen } from '../../shared/ui/icons'
import { drawnAlike } from '../state/alike'
import { answerTimes, between, type Done } from '../state/between'
import { type Line, lines, noteLines, type Pending } from '../state/lines'
import type { Thread } from '../state/state'
import { useStore } from '../state/store'
import { type Measured, Tape } from '../state/tape'
import { bySeq } from '../state/thread'
import type { Activity, Conversation, Message } from '../wire'
import { aim } from './aim'
import { Bubbles } from './bubbles'
import { DeedLine } from './deeds'
import { Memo } from './memo'
import { walk } from './tools'
import { clientName } from './people'
import { usePlace } from './place'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { still } from './still'

export function Log({ it, thread }: { it: Conversation; thread: Thread }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me.id)
  const typing = useStore(desk.state, (state) => state.typing[it.id])
  const pending = usePending(it.id)
  const fresh = useFresh(it, pending.length)
  const unnoted = usePending(it.id, true)
  const deeds = useStore(desk.state, (state) => state.deeds[it.id]?.all ?? NONE)
  const since = thread.more ? (thread.messages[0]?.at ?? 0) : 0
  const said = useMemo(
    () => lines(thread.messages, pending, it, fresh, me, noteLines(thread.notes, unnoted, me)),
    [thread.messages, thread.notes, pending, unnoted, it, fresh, me],
  )
  const all = useMemo(() => between(said, deeds, since), [said, deeds, since])
  const took = useMemo(() => answerTimes(thread.messages, thread.more), [thread.messages, thread.more])
  const lastSaid = all.findLast((line) => line.kind === 'group')
  const newest = thread.messages.at(-1)?.seq ?? 0
  const measured = useRef<Measured>(new Map())
  const tape = useMemo(() => new Tape(all, measured.current), [all])
  const place = usePlace({
    tape,
    from: firstFresh(all),
    reached: () => void desk.loading.older(it.id),
    more: thread.more,
    atEnd: () => desk.seen(it, newest),
  })
  useAim(it.id, thread, place)
  const seen = place.seen(newest)
  const below = place.away ? newer(thread.messages, seen) : 0
  const { from, to } = place.span
  const mark = from > 0 ? tape.dayAbove(from) : -1
  const markHeight = mark < 0 ? 0 : tape.top(mark + 1) - tape.top(mark)
  const line = (one: Line | Done) => <StillLine key={one.key} line={one} took={tookOf(one, took)} last={one === lastSaid && typing === undefined} />
  return (
    <div class="place">
      <div class="log" ref={place.box} role="log" aria-live={place.away ? 'off' : 'polite'} aria-label={say('log')} tabIndex={0} onKeyDown={walk}>
        <div class="inner" ref={place.inner}>
          <p class="older">{say(thread.more || from > 0 ? 'older' : 'beginning')}</p>
          {all.slice(Math.max(0, mark), mark + 1).map(line)}
          <div class="gap" ref={place.above} style={{ blockSize: `${tape.top(from) - markHeight}px` }} />
          {all.slice(from, to).map(line)}
          <div class="gap" style={{ blockSize: `${tape.height - tape.top(to)}px` }} />
          {typing !== undefined && <Typing name={clientName(it, say)} text={typing} />}
        </div>
      </div>
      {place.away && (
        <div class="jump">
          <button type="button" class="btn" onClick={() => place.toEnd()}>
            <Icon path={down} size="m" />{below > 0 ? say('new_below', { n: below }) : say('to_last')}
          </button>
        </div>
      )}
    </div>
  )
}

const NONE: readonly Activity[] = []

function LineOf({ line, took, last }: { line: Line | Done; took: number | undefined; last: boolean }) {
  const say = useSay()
  const language = useLanguage()
  const words = useClock((now) => (line.kind === 'day' ? day(line.at, now, language) : ''))
  if (line.kind === 'day') return <p class="day"><span>{words}</span></p>
  if (line.kind === 'fresh') return <p class="fresh" data-fresh>{say('new_messages')}</p>
  if (line.kind === 'deed') return <DeedLine deed={line.deed} then={line.then} />
  if (line.kind === 'note') return <Memo line={line} />
  return <Bubbles group={line} took={took} last={last} />
}

const StillLine = still(LineOf, (a, b) => Object.is(a, b) || (isLine(a) && isLine(b) && drawnAlike(a, b)))

function isLine(it: unknown): it is Line | Done {
  return typeof it === 'object' && it !== null && 'kind' in it
}

function tookOf(line: Line | Done, took: ReadonlyMap<string, number>): number | undefined {
  return line.kind === 'group' ? line.said.map((one) => took.get(one.id)).find((ms) => ms !== undefined) : undefined
}

/** That the client types, and what, where the project shows it: dashed, because it is not said yet. */
function Typing({ name, text }: { name: string; text: string }) {
  const say = useSay()
  return (
    <div class="grp" aria-live="off">
      <div class="msg ghost" data-first data-last>
        {text ? <span class="said">{text}</span> : <span class="dots" aria-hidden="true"><i /><i /><i /></span>}
      </div>
      <p class="after"><Icon path={pen} size="s" />{say(text ? 'typing_unsent' : 'typing_now', { name })}</p>
    </div>
  )
}

/** Goes to what is aimed at, once it is loaded; what cannot be loaded is given up. */
function useAim(id: string, thread: Thread, place: ReturnType<typeof usePlace>): void {
  const desk = useDesk()
  const at = useStore(aim, (it) => (it?.conversation === id ? it.at : null))
  const trouble = useStore(desk.loading.troubles, (all) => all[`older ${id}`])
  useEffect(() => {
    if (at === null) return
    const message = at === 'end' ? undefined : bySeq(thread.messages, at)
    if (at !== 'end' && !message && thread.more && !trouble) return void desk.loading.older(id, at)
    aim.set(null)
    if (at === 'end') place.toEnd(true)
    else if (message) place.to(message.id)
  }, [desk, id, at, thread, trouble])
}

/** The first message under the line of what is new. */
function firstFresh(all: readonly (Line | Done)[]): string | null {
  const fresh = all.findIndex((line) => line.kind === 'fresh')
  const below = fresh < 0 ? undefined : all.slice(fresh).find((line) => line.kind === 'group')
  return below?.kind === 'group' ? (below.said[0]?.id ?? null) : null
}

/** How many words of the client came after `seq`. */
function newer(messages: readonly Message[], seq: number): number {
  let count = 0
  for (let i = messages.length - 1; (messages[i]?.seq ?? 0) > seq; i--) if (messages[i]?.author === 'visitor') count++
  return count
}

/** What is written here and not yet known to be stored. */
export function usePending(id: string, notes = false): readonly Pending[] {
  const desk = useDesk()
  const unsent = useStore(desk.unsent, (all) => all)
  const connected = useStore(desk.connection, (it) => it.state === 'open')
  return useMemo(
    () =>
      unsent
        .filter((item) => item.body.conversation === id && Boolean(item.body.note) === notes)
        .map((item) => {
          const fate = item.failed !== undefined ? 'failed' : connected ? 'sending' : 'waiting'
          return { id: item.id, at: item.at + desk.skew, text: item.body.text, quote: item.body.quote ?? null, files: item.body.files ?? [], fate, why: item.failed ?? '' }
        }),
    [unsent, connected, id, desk, notes],
  )
}

/** After which message the "new" line stands: what had been read on coming, be it in another window, or when one looked away. Answering takes
 * it off. */
function useFresh(it: Conversation, unsent: number): number | null {
  const readBefore = useStore(useDesk().marks.readBefore, (all) => all[it.id] ?? 0)
  const [after, setAfter] = useState<number | null>(it.unread > 0 ? it.operator_read : null)
  useEffect(() => {
    const away = (): void => setAfter((was) => (was === null || it.unread === 0 ? it.last_seq : was))
    addEventListener('blur', away)
    return () => removeEventListener('blur', away)
  }, [it.last_seq, it.unread])
  useEffect(() => {
    if (unsent > 0) setAfter(null)
  }, [unsent])
  return after === null ? null : Math.max(after, readBefore)
}
