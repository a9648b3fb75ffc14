/** What one fact does to one conversation: the part of `apply` that knows no lists. */
import type { Conversation, Fact, LadderStep, LastMessage, Message } from '../wire'

/** How much of the newest message a row keeps: as many characters as the server sends. */
export const LAST_MESSAGE_LENGTH = 200

/** The conversation after the fact. A fact about something else leaves it as it is. */
export function changed(it: Conversation, fact: Fact): Conversation {
  switch (fact.t) {
    case 'conversation_started':
    case 'conversation_assigned':
    case 'conversation_returned':
      return fact.conversation
    case 'message_posted':
      return withMessage(it, fact.message)
    case 'conversation_taken':
      return { ...it, status: it.status === 'new' ? 'open' : it.status, assignee: fact.operator, assigned_at: fact.at, called: null }
    case 'conversation_confirming':
      return { ...it, status: 'confirming', waiting_since: null, called: null }
    case 'conversation_closed':
      return { ...it, status: 'closed', closed_at: fact.at, waiting_since: null, called: null }
    case 'conversation_unsolved':
      return { ...it, status: fact.status, waiting_since: fact.at }
    case 'conversation_reopened':
      return { ...it, status: fact.status, closed_at: null, waiting_since: fact.waiting_since }
    case 'conversation_called':
      return { ...it, called: higher(it.called, fact.step) }
    case 'conversation_rated':
      return { ...it, rating: fact.rating, rating_comment: fact.comment }
    case 'conversation_tagged':
      return { ...it, tags: fact.tags }
    case 'message_edited':
    case 'message_deleted':
      return fact.message.seq === it.last_seq ? { ...it, last_message: cut(fact.message) } : it
    case 'note_added':
    case 'note_edited':
    case 'note_deleted':
    case 'lead_asked':
    case 'lead_delayed':
    case 'lead_sent':
    case 'lead_failed':
    case 'link_made':
    case 'links_revoked':
    case 'letter_sent':
    case 'letter_failed':
    case 'letter_received':
      return it
    case 'contact_changed':
      return { ...it, contact: fact.contact, visitor_name: fact.name, left: fact.left }
    case 'messages_delivered':
      return withDelivered(it, fact.by, fact.seq)
    case 'messages_read':
      return withRead(it, fact.by, fact.seq, fact.unread)
  }
}

/** The steps by which people are called while a client waits, in order. */
export const STEPS: readonly LadderStep[] = ['popup', 'sound', 'push', 'letter', 'others', 'admins']

function higher(was: LadderStep | null, step: LadderStep): LadderStep {
  return was !== null && STEPS.indexOf(was) > STEPS.indexOf(step) ? was : step
}

function withMessage(it: Conversation, message: Message): Conversation {
  if (message.seq <= it.last_seq) return it
  const theirs = message.author === 'visitor'
  return {
    ...it,
    last_message: cut(message),
    last_at: message.at,
    last_seq: message.seq,
    unread: theirs ? it.unread + 1 : it.unread,
    waiting_since: theirs ? (it.waiting_since ?? message.at) : null,
    called: theirs ? it.called : null,
    first_answer_at: theirs ? it.first_answer_at : (it.first_answer_at ?? message.at),
  }
}

function cut(message: Message): LastMessage {
  const { seq, at, author, operator } = message
  const text = message.text || message.files.map((file) => file.name).join(', ')
  const short = text.length <= LAST_MESSAGE_LENGTH ? text : [...text].slice(0, LAST_MESSAGE_LENGTH).join('')
  return { seq, at, author, operator, text: short }
}

function withDelivered(it: Conversation, by: 'visitor' | 'operator', seq: number): Conversation {
  return by === 'visitor'
    ? { ...it, visitor_delivered: Math.max(it.visitor_delivered, seq) }
    : { ...it, operator_delivered: Math.max(it.operator_delivered, seq) }
}

/** Reading includes receiving. */
function withRead(was: Conversation, by: 'visitor' | 'operator', seq: number, unread: number): Conversation {
  const it = withDelivered(was, by, seq)
  return by === 'visitor'
    ? { ...it, visitor_read: Math.max(it.visitor_read, seq) }
    : { ...it, operator_read: Math.max(it.operator_read, seq), unread }
}
