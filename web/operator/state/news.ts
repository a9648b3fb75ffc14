/** What is to be told of a fact, and of what was missed: decided here, shown and sounded elsewhere. Pure. */
import type { Conversation, Fact } from '../wire'
import { about } from './apply'
import type { State } from './state'

export type News =
  | { readonly of: 'message' | 'assigned' | 'returned' | 'unsolved' | 'called'; readonly conversation: string; readonly text: string }
  | { readonly of: 'missed'; readonly conversations: readonly string[]; readonly messages: number }

/** The server has said that this operator is to be told of the fact. */
export function isTold(fact: Fact): boolean {
  return 'notify' in fact && fact.notify === true
}

/** One fact as news. */
export function newsOf(fact: Fact): News {
  const conversation = about(fact)
  if (fact.t === 'message_posted') return { of: 'message', conversation, text: fact.message.text || fact.message.files.map((file) => file.name).join(', ') }
  return { of: OF[fact.t] ?? 'assigned', conversation, text: '' }
}

const OF: Partial<Record<Fact['t'], 'returned' | 'unsolved' | 'called'>> = { conversation_returned: 'returned', conversation_unsolved: 'unsolved', conversation_called: 'called' }

/** Several facts that were missed, as one: what has been read meanwhile, or is no longer ours, is no news. */
export function summary(missed: readonly Fact[], state: State): News | null {
  const still = missed.filter((fact) => isStillNews(fact, state.conversations.get(about(fact))?.it, state.me.id))
  const [first] = still
  if (!first) return null
  if (still.length === 1) return newsOf(first)
  const messages = still.filter((fact) => fact.t === 'message_posted').length
  return { of: 'missed', conversations: [...new Set(still.map(about))], messages }
}

/** That the question is not solved, and that the ladder calls, is news until it is answered; being made responsible, until one has answered; that nobody has it any more,
 *  until somebody does; whatever else, until it is read. */
function isStillNews(fact: Fact, it: Conversation | undefined, me: string): boolean {
  if (!it) return false
  if (fact.t === 'conversation_unsolved') return waits(it)
  if (fact.t === 'conversation_called') return it.waiting_since !== null && it.called !== null
  if (fact.t === 'conversation_assigned') return isToBegin(it, me)
  if (fact.t === 'conversation_returned') return it.status === 'new'
  return it.unread > 0
}

/** Somebody made us responsible, and we have not answered yet. */
function isToBegin(it: Conversation, me: string): boolean {
  return it.assignee === me && it.status !== 'closed' && it.last_message?.operator !== me
}

function waits(it: Conversation): boolean {
  return it.status === 'open' && it.waiting_since !== null
}

/** Everything was fetched anew because too much was missed: what has grown in Mine since, as one summary. */
export function grown(before: State, after: State): News | null {
  const own = [...after.conversations.values()].map((kept) => kept.it).filter((it) => it.assignee === after.me.id)
  const more = own.filter((it) => hasGrown(before.conversations.get(it.id)?.it, it, after.me.id))
  if (more.length === 0) return null
  return { of: 'missed', conversations: more.map((it) => it.id), messages: more.reduce((sum, it) => sum + it.unread, 0) }
}

/** There is more to read, who was asked waits again, or we were made responsible. */
function hasGrown(was: Conversation | undefined, it: Conversation, me: string): boolean {
  if (was?.assignee !== me && isToBegin(it, me)) return true
  return it.unread > 0 ? it.last_seq > (was?.last_seq ?? 0) : was?.status === 'confirming' && waits(it)
}
