/** Where drafts are until they are saved or given up: another page of the cabinet does not lose them. */
import { useReducer } from 'preact/hooks'
import type { Draft } from './draft'

const drafts = new Map<string, unknown>()

/** True while anything is changed and not saved. */
export const unsaved = (): boolean => drafts.size > 0

/** Give all of them up: somebody else sits here now. */
export const forgetDrafts = (): void => drafts.clear()

export interface Kept<Seen, Wanted, Name extends string> {
  /** As it is at this moment, which may be long after the page was drawn. */
  now(): Draft<Seen, Wanted, Name> | null
  keep(draft: Draft<Seen, Wanted, Name> | null): void
}

/** The draft of the settings at this path. */
export function useKept<Seen, Wanted, Name extends string>(path: string): Kept<Seen, Wanted, Name> {
  const [, redraw] = useReducer((times: number, _: null) => times + 1, 0)
  return {
    now: () => (drafts.get(path) as Draft<Seen, Wanted, Name> | undefined) ?? null,
    keep(draft) {
      if (draft) drafts.set(path, draft)
      else drafts.delete(path)
      redraw(null)
    },
  }
}
