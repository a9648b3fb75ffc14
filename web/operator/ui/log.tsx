/** The words of a conversation. The eye never loses its place: at the end one stays at the end, elsewhere one stays there. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { day } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { down, pen } from '../../shared/ui/icons'
import { answerTimes, between, type Done } from '../state/between'
import { type Line, lines, noteLines, type Pending } from '../state/lines'
import type { Thread } from '../state/state'
import { useStore } from '../state/store'
import type { Activity, Conversation } from '../wire'
import { Bubbles } from './bubbles'
import { DeedLine } from './deeds'
import { Memo } from './memo'
import { walk } from './tools'
import { clientName } from './people'
import { usePlace } from './place'
import { useClock, useDesk, useLanguage, useSay } from './room'

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
  const drawn = useDrawn(all)
  const place = usePlace({
    reached: () => drawn.more() || void desk.loading.older(it.id),
    more: thread.more || drawn.hidden,
    atEnd: () => desk.seen(it, it.last_seq),
  })
  const seen = place.seen(it.last_seq)
  const below = place.away ? thread.messages.filter((message) => message.author === 'visitor' && message.seq > seen).length : 0
  return (
    <div class="place">
      <div class="log" ref={place.box} role="log" aria-live="polite" aria-label={say('log')} tabIndex={0} onKeyDown={walk}>
        <div class="inner" ref={place.inner}>
          <p class="older">{say(thread.more || drawn.hidden ? 'older' : 'beginning')}</p>
          {drawn.lines.map((line) => <LineOf key={line.key} line={line} took={took} last={line === lastSaid && typing === undefined} />)}
          {typing !== undefined && <Typing name={clientName(it, say)} text={typing} />}
        </div>
      </div>
      {place.away && (
        <div class="jump">
          <button type="button" class="btn" onClick={() => { drawn.reset(); place.toEnd() }}>
            <Icon path={down} size="m" />{below > 0 ? say('new_below', { n: below }) : say('to_last')}
          </button>
        </div>
      )}
    </div>
  )
}

const NONE: readonly Activity[] = []

function LineOf({ line, took, last }: { line: Line | Done; took: ReadonlyMap<string, number>; last: boolean }) {
  const say = useSay()
  const language = useLanguage()
  const words = useClock((now) => (line.kind === 'day' ? day(line.at, now, language) : ''))
  if (line.kind === 'day') return <p class="day"><span>{words}</span></p>
  if (line.kind === 'fresh') return <p class="fresh" data-fresh>{say('new_messages')}</p>
  if (line.kind === 'deed') return <DeedLine deed={line.deed} />
  if (line.kind === 'note') return <Memo line={line} />
  return <Bubbles group={line} took={line.said.map((one) => took.get(one.id)).find((ms) => ms !== undefined)} last={last} />
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

/** How many lines are drawn at first, and how many more each time the eye nears the upper edge. */
const DRAWN = 150

/** The end of a long thread: what stands above is drawn when one gets there, so opening costs the same however long it is. */
function useDrawn(all: readonly (Line | Done)[]) {
  const fresh = all.findIndex((line) => line.kind === 'fresh')
  const [count, setCount] = useState(() => Math.max(DRAWN, fresh < 0 ? 0 : all.length - fresh + 20))
  const hidden = all.length > count
  return {
    lines: hidden ? all.slice(-count) : all,
    hidden,
    /** Draw more of what is known; false when everything is drawn already. */
    more(): boolean {
      if (hidden) setCount(count + DRAWN)
      return hidden
    },
    reset: () => setCount(DRAWN),
  }
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

/** After which message the "new" line stands: what had been read on coming, or when one looked away. Answering takes it off. */
function useFresh(it: Conversation, unsent: number): number | null {
  const [after, setAfter] = useState<number | null>(it.unread > 0 ? it.operator_read : null)
  useEffect(() => {
    const away = (): void => setAfter((was) => (was === null || it.unread === 0 ? it.last_seq : was))
    addEventListener('blur', away)
    return () => removeEventListener('blur', away)
  }, [it.last_seq, it.unread])
  useEffect(() => {
    if (unsent > 0) setAfter(null)
  }, [unsent])
  return after
}
