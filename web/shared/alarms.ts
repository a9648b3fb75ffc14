/** Named timers: setting one again replaces it, and all can be silenced together. */

export class Alarms<Name extends string> {
  #set = new Map<Name, ReturnType<typeof setTimeout>>()

  set(name: Name, delay: number, then: () => void): void {
    this.clear(name)
    this.#set.set(name, setTimeout(() => {
      this.#set.delete(name)
      then()
    }, delay))
  }

  has(name: Name): boolean {
    return this.#set.has(name)
  }

  /** Silences `name`, or every alarm. */
  clear(name?: Name): void {
    for (const [one, timer] of this.#set)
      if (!name || one === name) {
        clearTimeout(timer)
        this.#set.delete(one)
      }
  }
}
