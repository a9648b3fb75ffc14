import { expect, test } from 'vitest'
import type { VisitorConversation, VisitorMessage, VisitorWait } from '../../../shared/wire.gen'
import type { State } from '../../panel/state'
import { dayOf, inWords, until, waiting } from './known'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 10, 27, 12)

const EMPTY: State = {
  ready: true, position: null, conversation: null, messages: [], more: false, team: { online: false, people: [] }, typing: null, closedAt: null, asks: false,
}

const said = (author: 'visitor' | 'operator', ago: number, seq: number): VisitorMessage =>
  ({ id: `${seq}`, seq, at: NOW - ago * MINUTE, author, operator: null, text: 'x', quote: null, files: [], edited: false, deleted: false })

function state(wait: VisitorWait, messages: VisitorMessage[], more: Partial<VisitorConversation> = {}, online = true): State {
  const marks = { visitor_delivered: 0, visitor_read: 0, operator_delivered: 0, operator_read: 0 }
  const conversation: VisitorConversation = { status: 'new', operator: null, marks, unread: 0, rating: null, ...more }
  return { ...EMPTY, ready: true, messages, conversation: messages.length ? conversation : null, team: { online, people: [], wait } }
}

test('a length of time is told in plain steps, never shorter than it is', () => {
  const told = [1, 60_000, 60_001, 4 * MINUTE, 31 * MINUTE, 3 * 60 * MINUTE, 13 * 60 * MINUTE, 8 * 1440 * MINUTE].map((ms) => Object.values(inWords(ms)).join(' '))
  expect(told).toEqual(['minutes 1', 'minutes 1', 'minutes 2', 'minutes 5', 'hours 1', 'hours 3', 'days 1', 'days 8'])
})

test('the words stay until the next smaller step', () => {
  expect(until(5 * MINUTE)).toBe(2 * MINUTE)
  expect(until(3 * MINUTE + 10)).toBe(10)
  expect(until(30_000)).toBe(30_000)
  for (let left = 20 * MINUTE; left > 0; left -= until(left)) {
    const [now, then] = [inWords(left), inWords(left - until(left))]
    expect(left - until(left) <= 0 || then.n < now.n).toBe(true)
  }
})

test('who has just written knows how long it takes, who waits longer that it takes longer', () => {
  expect(waiting(state({ usual: 300 }, [said('visitor', 0, 1)]), NOW, 0)).toEqual({ said: 'left', left: 5 * MINUTE, ahead: undefined })
  expect(waiting(state({ usual: 300 }, [said('visitor', 4, 1), said('visitor', 1, 2)]), NOW, 0)).toMatchObject({ said: 'left', left: MINUTE })
  expect(waiting(state({ usual: 300 }, [said('visitor', 5, 1)]), NOW, 0)).toMatchObject({ said: 'late' })
  expect(waiting(state({ usual: 300 }, [said('visitor', 600, 1)]), NOW, NOW - MINUTE), 'nobody was there until a minute ago').toMatchObject({ said: 'left', left: 4 * MINUTE })
})

test('in the middle of a talk nothing is counted, but what takes too long is said', () => {
  const talk = [said('visitor', 20, 1), said('operator', 15, 2)]
  expect(waiting(state({ usual: 300 }, talk), NOW, 0)).toBeNull()
  expect(waiting(state({ usual: 300 }, [...talk, said('visitor', 1, 3)]), NOW, 0)).toMatchObject({ said: null })
  expect(waiting(state({ usual: 300 }, [...talk, said('visitor', 6, 3)]), NOW, 0)).toMatchObject({ said: 'late' })
})

test('with nobody there it is told when somebody is back, if that is known', () => {
  const opens = NOW + 60 * MINUTE
  expect(waiting(state({ opens }, [said('visitor', 90, 1)], {}, false), NOW, 0)).toMatchObject({ said: 'nobody' })
  expect(waiting(state({}, [said('visitor', 90, 1)], {}, false), NOW, 0)).toMatchObject({ said: null })
})

test('the place is for whom nobody has yet', () => {
  const operator = { id: 'a', name: 'Анна', avatar: null, title: null }
  expect(waiting(state({ ahead: 0 }, [said('visitor', 1, 1)]), NOW, 0)).toMatchObject({ said: null, ahead: 0 })
  expect(waiting(state({ ahead: 2 }, [said('visitor', 1, 1)], {}, false), NOW, 0)?.ahead, 'with nobody there nothing moves').toBeUndefined()
  expect(waiting(state({ ahead: 2 }, [said('visitor', 1, 1)], { operator, status: 'open' }), NOW, 0)?.ahead).toBeUndefined()
})

test.each(['confirming', 'closed'] as const)('nobody waits in what is %s', (status) => {
  expect(waiting(state({ usual: 60, ahead: 1 }, [said('visitor', 1, 1)], { status }), NOW, 0)).toBeNull()
})

test('nothing is known and nobody has written', () => {
  expect(waiting(state({ usual: 60 }, []), NOW, 0)).toBeNull()
  expect(waiting({ ...EMPTY }, NOW, 0)).toBeNull()
})

test('the day is the visitor’s own', () => {
  const evening = new Date(2026, 10, 30, 23, 30)
  const at = (days: number, hour: number) => +new Date(2026, 10, 30 + days, hour)
  expect([at(0, 23), at(1, 0), at(1, 9), at(2, 0), at(9, 9)].map((one) => dayOf(one, +evening))).toEqual(['today', 'tomorrow', 'tomorrow', 'later', 'later'])
})
