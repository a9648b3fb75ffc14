/** Answers that were typed into a notification and are not known to be stored: the app takes them over when it is opened. */
import type { Cupboard } from './cupboard'

export const REPLY = 'reply.'

export interface Reply {
  readonly id: string
  readonly conversation: string
  readonly text: string
  readonly language: 'ru' | 'en'
  /** Whose answer it is; empty: nobody has said. */
  readonly operator: string
  /** Why the server did not take it: it becomes a draft. */
  readonly refused?: string
}

export interface TakesOver {
  /** Send it under its own id: should it be stored already, nothing is doubled. */
  answer(reply: Reply): void
  /** Write it again where it was meant for. */
  draft(conversation: string, text: string): void
}

/** What is somebody else's waits for them. */
export async function takeOver(cupboard: Cupboard, me: string, by: TakesOver): Promise<void> {
  for (const reply of await cupboard.list<Reply>(REPLY)) {
    if (reply.operator !== '' && reply.operator !== me) continue
    if (reply.refused === undefined) by.answer(reply)
    else by.draft(reply.conversation, reply.text)
    await cupboard.remove(REPLY + reply.id)
  }
}
