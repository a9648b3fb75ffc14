/**
 * Who this browser is to the server: one secret key, shared by all tabs, on the disk only once something was written.
 *
 * Tabs that were anonymous side by side have a key each until the first message; whoever writes first settles the key for
 * all, under a lock where the browser has one. No message leaves before that, so it can never land in a stray conversation.
 */
import type { Shelf } from '../../shared/shelf'

const NAME = 'key'
const LOOK_AGAIN = 80
const SPREADS_WITHIN = 10_000

export class Identity {
  #shelf: Shelf
  #lock: string
  #said: string
  key: string | null
  /** The key is the one that all tabs use (or storage is blocked and there is only this tab). */
  settled: boolean

  constructor(shelf: Shelf, lock: string) {
    this.#shelf = shelf
    this.#lock = lock
    this.#said = lock + 'key.'
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
    const key = await locked(this.#lock, async (locks) => {
      const stored = this.#shelf.stored(NAME)
      const agreed = stored ?? (locks && (await said(locks, this.#said))) ?? mine
      if (stored === null) this.#shelf.set(NAME, agreed)
      if (!locks) await pause(LOOK_AGAIN * (1 + Math.random()))
      else if (stored === null && agreed === mine) await say(locks, this.#said + mine)
      return this.#shelf.stored(NAME) ?? agreed
    })
    return this.adopt(key)
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

/**
 * Storage reaches other tabs after a while, maybe later than the lock does. What is held as a lock they see at once:
 * so the key is said as the name of one, until storage has surely spread.
 */
function say(locks: LockManager, name: string): Promise<void> {
  return new Promise((held) => void locks.request(name, () => (held(), pause(SPREADS_WITHIN))).catch(() => held()))
}

async function said(locks: LockManager, start: string): Promise<string | undefined> {
  const { held } = await locks.query()
  return held?.find(({ name }) => name?.startsWith(start))?.name?.slice(start.length)
}

async function locked(name: string, work: (locks?: LockManager) => Promise<string>): Promise<string> {
  try {
    return await navigator.locks.request(name, () => work(navigator.locks))
  } catch {
    return await work() // no locks outside secure pages
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
