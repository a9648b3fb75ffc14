/** Canned responses that are being typed: what was typed stays until it is saved, whichever other one is looked at meanwhile. */
import { blank, type Draft, from } from '../../shared/keeping'
import type { CannedResponse } from '../wire'

/** By id, the one that was typed in last at the end. */
export class Typed {
  private all = new Map<string, Draft>()
  /** Being saved: whoever begins a new one meanwhile begins another. */
  private going = new Set<string>()

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

  /** It is being saved, until what is returned is called. */
  saves(id: string): () => void {
    this.going.add(id)
    return () => void this.going.delete(id)
  }

  /** One that is there, with what was typed into it. */
  of(one: CannedResponse): Draft {
    return this.all.get(one.id) ?? from(one)
  }

  /** The new one that was begun, or a blank one. */
  fresh(folder: string | null): Draft {
    return [...this.all.values()].findLast(({ id, seen }) => seen === null && !this.going.has(id)) ?? blank(folder)
  }

  get last(): Draft | undefined {
    return [...this.all.values()].at(-1)
  }
}
