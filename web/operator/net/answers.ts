/** What an operator writes, as it waits in the outbox, and as it is said. */
import type { Item } from '../../shared/outbox'
import type { Carried } from '../../shared/uploads'
import type { File as Sent, OperatorSays } from '../wire'

export interface Answer {
  readonly conversation: string
  readonly text: string
  readonly files?: readonly Sent[]
  /** The `seq` of the message that it answers. */
  readonly quote?: number
  /** For colleagues only: never said to the client. */
  readonly note?: true
}

export function said({ id, body: { conversation, text, files, quote, note } }: Item<Answer>): OperatorSays {
  const words = { id, conversation, text, ...(files && { files: files.map((file) => file.id) }) }
  return note ? { t: 'note', ...words } : { t: 'post', ...words, ...(quote === undefined ? {} : { quote }) }
}

export function sent({ id, name, type, size, width, height }: Carried): Sent {
  return { id, name, type, size, width, height, preview: width !== null }
}
