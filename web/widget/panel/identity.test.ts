import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Shelf } from '../../shared/shelf'
import { Identity } from './identity'

const LOCK = 'besedka.1.'
const SPREADS_AFTER = 400

/** A browser whose tabs are processes of their own: what one stores, the others read a while later. */
class Tabs {
  #shelves: Map<string, string>[] = []

  open(key: string): Identity {
    const mine = new Map<string, string>()
    this.#shelves.push(mine)
    const shelf: Shelf = {
      set: (name, value) => {
        mine.set(name, value)
        setTimeout(() => this.#shelves.forEach((other) => other.set(name, value)), SPREADS_AFTER)
      },
      remove: (name) => void mine.delete(name),
      list: () => [],
      stored: (name) => mine.get(name) ?? null,
    }
    const identity = new Identity(shelf, LOCK)
    identity.given(key)
    return identity
  }
}

/** Locks of the whole browser, first come first served. */
class Locks {
  #queues = new Map<string, Promise<unknown>>()
  #held = new Set<string>()

  async request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(name) ?? Promise.resolve()).then(async () => {
      this.#held.add(name)
      return work().finally(() => this.#held.delete(name))
    })
    this.#queues.set(name, turn.catch(() => null))
    return turn
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.#held].map((name) => ({ name })) })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { locks: new Locks() })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test.each([0, 100, 5_000])('tabs that settle at once, or %i ms apart, agree on the key of the first, however slowly storage spreads', async (apart) => {
  const tabs = new Tabs()
  const [first, second] = [tabs.open('first'), tabs.open('second')]
  const kept = first.settle()
  await vi.advanceTimersByTimeAsync(apart)
  const changed = second.settle()
  await vi.advanceTimersByTimeAsync(1_000)
  expect([await kept, await changed]).toEqual([false, true])
  expect([first.key, second.key]).toEqual(['first', 'first'])
})

test('nobody waits for the key that another tab still says aloud', async () => {
  const tabs = new Tabs()
  const [first, second] = [tabs.open('first'), tabs.open('second')]
  const agreed = Promise.all([first.settle(), second.settle()])
  await vi.advanceTimersByTimeAsync(0)
  expect(await agreed).toEqual([false, true])
})
