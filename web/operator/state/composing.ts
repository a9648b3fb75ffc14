/** What the field of each conversation is for at the moment: an answer or a note, or words that are being changed. */
import { type Store, store } from './store'

/** One's own words that are being changed. */
export interface Editing {
  readonly kind: 'message' | 'note'
  readonly conversation: string
  readonly id: string
}

/** Other words that were not taken in place of said ones. */
export interface RefusedEdit {
  readonly of: Editing
  readonly words: string
  readonly why: string
}

export interface Composing {
  readonly mode: 'answer' | 'note'
  readonly editing: Editing | null
  /** Whose other words are on their way; the field is free for the next ones meanwhile. */
  readonly saving: Editing | null
  /** One at most for each of the said words. */
  readonly refused: readonly RefusedEdit[]
}

export const ANSWERING: Composing = { mode: 'answer', editing: null, saving: null, refused: [] }

export const composing: Store<Readonly<Record<string, Composing>>> = store({})

export function compose(conversation: string, change: Partial<Composing>): void {
  composing.update((all) => ({ ...all, [conversation]: { ...(all[conversation] ?? ANSWERING), ...change } }))
}
