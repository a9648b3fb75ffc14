/** Removal with a way back: what is removed is out of sight at once, and goes from the server when the time to bring it back is over. */

/** How long it may be brought back. */
export const WAY_BACK_MS = 12_000

export interface Leaving {
  readonly id: string
  /** What it is called: for who brings it back. */
  readonly name: string
  /** What is said of it meanwhile. */
  readonly words: string
  /** Takes it from the server, and fetches what is left. */
  readonly remove: () => Promise<unknown>
}

export class Removing {
  private timers = new Map<string, ReturnType<typeof setTimeout>>()
  private leaving = new Map<string, Leaving>()
  private going = new Map<string, Promise<void>>()

  /** `failed` is told what could not be removed: it is in sight again. */
  constructor(private changed: () => void, private failed: (one: Leaving, why: unknown) => void) {}

  /** What can still be brought back, the latest last. */
  get waiting(): readonly Leaving[] {
    return [...this.leaving.values()]
  }

  /** Out of sight: until it is brought back, or could not be removed. */
  hides(id: string): boolean {
    return this.leaving.has(id) || this.going.has(id)
  }

  begin(one: Leaving): void {
    if (this.hides(one.id)) return
    this.leaving.set(one.id, one)
    this.timers.set(one.id, setTimeout(() => this.go(one), WAY_BACK_MS))
    this.changed()
  }

  back(id: string): void {
    if (this.forget(id)) this.changed()
  }

  /** Remove now what waits, and wait for what is on its way: nobody can bring it back any more. */
  async settle(): Promise<void> {
    this.waiting.forEach((one) => this.go(one))
    await Promise.all(this.going.values())
  }

  private go(one: Leaving): void {
    if (!this.forget(one.id)) return
    const gone = one.remove().then(() => {}, (why: unknown) => this.failed(one, why)).then(() => {
      this.going.delete(one.id)
      this.changed()
    })
    this.going.set(one.id, gone)
    this.changed()
  }

  private forget(id: string): boolean {
    clearTimeout(this.timers.get(id))
    this.timers.delete(id)
    return this.leaving.delete(id)
  }
}
