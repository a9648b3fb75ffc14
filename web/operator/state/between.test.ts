import { describe, expect, it } from 'vitest'
import type { Activity, Message } from '../wire'
import { PLAIN } from '../wire'
import { answerTimes, between } from './between'
import { lines } from './lines'

const DAY = 86_400_000
const NOON = new Date(2026, 10, 20, 12).getTime()

function message(seq: number, at: number, author: 'visitor' | 'operator' = 'visitor'): Message {
  return { id: `m${seq}`, seq, at, author, operator: author === 'operator' ? 'a' : null, text: `${seq}`, ...PLAIN }
}

function deed(position: number, at: number): Activity {
  return { position, at, kind: 'conversation_taken', by: 'operator', operator: 'a', target: null, rating: null }
}

function kinds(messages: readonly Message[], deeds: readonly Activity[], since = 0, fresh: number | null = null): string[] {
  const drawn = lines(messages, [], { visitor_delivered: 0, visitor_read: 0 }, fresh, 'a')
  return between(drawn, deeds, since).map((line) => (line.kind === 'group' ? line.said.map((one) => one.text).join() : line.kind))
}

describe('what was done', () => {
  it('stands between the messages, in the order of time', () => {
    expect(kinds([message(1, NOON), message(2, NOON + 600_000)], [deed(1, NOON + 1), deed(2, NOON + 600_001)])).toEqual(['day', '1', 'deed', '2', 'deed'])
  })

  it('tells in one line of the steps that called the same people', () => {
    const step = (position: number, step: 'popup' | 'sound' | 'letter' | 'others', ...people: string[]): Activity => ({ ...deed(position, NOON + position), kind: 'conversation_called', step, people })
    const found = between([], [step(1, 'popup', 'a'), step(2, 'sound', 'a'), step(3, 'sound', 'b'), step(4, 'letter', 'b'), step(5, 'others', 'b'), deed(6, NOON + 6)], 0)
    expect(found.flatMap((line) => (line.kind === 'deed' ? [[line.deed, ...line.then].map((one) => one.position)] : []))).toEqual([[1, 2], [3, 4], [5], [6]])
  })

  it('stands before the answer that did it', () => {
    expect(kinds([message(1, NOON), message(2, NOON + 5_000, 'operator')], [deed(1, NOON + 5_000)])).toEqual(['day', '1', 'deed', '2'])
  })

  it('stands under its own day', () => {
    expect(kinds([message(1, NOON), message(2, NOON + DAY)], [deed(1, NOON + 5)])).toEqual(['day', '1', 'deed', 'day', '2'])
    expect(kinds([message(1, NOON), message(2, NOON + DAY)], [deed(1, NOON + DAY - 5)])).toEqual(['day', '1', 'day', 'deed', '2'])
    expect(kinds([message(1, NOON)], [deed(1, NOON + DAY)])).toEqual(['day', '1', 'day', 'deed'])
  })

  it('stands over what is new', () => {
    expect(kinds([message(1, NOON), message(2, NOON + 600_000)], [deed(1, NOON + 5)], 0, 1)).toEqual(['day', '1', 'deed', 'fresh', '2'])
  })

  it('waits for the messages it stood among', () => {
    expect(kinds([message(9, NOON)], [deed(1, NOON - 5)], NOON)).toEqual(['day', '9'])
  })
})

describe('how long an answer took', () => {
  it('counts from the first word that waited to the first answer', () => {
    const said = [message(1, NOON), message(2, NOON + 20_000), message(3, NOON + 48_000, 'operator'), message(4, NOON + 60_000, 'operator')]
    expect([...answerTimes(said, false)]).toEqual([['m3', 48_000]])
  })

  it('is not guessed where the beginning is not loaded', () => {
    const said = [message(7, NOON), message(8, NOON + 5_000, 'operator'), message(9, NOON + 6_000), message(10, NOON + 9_000, 'operator')]
    expect([...answerTimes(said, true)]).toEqual([['m10', 3_000]])
  })
})
