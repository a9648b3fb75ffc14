import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Outbox, type Item } from './outbox'
import { openShelf } from './shelf'

/** A browser's storage: as the real one, its entries are seen by Object.keys. */
function storage(): Storage {
  const methods = {
    getItem(this: Record<string, string>, name: string) { return Object.hasOwn(this, name) ? (this[name] ?? null) : null },
    setItem(this: Record<string, string>, name: string, value: string) { this[name] = value },
    removeItem(this: Record<string, string>, name: string) { delete this[name] },
  }
  return Object.create(methods) as Storage
}

/** A server that stores each id once and remembers the order. */
class Server {
  stored: Item<string>[] = []
  receive(item: Item<string>): void {
    if (!this.stored.some((known) => known.id === item.id)) this.stored.push(item)
  }
}

/** A small repeatable source of chance. */
function chance(seed: number): () => number {
  return () => ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648)
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', storage())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function tab(server: Server, heard: string[] = []) {
  const box: Outbox<string> = new Outbox<string>({
    shelf: openShelf('t.'),
    say: (item) => (server.receive(item), heard.push(item.id), true),
    changed() {},
  })
  return box
}

test('items go one at a time, in the order of their writing', () => {
  const heard: string[] = []
  const box = tab(new Server(), heard)
  const ids = ['one', 'two', 'three'].map((text) => box.add(text).id)
  expect(heard).toEqual([])
  box.opened()
  expect(heard).toEqual([ids[0]])
  box.stored([ids[0] ?? ''])
  box.stored([ids[1] ?? ''])
  expect(heard).toEqual(ids)
})

test('a refusal that may pass holds the queue; a final one lets it go on and keeps the words', () => {
  const heard: string[] = []
  const box = tab(new Server(), heard)
  const [one, two] = [box.add('one').id, box.add('two').id]
  box.opened()
  box.refused(one, true, 3_000, 'Too fast')
  vi.advanceTimersByTime(2_999)
  expect(heard).toEqual([one])
  vi.advanceTimersByTime(1)
  expect(heard).toEqual([one, one])
  box.refused(one, false, 0, 'No')
  expect(heard).toEqual([one, one, two])
  expect(box.items[0]).toMatchObject({ id: one, body: 'one', failed: 'No' })
})

test('a failed one stays failed over a reload, and goes again under a new id when asked', () => {
  const server = new Server()
  let box = tab(server)
  box.opened()
  const id = box.add('one').id
  box.refused(id, false, 0, 'No')
  server.stored = []
  box = tab(server)
  box.opened()
  expect(server.stored).toEqual([])
  box.retry(id)
  expect(server.stored.map((item) => item.body)).toEqual(['one'])
  expect(server.stored[0]?.id).not.toBe(id)
})

test('without an answer the same item is said again', () => {
  const heard: string[] = []
  const box = tab(new Server(), heard)
  box.opened()
  const id = box.add('one').id
  vi.advanceTimersByTime(15_000)
  expect(heard).toEqual([id, id])
  box.shut()
  vi.advanceTimersByTime(60_000)
  expect(heard).toEqual([id, id])
})

test('a clock set back between two messages, or two lives of the page, does not change their order', async () => {
  vi.setSystemTime('2026-11-22T12:00:00Z')
  const server = new Server()
  tab(server).add('one')
  vi.setSystemTime('1970-01-01T00:00:00Z')
  vi.resetModules() // the page is loaded anew: nothing remembers the old clock
  const { Outbox: Reloaded } = await import('./outbox')
  const box = new Reloaded<string>({ shelf: openShelf('t.'), say: (item) => (server.receive(item), true), changed() {} })
  const second = tab(server)
  box.add('two')
  second.add('three')
  box.elsewhere(`out.${second.items.at(-1)?.id}`, JSON.stringify(second.items.at(-1)))
  box.opened()
  for (let round = 0; round < 3; round++) box.stored(server.stored.map((item) => item.id))
  expect(server.stored.map((item) => item.body)).toEqual(['one', 'two', 'three'])
})

