import { expect, it } from 'vitest'
import type { Message } from '../wire'
import { PLAIN } from '../wire'
import { drawnAlike } from './alike'
import { type Line, lines, noteLines } from './lines'

const marks = { visitor_delivered: 0, visitor_read: 0 }
const words = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({ id: `m${n}`, seq: n + 1, at: n * 9_000, author: n % 3 ? 'visitor' : 'operator', operator: n % 3 ? null : 'anna', text: `${n}`, ...PLAIN }))
const notes = [{ id: 'n1', after: 7, at: 1, operator: 'anna', text: 'между нами', files: [], edited_at: null, deleted_at: null }]
const made = (messages: readonly Message[], so = marks): Line[] => lines(messages, [], so, null, 'anna', noteLines(notes, [], 'anna'))
const others = (a: readonly Line[], b: readonly Line[]): string[] => b.filter((line, i) => !a[i] || !drawnAlike(a[i] as Line, line)).map((line) => line.key)

it('leaves every line as it is drawn but the one to which a message came', () => {
  const messages = words(100)
  expect(others(made(messages), made([...messages]))).toEqual([])
  const [before, after] = [made(messages.slice(0, 99)), made(messages)]
  expect(others(before, after).length).toBeLessThanOrEqual(2)
})

it('draws what has been changed, and what has been read', () => {
  const messages = words(30)
  const edited = messages.map((one) => (one.seq === 4 ? { ...one, text: 'иначе', edited_at: 9 } : one))
  expect(others(made(messages), made(edited))).toEqual(['m3'])
  const read = others(made(messages), made(messages, { visitor_delivered: 1, visitor_read: 1 }))
  expect(read).toEqual(['m0'])
})

it('cuts a long group anew where it goes on', () => {
  const messages = words(30).map((one): Message => ({ ...one, at: 5, author: 'visitor', operator: null }))
  const [before, after] = [made(messages.slice(0, 15)), made(messages.slice(0, 16))]
  expect(others(before, after).length).toBe(2)
})
