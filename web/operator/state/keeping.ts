/** Canned responses that are being typed: what was typed stays until it is saved, whichever other one is looked at meanwhile. */
import { newId } from '../../shared/ids'
import type { CannedResponse } from '../wire'

/** What is being typed: `seen` is null for a new one, and its id is made once. */
export interface Draft {
  readonly id: string
  readonly seen: number | null
  readonly title: string
  readonly text: string
  readonly folder: string | null
  readonly files: CannedResponse['files']
}

export const blank = (folder: string | null = null): Draft => ({ id: newId(), seen: null, title: '', text: '', folder, files: [] })
export const from = (one: CannedResponse): Draft => ({ id: one.id, seen: one.updated_at, title: one.title, text: one.text, folder: one.folder, files: one.files })

/** By id, the one that was typed in last at the end. */
export class Typed {
  private all = new Map<string, Draft>()

  put(draft: Draft): void {
    this.all.delete(draft.id)
    this.all.set(draft.id, draft)
  }

  has(id: string): boolean {
    return this.all.has(id)
  }

  forget(id: string): void {
    this.all.delete(id)
  }

  /** One that is there, with what was typed into it. */
  of(one: CannedResponse): Draft {
    return this.all.get(one.id) ?? from(one)
  }

  /** The new one that was begun, or a blank one. */
  fresh(folder: string | null): Draft {
    return [...this.all.values()].findLast(({ seen }) => seen === null) ?? blank(folder)
  }

  get last(): Draft | undefined {
    return [...this.all.values()].at(-1)
  }
}