test('with storage blocked or full it works for the life of the page', () => {
  vi.stubGlobal('localStorage', new Proxy({} as Storage, { get() { throw new Error('blocked') }, ownKeys() { throw new Error('blocked') } }))
  const server = new Server()
  const box = tab(server)
  box.add('one')
  box.opened()
  expect(server.stored.map((item) => item.body)).toEqual(['one'])
  box.stored(server.stored.map((item) => item.id))
  expect(box.items).toEqual([])
})

test('what lies broken on the shelf is passed over', () => {
  localStorage.setItem('t.out.1', '{"id":')
  localStorage.setItem('t.out.2', 'null')
  localStorage.setItem('t.out.3', '[]')
  expect(tab(new Server()).items).toEqual([])
})

describe('another tab', () => {
  test('shows what was written elsewhere, and sends it only if its writer does not', () => {
    const heard: string[] = []
    const box = tab(new Server(), heard)
    box.opened()
    box.elsewhere('out.a1', JSON.stringify({ id: 'a1', at: 1, body: 'hello' }))
    expect(box.items).toHaveLength(1)
    expect(heard).toEqual([])
    vi.advanceTimersByTime(5_000)
    expect(heard).toEqual(['a1'])
  })

  test('keeps showing a stored one until its fact arrives', () => {
    const box = tab(new Server())
    box.elsewhere('out.a1', JSON.stringify({ id: 'a1', at: 1, body: 'hello' }))
    box.elsewhere('out.a1', null)
    expect(box.items).toHaveLength(1)
    box.stored(['a1'])
    expect(box.items).toEqual([])
  })

  test('forgets a failed one that was retried there', () => {
    const box = tab(new Server())
    box.elsewhere('out.a1', JSON.stringify({ id: 'a1', at: 1, body: 'hello', failed: 'No' }))
    box.elsewhere('out.a1', null)
    expect(box.items).toEqual([])
  })
})

/** One whole life: writing, cuts, lost answers, crashes and reloads at random moments. */
function live(seed: number): { written: string[]; stored: string[] } {
  const random = chance(seed)
  const server = new Server()
  const written: string[] = []
  let answers: (() => void)[] = []
  let box: Outbox<string>
  const load = () => {
    const mine: Outbox<string> = (box = new Outbox<string>({
      shelf: openShelf('t.'),
      say(item) {
        const fate = random()
        if (fate < 0.3) return false // the connection is gone
        if (fate > 0.45) server.receive(item) // else lost on the way
        if (fate > 0.65) answers.push(() => random() < 0.2 ? mine.refused(item.id, true, 500, 'busy') : mine.stored([item.id])) // else the answer is lost
        return true
      },
      changed() {},
    }))
  }
  load()
  for (let step = 0; step < 60; step++) {
    const what = random()
    if (what < 0.25) written.push(box!.add(`text ${written.length}`).body)
    else if (what < 0.45) box!.opened()
    else if (what < 0.55) box!.shut()
    else if (what < 0.7) answers.splice(0, 1)[0]?.()
    else if (what < 0.8) box!.stored(server.stored.map((item) => item.id)) // a snapshot tells the same
    else if (what < 0.9) (box!.shut(), (answers = []), load()) // reload or crash
    else vi.advanceTimersByTime(20_000 * random())
  }
  for (let round = 0; round < 400 && box!.items.length; round++) {
    box!.opened()
    while (answers.length) answers.splice(0, 1)[0]?.()
    vi.advanceTimersByTime(16_000)
  }
  return { written, stored: server.stored.map((item) => item.body) }
}

test('whatever happens and whenever: nothing is lost, nothing doubled, the order holds', () => {
  for (let seed = 1; seed <= 400; seed++) {
    vi.stubGlobal('localStorage', storage())
    const { written, stored } = live(seed)
    expect(stored, `seed ${seed}`).toEqual(written)
  }
})
