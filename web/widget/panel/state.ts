/** What the panel knows, and how a frame of the server changes it: `apply` is pure, and applying a fact twice is applying it once. */
import type {
  VisitorConversation, VisitorMarks, VisitorMessage, VisitorPerson, VisitorServerSays, VisitorTeam, VisitorWelcome,
} from '../../shared/wire.gen'

export interface State {
  /** The first welcome has come: before it, the window shows a skeleton. */
  readonly ready: boolean
  readonly position: string | null
  readonly conversation: VisitorConversation | null
  /** In order of seq, without gaps, newest last. */
  readonly messages: readonly VisitorMessage[]
  /** There are older ones on the server. */
  readonly more: boolean
  readonly team: VisitorTeam
  readonly typing: { readonly name: string; readonly since: number } | null
  readonly closedAt: number | null
  /** The project would like its closed conversations rated. */
  readonly asks: boolean
}

export const EMPTY: State = {
  ready: false, position: null, conversation: null, messages: [], more: false,
  team: { online: false, people: [] }, typing: null, closedAt: null, asks: false,
}

const NO_MARKS: VisitorMarks = { visitor_delivered: 0, visitor_read: 0, operator_delivered: 0, operator_read: 0 }
const STARTED: VisitorConversation = { status: 'new', operator: null, marks: NO_MARKS, unread: 0, rating: null }

export function apply(state: State, frame: VisitorServerSays, now = 0): State {
  switch (frame.t) {
    case 'welcome':
      return welcome(state, frame)
    case 'older':
      return { ...state, more: frame.more, messages: merge(state.messages, frame.messages) }
    case 'team':
      return { ...state, team: frame.team }
    case 'person':
      return renamed(state, frame.person)
    case 'typing':
      return { ...state, typing: frame.on ? { name: frame.name, since: now } : null }
    case 'message_posted':
      return posted({ ...state, position: frame.position }, frame.message)
    case 'message_edited':
    case 'message_deleted':
      return { ...state, position: frame.position, messages: state.messages.map((was) => (was.id === frame.message.id ? frame.message : was)) }
    case 'conversation_taken':
      return change({ ...state, position: frame.position }, () => ({ operator: frame.operator, status: frame.status }))
    case 'conversation_confirming':
      return change({ ...state, position: frame.position }, () => ({ status: 'confirming' }))
    case 'conversation_rated':
      return change({ ...state, position: frame.position }, () => ({ rating: frame.rating }))
    case 'conversation_closed':
      return { ...change({ ...state, position: frame.position }, () => ({ status: 'closed', rating: null })), closedAt: frame.at, typing: null }
    case 'conversation_unsolved':
    case 'conversation_reopened':
      return { ...change({ ...state, position: frame.position }, () => ({ status: frame.status, rating: null })), closedAt: null }
    case 'messages_delivered':
      return mark({ ...state, position: frame.position }, frame.by === 'visitor' ? 'visitor_delivered' : 'operator_delivered', frame.seq)
    case 'messages_read':
      return read({ ...state, position: frame.position }, frame.by, frame.seq)
    default:
      return state // acknowledgements and refusals concern the outbox: see `stored`
  }
}

/** Everything that this operator said and answers for bears the name of today. */
function renamed(state: State, person: VisitorPerson): State {
  const now = (was: VisitorPerson | null): VisitorPerson | null => (was?.id === person.id ? person : was)
  const messages = state.messages.map((message) => ({ ...message, operator: now(message.operator) }))
  return change({ ...state, messages }, (was) => ({ operator: now(was.operator) }))
}

/** Our own message was acknowledged; the connection that posted it is told nothing else of it. */
export function stored(state: State, message: VisitorMessage, position: string | null): State {
  return posted({ ...state, position: position ?? state.position }, message)
}

/** The highest seq of what the other side wrote. */
export function lastFromOperator(state: State): number {
  return state.messages.findLast((message) => message.author === 'operator')?.seq ?? 0
}

/** We have read up to `seq`: true at once, the server hears of it a little later. */
export function read(state: State, by: 'visitor' | 'operator', seq: number): State {
  const marked = mark(mark(state, `${by}_read`, seq), `${by}_delivered`, seq)
  return by === 'visitor' ? change(marked, (was) => ({ unread: Math.min(was.unread, countUnread(marked, was.marks.visitor_read)) })) : marked
}

function welcome(state: State, frame: VisitorWelcome): State {
  const seen = { ...state, ready: true, team: frame.team, position: frame.position ?? state.position, typing: null, asks: frame.ask_rating }
  if (!frame.snapshot) return seen
  const { conversation, messages, more, position } = frame
  const closedAt = conversation?.status === 'closed' ? state.closedAt : null
  return { ...seen, position, conversation, messages: merge([], messages), more, closedAt }
}

function posted(state: State, message: VisitorMessage): State {
  if (state.messages.some((known) => known.id === message.id)) return state
  const messages = merge(state.messages, [message])
  const theirs = message.author === 'operator'
  const next = { ...state, messages, conversation: state.conversation ?? STARTED, typing: theirs ? null : state.typing }
  return change(next, (was) => ({ unread: was.unread + (theirs && message.seq > was.marks.visitor_read ? 1 : 0) }))
}

function mark(state: State, which: keyof VisitorMarks, seq: number): State {
  return change(state, ({ marks }) => ({ marks: { ...marks, [which]: Math.max(marks[which], seq) } }))
}

function change(state: State, how: (was: VisitorConversation) => Partial<VisitorConversation>): State {
  const { conversation } = state
  return conversation ? { ...state, conversation: { ...conversation, ...how(conversation) } } : state
}

function countUnread({ messages }: State, upTo: number): number {
  return messages.filter((message) => message.author === 'operator' && message.seq > upTo).length
}

function merge(some: readonly VisitorMessage[], others: readonly VisitorMessage[]): VisitorMessage[] {
  const bySeq = new Map([...some, ...others].map((message) => [message.seq, message]))
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq)
}
