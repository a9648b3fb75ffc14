import { describe, expect, it } from 'vitest'
import { conversation } from '../testing/model'
import type { Conversation } from '../wire'
import { Column, type Item } from './column'
import { LISTS, type ListName } from './state'

const ROW = 74
const id = (n: number): string => n.toString(16).padStart(32, '0')
const waits = (count: number): Conversation[] => Array.from({ length: count }, (_, n) => conversation(id(n), { waiting_since: n }))
const answered = (count: number): Conversation[] => Array.from({ length: count }, (_, n) => conversation(id(50_000 + n), { last_at: 90_000 - n }))

/** The same by walking past every row. */
function walked(list: ListName, above: readonly Conversation[], below: readonly Conversation[]): Item[] {
  const items: Item[] = []
  let [top, place] = [0, 0]
  const put = (item: Item): void => {
    items.push({ ...item, top })
    top += item.height
  }
  const rows = (all: readonly Conversation[]): void => all.forEach((one) => put({ kind: 'row', key: one.id, it: one, place: ++place, height: ROW, top }))
  if (above.length > 0) put({ kind: 'head', key: 'waiting', count: above.length, height: 28, top })
  rows(above)
  if (list === 'mine' && above.length === 0) put({ kind: 'rest', key: 'rest', height: 36, top })
  if (list !== 'closed' && list !== 'all' && below.length > 0) put({ kind: 'head', key: 'answered', count: below.length, height: 28, top })
  rows(below)
  return items
}

describe.each(LISTS.map((list) => [list]))('the column of the list "%s"', (list) => {
  it.each([[0, 0], [1, 0], [0, 1], [0, 40], [30, 0], [3, 5]])('stands as if it had been walked, with %i who wait and %i answered', (above, below) => {
    const shown = { waiting: waits(above), answered: answered(below) }
    const column = new Column(list, shown, ROW)
    const items = walked(list, shown.waiting, shown.answered)
    expect(column.slice(0, 1_000)).toEqual(items)
    expect(column.length).toBe(items.length)
    expect(column.height).toBe(items.reduce((sum, item) => sum + item.height, 0))
    items.forEach((item, i) => expect([column.at(item.top), column.at(item.top + item.height - 0.5)]).toEqual([i, i]))
    expect([column.at(-500), column.at(1e9)]).toEqual([0, Math.max(0, items.length - 1)])
    for (const item of items) if (item.kind === 'row') expect(column.find(item.it)).toEqual(item)
    expect(column.find(conversation(id(99_999), { waiting_since: 2, last_at: 7 }))).toBeUndefined()
  })
})

it('gives a few rows of ten thousand without looking at the others', () => {
  const looked = new Set<string | symbol>()
  const rows = new Proxy(answered(10_000), { get: (all, key, self) => (looked.add(key), Reflect.get(all, key, self) as unknown) })
  const column = new Column('all', { waiting: [], answered: rows }, ROW)
  const from = column.at(5_000 * ROW)
  expect(column.slice(from, from + 30).map((item) => item.top)).toEqual(Array.from({ length: 30 }, (_, n) => (5_000 + n) * ROW))
  expect(looked.size).toBeLessThan(40)
})
