/** Which conversation stands in which list, and in what order: those who wait longest on top. */
import type { Conversation, Counts, Operator } from '../wire'
import type { Drawers } from './drawers'
import { type Filter, NO_FILTER, passes } from './filter'
import { type Kept, LISTS, type ListName } from './state'

/** True when the conversation belongs to the list of this operator. */
export function inList(list: ListName, conversation: Conversation, me: Operator): boolean {
  switch (list) {
    case 'new':
      return conversation.status === 'new'
    case 'mine':
      return conversation.assignee === me.id && conversation.status !== 'new' && conversation.status !== 'closed'
    case 'unanswered':
      return conversation.status !== 'closed' && conversation.waiting_since !== null
    case 'all':
      return conversation.status !== 'closed'
    case 'closed':
      return conversation.status === 'closed'
  }
}

/** How the counts change when a conversation becomes `after`; null on either side: it was not, or is no longer, ours to see. */
export function recount(counts: Counts, before: Conversation | null, after: Conversation | null, me: Operator): Counts {
  const next = { ...counts }
  for (const list of LISTS) {
    const was = before !== null && inList(list, before, me)
    const is = after !== null && inList(list, after, me)
    if (was !== is) next[list] = Math.max(0, next[list] + (is ? 1 : -1))
  }
  return { ...next, tags: retagged(counts.tags, tagsOf(before), tagsOf(after)) }
}

/** The tags that count: those of a conversation that is not closed. */
function tagsOf(it: Conversation | null): readonly string[] {
  return it === null || it.status === 'closed' ? [] : it.tags
}

function retagged(tags: Counts['tags'], before: readonly string[], after: readonly string[]): Counts['tags'] {
  if (before.length + after.length === 0 || before === after) return tags
  const next = { ...tags }
  for (const tag of before) if (!after.includes(tag)) next[tag] = Math.max(0, (next[tag] ?? 0) - 1)
  for (const tag of after) if (!before.includes(tag)) next[tag] = (next[tag] ?? 0) + 1
  return next
}

export interface Ordered {
  readonly waiting: readonly Conversation[]
  readonly answered: readonly Conversation[]
}

/** The lists that are known to their ends, so that who waits can stand on top. */
const SPLIT: ReadonlySet<ListName> = new Set(['new', 'mine', 'unanswered'])

/** In which part of the list the conversation stands; null: in none. */
export function partOf(list: ListName, it: Conversation, me: Operator, filter: Filter): keyof Ordered | null {
  if (!inList(list, it, me) || !passes(filter, it)) return null
  return SPLIT.has(list) && it.waiting_since !== null ? 'waiting' : 'answered'
}

/** What stands above what: below zero when `a` is above `b`; nothing but itself stands where a conversation stands. */
export const ORDER: Readonly<Record<keyof Ordered, (a: Conversation, b: Conversation) => number>> = {
  waiting: (a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0) || byTie(a, b),
  answered: (a, b) => b.last_at - a.last_at || byTie(a, b),
}

/** The list in two parts: those who wait, the longest first; then the others, the newest words first. */
export function ordered(list: ListName, conversations: Drawers<Kept<Conversation>>, me: Operator, filter: Filter = NO_FILTER): Ordered {
  const parts: Record<keyof Ordered, Conversation[]> = { waiting: [], answered: [] }
  for (const { it } of conversations.values()) {
    const part = partOf(list, it, me, filter)
    if (part !== null) parts[part].push(it)
  }
  parts.waiting.sort(ORDER.waiting)
  parts.answered.sort(ORDER.answered)
  return parts
}

function byTie(a: Conversation, b: Conversation): number {
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1
}
