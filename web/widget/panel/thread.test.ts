import { expect, test } from 'vitest'
import type { VisitorMessage } from '../../shared/wire.gen'
import type { Pending } from './session'
import { EMPTY, type State } from './state'
import { thread, type Group } from './thread'

const NOON = new Date('2026-11-22T12:00:00').getTime()
const people = { a: { id: 'a', name: 'Анна', avatar: null, title: null }, b: { id: 'b', name: 'Борис', avatar: null, title: null } }

function said(seq: number, by: 'a' | 'b' | 'me', after = seq): VisitorMessage {
  return { id: `m${seq}`, seq, at: NOON + after * 1_000, author: by === 'me' ? 'visitor' : 'operator', operator: by === 'me' ? null : people[by], text: `t${seq}`, quote: null, files: [], edited: false, deleted: false }
}

function state(messages: VisitorMessage[], marks = {}): State {
  const none = { visitor_delivered: 0, visitor_read: 0, operator_delivered: 0, operator_read: 0 }
  return { ...EMPTY, ready: true, messages, conversation: { status: 'open', operator: null, unread: 0, rating: null, marks: { ...none, ...marks } } }
}

const pend = (id: string, failed?: string): Pending => ({ id, at: NOON + 100_000, turn: 0, body: { text: id }, ...(failed === undefined ? {} : { failed }) })
const shape = (blocks: ReturnType<typeof thread>) => blocks.map((block) => (block.kind === 'group' ? block.lines.map(({ id }) => id).join('+') : block.kind))

test('one author within a minute makes one group', () => {
  expect(shape(thread(state([said(1, 'me'), said(2, 'me'), said(3, 'a'), said(4, 'b'), said(5, 'b', 90)]), [], 0))).toEqual(['day', 'm1+m2', 'm3', 'm4', 'm5'])
})

test('a new day has its mark', () => {
  expect(shape(thread(state([said(1, 'a'), said(2, 'a', 86_400)]), [], 0))).toEqual(['day', 'm1', 'day', 'm2'])
})

test('the line stands above the first new message of the other side', () => {
  expect(shape(thread(state([said(1, 'a'), said(2, 'a'), said(3, 'a')]), [], 2))).toEqual(['day', 'm1', 'fresh', 'm2+m3'])
  expect(shape(thread(state([said(1, 'a'), said(2, 'me')]), [], 2))).toEqual(['day', 'm1', 'm2'])
})

test('what is not sent stands last and apart, each failed one by itself', () => {
  const blocks = thread(state([said(1, 'me')]), [pend('p1'), pend('p2'), pend('p3', 'No'), pend('p4', 'No')], 0)
  expect(shape(blocks)).toEqual(['day', 'm1', 'p1+p2', 'p3', 'p4'])
  expect((blocks.at(-1) as Group).last).toBe(true)
})

test('what is stored is not shown twice', () => {
  expect(shape(thread(state([said(1, 'me')]), [pend('m1')], 0))).toEqual(['day', 'm1'])
})

test('what became of an own message follows the marks', () => {
  const groups = thread(state([said(1, 'me'), said(2, 'me'), said(3, 'me')], { operator_read: 1, operator_delivered: 2 }), [], 0)
  expect((groups[1] as Group).lines.map(({ phase }) => phase)).toEqual(['read', 'delivered', 'sent'])
})
