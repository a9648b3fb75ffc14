/** What of the state is kept on the device: the lists as they stood, and the conversations that were opened last. Pure, and never much. */
import type { Conversation } from '../wire'
import { Drawers } from './drawers'
import { type Deeds, type Kept, type State, type Thread } from './state'

const FORM = 1
const MOST_CONVERSATIONS = 400
const MOST_THREADS = 20
const MOST_MESSAGES = 60
/** Days after which what was kept is no more than old. */
export const KEEPS = 14 * 86_400_000

export interface Snapshot {
  readonly form: number
  readonly at: number
  readonly state: Omit<State, 'conversations' | 'recent' | 'typing' | 'pages' | 'online' | 'away'>
  readonly conversations: readonly (readonly [string, Kept<Conversation>])[]
}

/** The state as it is kept; `opened` are the conversations that were looked at, the last one last. */
export function snapshot(state: State, opened: readonly string[], now: number): Snapshot {
  const { conversations: all, recent: _recent, typing: _typing, pages: _pages, online: _online, away: _away, ...rest } = state
  const last = opened.filter((id) => state.threads[id] && all.has(id)).slice(-MOST_THREADS)
  const current = [...all.values()].filter(({ it }) => it.status !== 'closed')
  const cut = current.length > MOST_CONVERSATIONS
  const kept = new Map(current.sort((one, other) => other.it.last_at - one.it.last_at).slice(0, MOST_CONVERSATIONS).map((one) => [one.it.id, one]))
  for (const id of last) kept.set(id, all.get(id) as Kept<Conversation>)
  return {
    form: FORM, at: now, conversations: [...kept],
    state: {
      ...rest,
      threads: Object.fromEntries(last.map((id) => [id, short(state.threads[id] as Thread)])),
      deeds: Object.fromEntries(last.filter((id) => state.deeds[id]).map((id) => [id, state.deeds[id] as Deeds])),
      lists: cut ? {} : Object.fromEntries(Object.entries(state.lists).filter(([key]) => key === 'new' || key === 'mine')),
    },
  }
}

function short(thread: Thread): Thread {
  const messages = thread.messages.slice(-MOST_MESSAGES)
  const first = messages[0]?.seq ?? 0
  const cut = messages.length < thread.messages.length
  return { messages, notes: cut ? thread.notes.filter((note) => note.after >= first) : thread.notes, more: thread.more || cut }
}

/** The state that was kept: as that of a window that slept since. Null for one of another form, or an old one. */
export function restored(kept: Snapshot | null, now: number): State | null {
  if (kept?.form !== FORM || now - kept.at > KEEPS) return null
  return { ...kept.state, conversations: Drawers.of(kept.conversations), recent: [], recentFrom: kept.state.position, typing: {}, pages: {}, online: [], away: [] }
}
