import { describe, expect, it } from 'vitest'
import type { Message } from '../wire'
import { PLAIN } from '../wire'
import { lines } from './lines'
import { type Measured, Tape } from './tape'

const AT = new Date(2026, 10, 20, 10).getTime()
const marks = { visitor_delivered: 0, visitor_read: 0 }

function thread(count: number, first = 1, minutes = 1): Message[] {
  return Array.from({ length: count }, (_, i) => {
    const seq = first + i
    return { id: `m${seq}`, seq, at: AT + seq * minutes * 60_000, author: 'visitor', operator: null, text: 'слова '.repeat((seq * 7) % 40), ...PLAIN }
  })
}

function tape(messages: readonly Message[], measured: Measured = new Map()): Tape {
  return new Tape(lines(messages, [], marks, null, 'anna'), measured)
}

describe('the tape of a thread', () => {
  it('puts every line under the one above', () => {
    const it = tape(thread(500))
    for (let i = 0; i < it.lines.length; i++) expect(it.top(i + 1)).toBeGreaterThan(it.top(i))
    expect(it.height).toBe(it.top(it.lines.length))
  })

  it('finds the line at a height, and the ends beyond them', () => {
    const it = tape(thread(500))
    for (const i of [0, 1, 77, it.lines.length - 1]) {
      expect(it.at(it.top(i))).toBe(i)
      expect(it.at(it.top(i + 1) - 0.5)).toBe(i)
    }
    expect(it.at(-1000)).toBe(0)
    expect(it.at(1e9)).toBe(it.lines.length - 1)
  })

  it('spans what is asked for, a few lines of ten thousand', () => {
    const it = tape(thread(10_000))
    const middle = it.height / 2
    const span = it.span(middle - 1000, middle + 1900)
    expect(it.top(span.from)).toBeLessThanOrEqual(middle - 1000)
    expect(it.top(span.to)).toBeGreaterThanOrEqual(middle + 1900)
    expect(span.to - span.from).toBeLessThan(100)
    expect(it.covers(span, middle - 1000, middle + 1900)).toBe(true)
    expect(it.covers(span, middle - 3000, middle)).toBe(false)
    expect(it.covers(it.span(-500, 100), -500, 100)).toBe(true)
    expect(it.covers(it.span(it.height, it.height + 900), it.height, it.height + 900)).toBe(true)
  })

  it('moves everything below a line that was measured, and nothing above', () => {
    const it = tape(thread(100))
    const before = [...it.tops]
    it.measure(40, 500)
    const more = it.top(41) - (before[41] ?? 0)
    expect(it.top(41) - it.top(40)).toBe(500)
    expect([...it.tops].slice(0, 41)).toEqual(before.slice(0, 41))
    expect(it.height).toBeCloseTo((before.at(-1) ?? 0) + more)
  })

  it('remembers what was measured when older messages come before it', () => {
    const measured: Measured = new Map()
    const late = tape(thread(50, 51), measured)
    late.measure(late.find('m60'), 333)
    const all = tape(thread(100), measured)
    const line = all.find('m60')
    expect(all.top(line + 1) - all.top(line)).toBe(333)
  })

  it('cuts one long minute in pieces, at the same places however much of it is loaded', () => {
    const whole = tape(thread(1000, 1, 0))
    const part = tape(thread(301, 700, 0))
    expect(Math.max(...whole.lines.map((line) => (line.kind === 'group' ? line.said.length : 0)))).toBe(8)
    expect(part.lines.slice(3).map((line) => line.key)).toEqual(whole.lines.slice(-(part.lines.length - 3)).map((line) => line.key))
    const [, first, ...others] = whole.lines
    expect(first).toMatchObject({ joined: false, goesOn: true })
    expect(others.every((line) => line.kind === 'group' && line.joined)).toBe(true)
    expect(whole.lines.at(-1)).toMatchObject({ goesOn: false })
  })

  it('knows the day above, and the first message from a line on', () => {
    const it = tape(thread(3, 1, 24 * 60))
    expect(it.lines.map((line) => line.kind)).toEqual(['day', 'group', 'day', 'group', 'day', 'group'])
    expect([it.dayAbove(0), it.dayAbove(2), it.dayAbove(3)]).toEqual([-1, 0, 2])
    expect([it.idFrom(0), it.idFrom(2), it.idFrom(6)]).toEqual(['m1', 'm2', null])
  })

  it('has room for nothing', () => {
    const it = tape([])
    expect([it.height, it.span(-1000, 1900)]).toEqual([0, { from: 0, to: 0 }])
  })
})
