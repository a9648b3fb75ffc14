/** What the field and the panel of canned responses over it promise each other. */
import type { CannedResponse, Conversation } from '../wire'

/** What the open panel does with a key; true: the key was the panel's. */
export type Keys = (event: KeyboardEvent) => boolean

export interface PanelOptions {
  readonly it: Conversation
  readonly typed: string
  readonly keys: { current: Keys | null }
  activated(id: string): void
  /** Put these words where the search was typed, and attach the response's files. */
  insert(words: string, files: CannedResponse['files']): void
  close(): void
}
