/** The conversation of the preview: none, or one that has come to its end. */
import type { VisitorConversation, VisitorMessage, VisitorPerson } from '../../shared/wire.gen'
import type { Talk } from '../multiwidget/stage'

/** What the greeting tells of it. */
interface Said {
  readonly conversation: VisitorConversation | null
  readonly messages: readonly VisitorMessage[]
  readonly ask_rating: boolean
}

export const nothingSaid: Said = { conversation: null, messages: [], ask_rating: false }

const MINUTE = 60_000

/** `first`: the client is asked whether the question is solved, where the project wants that; else it is closed, and may be rated. */
export function said({ client, answer, operator: name, solved, rate }: Talk, first: boolean): Said {
  const operator: VisitorPerson = { id: idOf(9), name, avatar: null, title: null }
  const marks = { visitor_delivered: 2, visitor_read: 2, operator_delivered: 2, operator_read: 2 }
  return {
    conversation: { status: first && solved ? 'confirming' : 'closed', operator, marks, unread: 0, rating: null },
    messages: [message(1, client, null), message(2, answer, operator)],
    ask_rating: !first && rate,
  }
}

function message(seq: number, text: string, operator: VisitorPerson | null): VisitorMessage {
  const at = Date.now() - (4 - seq) * MINUTE
  return { id: idOf(seq), seq, at, author: operator ? 'operator' : 'visitor', operator, text, quote: null, files: [], edited: false, deleted: false }
}

function idOf(n: number): string {
  return String(n).padStart(32, '0')
}
