/** What the server answered, merged into the state: an answer may be older or newer than the facts already applied. */
import type { Conversation, ConversationPage, ConversationView, Message, MessagePage, Overview } from '../wire'
import { about, withConversation } from './apply'
import { changed, merged } from './change'
import { byId, type ListName, type State } from './state'

/** The overview again: its counts hold from its position on. */
export function withOverview(state: State, overview: Overview): State {
  const next = { ...state, me: overview.me, project: overview.project, operators: byId(overview.operators) }
  if (overview.position < state.position) return { ...next, countsStale: true }
  return { ...next, counts: { at: overview.position, it: overview.counts }, countsStale: false }
}

/** One page of a list. */
export function withPage(state: State, list: ListName, page: ConversationPage): State {
  const known = page.conversations.reduce((so, it) => withFetched(so, it, page.position), state)
  return { ...known, lists: { ...known.lists, [list]: { loaded: true, next: page.next } } }
}

/** One conversation. */
export function withView(state: State, view: ConversationView): State {
  const next = withFetched(state, view.conversation, view.position)
  const { [view.conversation.id]: _ours, ...taken } = next.taken
  return { ...next, taken, unknown: next.unknown.filter((id) => id !== view.conversation.id) }
}

/** One page of messages: the newest, or older ones before what is there. */
export function withMessages(state: State, id: string, page: MessagePage): State {
  const known = state.threads[id]
  const oldest = known?.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const first = page.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const reaches = !known || first < oldest || page.messages.length === 0
  const thread = merged(known ?? { messages: [], more: page.more }, page.messages, reaches ? page.more : known.more)
  const late = state.recent.flatMap((fact) => (fact.t === 'message_posted' && fact.conversation === id ? [fact.message] : []))
  return { ...state, threads: { ...state.threads, [id]: merged(thread, late) } }
}

/** Our own message, acknowledged before its fact arrived. */
export function withOwn(state: State, id: string, message: Message): State {
  const thread = state.threads[id]
  return thread ? { ...state, threads: { ...state.threads, [id]: merged(thread, [message]) } } : state
}

/** A conversation as of `position`, with the later facts done to it again. */
function withFetched(state: State, conversation: Conversation, position: number): State {
  const known = state.conversations[conversation.id]
  if (known && known.at >= position) return state
  if (position < state.recentFrom) return { ...state, unknown: [...new Set([...state.unknown, conversation.id])] }
  const later = state.recent.filter((fact) => fact.position > position && about(fact) === conversation.id)
  const taken = later.some((fact) => fact.t === 'conversation_taken' && fact.operator !== state.me.id)
  if (taken && state.me.role !== 'admin') return state
  const it = later.reduce(changed, conversation)
  return withConversation(state, conversation.id, { at: Math.max(position, later.at(-1)?.position ?? 0), it })
}
