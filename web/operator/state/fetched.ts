/** What the server answered, merged into the state: an answer may be older or newer than the facts already applied. */
import type { ActivityPage, Conversation, ConversationPage, ConversationView, Fact, Message, MessagePage, Note, Overview } from '../wire'
import { about, isLost } from './apply'
import { changed } from './change'
import { deed, withDeeds } from './deeds'
import { merged, noted, said } from './thread'
import { byId, type Kept, type State } from './state'

/** The overview again: its counts hold from its position on. */
export function withOverview(state: State, overview: Overview): State {
  const next = { ...state, me: overview.me, project: overview.project, operators: byId(overview.operators), tags: overview.tags }
  if (overview.position < state.position) return { ...next, countsStale: true }
  return { ...next, counts: { at: overview.position, it: overview.counts }, countsStale: false }
}

/** One page of a list. */
export function withPage(state: State, list: string, page: ConversationPage): State {
  const known = withFetched(state, page.conversations, page.position)
  return { ...known, lists: { ...known.lists, [list]: { loaded: true, next: page.next } } }
}

/** One conversation. */
export function withView(state: State, view: ConversationView): State {
  const settled = { ...state, unknown: state.unknown.filter((id) => id !== view.conversation.id) }
  const { [view.conversation.id]: _ours, ...taken } = state.taken
  return withFetched({ ...settled, taken }, [view.conversation], view.position)
}

/** One page of messages: the newest, or older ones before what is there. */
export function withMessages(state: State, id: string, page: MessagePage): State {
  const known = state.threads[id]
  const oldest = known?.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const first = page.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const reaches = !known || first < oldest || page.messages.length === 0
  const words = merged(known ?? { messages: [], notes: [], more: page.more }, page.messages, reaches ? page.more : known.more)
  const late = state.recent.filter((fact) => fact.position > page.position && about(fact) === id)
  return { ...state, threads: { ...state.threads, [id]: late.reduce(said, noted(words, page.notes)) } }
}

/** A page of what was done with a conversation: the newest, or older ones. */
export function withActivities(state: State, id: string, page: ActivityPage): State {
  const known = state.deeds[id]
  const oldest = known?.all[0]?.position ?? Number.POSITIVE_INFINITY
  const reaches = !known || (page.activities[0]?.position ?? 0) < oldest
  const deeds = withDeeds(known ?? { all: [], more: page.more }, page.activities, reaches ? page.more : known.more)
  const late = state.recent.flatMap((fact) => (about(fact) === id && fact.position > page.position ? [deed(fact)] : []))
  return { ...state, deeds: { ...state.deeds, [id]: withDeeds(deeds, late.filter((line) => line !== null)) } }
}

/** Our own message, acknowledged before its fact arrived. */
export function withOwn(state: State, id: string, message: Message): State {
  const thread = state.threads[id]
  return thread ? { ...state, threads: { ...state.threads, [id]: merged(thread, [message]) } } : state
}

/** Our own note, on the disk before its fact arrived. Its fact says the same. */
export function withOwnNote(state: State, id: string, note: Note): State {
  const thread = state.threads[id]
  return thread ? { ...state, threads: { ...state.threads, [id]: noted(thread, [note]) } } : state
}

/** Conversations as of `position`, with the later facts done to them again. Too old an answer is asked for anew. */
function withFetched(state: State, fetched: readonly Conversation[], position: number): State {
  const fresh = fetched.filter((it) => (state.conversations.get(it.id)?.at ?? -1) < position)
  if (position < state.recentFrom) return { ...state, unknown: [...new Set([...state.unknown, ...fresh.map((it) => it.id)])] }
  const later = state.recent.filter((fact) => fact.position > position)
  const known: [string, Kept<Conversation>][] = []
  for (const it of fresh) {
    const own = later.filter((fact) => about(fact) === it.id)
    const now = own.reduce<Conversation | null>((was, fact) => afterwards(state, was, fact), it)
    if (now) known.push([it.id, { at: Math.max(position, own.at(-1)?.position ?? 0), it: now }])
  }
  return { ...state, conversations: state.conversations.with(known) }
}

/** The conversation after a later fact; null while a colleague has it. */
function afterwards(state: State, was: Conversation | null, fact: Fact): Conversation | null {
  if (fact.t === 'conversation_taken' && isLost(state, fact.operator)) return null
  if (typeof fact.conversation !== 'string') return fact.conversation
  return was && changed(was, fact)
}
