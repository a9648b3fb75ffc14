/**
 * Who this browser is to the server: one secret key, shared by all tabs, on the disk only once something was written.
 *
 * Tabs that were anonymous side by side have a key each until the first message; whoever writes first settles the key for
 * all, under a lock where the browser has one. No message leaves before that, so it can never land in a stray conversation.
 */
import type { Shelf } from '../../shared/shelf'

const NAME = 'key'
const LOOK_AGAIN = 80

export class Identity {
  #shelf: Shelf
  #lock: string
  key: string | null
  /** The key is the one that all tabs use (or storage is blocked and there is only this tab). */
  settled: boolean

  constructor(shelf: Shelf, lock: string) {
    this.#shelf = shelf
    this.#lock = lock
    this.key = shelf.stored(NAME)
    this.settled = this.key !== null
  }

  /** The server made us a key: kept in memory only. */
  given(key: string): void {
    this.key = key
    this.settled = false
  }

  /** Agree with the other tabs on one key. True when ours was changed for theirs: connect anew with it. */
  async settle(): Promise<boolean> {
    const mine = this.key
    if (this.settled || mine === null) return false
    await locked(this.#lock, async (alone) => {
      if (this.#shelf.stored(NAME) === null) this.#shelf.set(NAME, mine)
      if (!alone) await new Promise((done) => setTimeout(done, LOOK_AGAIN * (1 + Math.random())))
    })
    return this.adopt(this.#shelf.stored(NAME) ?? mine)
  }

  /** Another tab settled the key. True when ours was another one. */
  adopt(key: string): boolean {
    const changed = key !== this.key
    this.key = key
    this.settled = true
    return changed
  }

  /** The server does not know our key any more: begin anew. Another tab may have done so already. */
  forget(): void {
    const stored = this.#shelf.stored(NAME)
    if (stored === this.key) this.#shelf.remove(NAME)
    this.key = stored === this.key ? null : stored
    this.settled = this.key !== null
  }
}

async function locked(name: string, work: (alone: boolean) => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(name, () => work(true))
  } catch {
    await work(false) // no locks outside secure pages
  }
}
