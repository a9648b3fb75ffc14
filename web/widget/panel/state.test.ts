import { describe, expect, test } from 'vitest'
import type { VisitorMessage, VisitorServerSays, VisitorWelcome } from '../../shared/wire.gen'
import { apply, EMPTY, lastFromOperator, read, stored, type State } from './state'

const anna = { id: 'a', name: 'Анна', avatar: null, title: null }

function message(seq: number, author: 'visitor' | 'operator' = 'operator'): VisitorMessage {
  return { id: `m${seq}`, seq, at: seq * 1_000, author, operator: author === 'operator' ? anna : null, text: `text ${seq}`, quote: null, files: [], edited: false, deleted: false }
}

function welcome(change: Partial<VisitorWelcome> = {}): VisitorWelcome {
  return {
    t: 'welcome', v: 1, key: null, position: 'p0', snapshot: true, messages: [], more: false, now: 0, heartbeat: 30, retry: 1_000,
    conversation: { status: 'new', operator: null, unread: 0, rating: null, marks: { visitor_delivered: 0, visitor_read: 0, operator_delivered: 0, operator_read: 0 } },
    ask_rating: true, shows_typing: false, team: { online: true, people: [anna] }, ...change,
  }
}

const all = (frames: VisitorServerSays[], from: State = EMPTY) => frames.reduce((state, frame) => apply(state, frame), from)

/** A conversation's life, and the snapshot that a fresh fetch would bring at its end. */
const facts: VisitorServerSays[] = [
  { t: 'message_posted', position: 'p1', message: message(1, 'visitor') },
  { t: 'conversation_taken', position: 'p2', operator: anna, status: 'open' },
  { t: 'messages_delivered', position: 'p3', by: 'operator', seq: 1 },
  { t: 'messages_read', position: 'p4', by: 'operator', seq: 1 },
  { t: 'message_posted', position: 'p5', message: message(2) },
  { t: 'messages_delivered', position: 'p6', by: 'visitor', seq: 2 },
  { t: 'messages_read', position: 'p7', by: 'visitor', seq: 2 },
  { t: 'message_posted', position: 'p8', message: message(3) },
]
const fresh = welcome({
  position: 'p8', messages: [message(1, 'visitor'), message(2), message(3)],
  conversation: { status: 'open', operator: anna, unread: 1, rating: null, marks: { visitor_delivered: 2, visitor_read: 2, operator_delivered: 1, operator_read: 1 } },
})

test('an operator bears the name of today, in the head and beside every message', () => {
  const before = all([welcome({ messages: [message(1, 'visitor'), message(2)], conversation: { ...welcome().conversation!, operator: anna } })])
  const named = { ...anna, name: 'Анна Лебедева' }
  const after = apply(before, { t: 'person', person: named })
  expect(after.conversation?.operator).toEqual(named)
  expect(after.messages.map((one) => one.operator)).toEqual([null, named])
  expect(apply(before, { t: 'person', person: { ...named, id: 'b' } })).toEqual(before)
})

describe('apply to stale equals fetch fresh', () => {
  test('after the whole life', () => expect(all([welcome(), ...facts])).toEqual(all([fresh])))

  test('when every fact comes twice', () => {
    expect(all([welcome(), ...facts.flatMap((fact) => [fact, fact])])).toEqual(all([fresh]))
  })

  test('when the connection was cut anywhere and resumed', () => {
    for (let cut = 0; cut <= facts.length; cut++) {
      const resumed = welcome({ snapshot: false, position: null, conversation: null, messages: [] })
      expect(all([welcome(), ...facts.slice(0, cut), resumed, ...facts.slice(cut)])).toEqual(all([fresh]))
    }
  })

  test('when a snapshot replaces it anywhere', () => {
    for (let cut = 0; cut <= facts.length; cut++) expect(all([welcome(), ...facts.slice(0, cut), fresh])).toEqual(all([fresh]))
  })
})

test('an acknowledged message stands where its fact would put it, and the fact changes nothing more', () => {
  const acked = stored(all([welcome()]), message(1, 'visitor'), 'p1')
  expect(acked).toEqual(all([welcome(), facts[0] as VisitorServerSays]))
  expect(apply(acked, facts[0] as VisitorServerSays)).toEqual(acked)
})

test('older pages go in front, and overlap does no harm', () => {
  const state = all([welcome({ messages: [message(5), message(6)], more: true }), { t: 'older', messages: [message(3), message(4), message(5)], more: false }])
  expect(state.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6])
  expect(state.more).toBe(false)
})

test('what is told again bears the fresh links to its files', () => {
  const file = { id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1, width: null, height: null, url: '/old', preview: null }
  const state = all([welcome({ messages: [message(5), { ...message(6), files: [file] }] }), { t: 'older', messages: [{ ...message(6), files: [{ ...file, url: '/new' }] }], more: false }])
  expect(state.messages.map(({ files }) => files[0]?.url)).toEqual([undefined, '/new'])
})

test('unread counts what came after the last look, and never below it', () => {
  let state = all([welcome(), ...facts])
  expect(state.conversation?.unread).toBe(1)
  expect(lastFromOperator(state)).toBe(3)
  state = read(state, 'visitor', 3)
  expect(state.conversation?.unread).toBe(0)
  expect(state.conversation?.marks).toMatchObject({ visitor_read: 3, visitor_delivered: 3 })
  expect(read(state, 'visitor', 1)).toEqual(state)
})

test('more unread on the server than were fetched is not forgotten by reading a part', () => {
  const many = welcome({
    messages: [message(60), message(61)], more: true,
    conversation: { status: 'open', operator: anna, unread: 61, rating: null, marks: { visitor_delivered: 0, visitor_read: 0, operator_delivered: 0, operator_read: 0 } },
  })
  expect(all([many]).conversation?.unread).toBe(61)
  expect(read(all([many]), 'visitor', 61).conversation?.unread).toBe(0)
})

test('closing and reopening', () => {
  const closed = all([welcome(), { t: 'conversation_closed', position: 'p1', at: 5 }])
  expect(closed).toMatchObject({ closedAt: 5, conversation: { status: 'closed' } })
  expect(apply(closed, { t: 'conversation_reopened', position: 'p2', status: 'open' })).toMatchObject({ closedAt: null, conversation: { status: 'open' } })
})

test('who answers no more is shown no more, and nobody asks whether it is solved', () => {
  const asked = all([welcome(), { t: 'conversation_taken', position: 'p1', operator: anna, status: 'open' }, { t: 'conversation_confirming', position: 'p2' }])
  const back = apply(asked, { t: 'conversation_taken', position: 'p3', operator: null, status: 'new' })
  expect(back.conversation).toMatchObject({ operator: null, status: 'new' })
})

test('words that nobody taught us change nothing', () => {
  const state = all([welcome()])
  expect(apply(state, { t: 'dance' } as unknown as VisitorServerSays)).toBe(state)
  expect(apply(state, { t: 'pong' })).toBe(state)
})

test('a typing sign ends with the message', () => {
  const typing = apply(all([welcome()]), { t: 'typing', on: true, name: 'Анна' }, 7)
  expect(typing.typing).toEqual({ name: 'Анна', since: 7 })
  expect(apply(typing, { t: 'message_posted', position: 'p1', message: message(1) }).typing).toBeNull()
})

test('a changed message says its new words, a deleted one keeps its place', () => {
  const said = apply(EMPTY, welcome({ messages: [message(1), message(2)] }))
  const changed = apply(said, { t: 'message_edited', position: 'p1', message: { ...message(1), text: 'other', edited: true } })
  const gone = apply(changed, { t: 'message_deleted', position: 'p2', message: { ...message(2), text: '', deleted: true } })
  expect(gone.messages.map(({ text, edited, deleted }) => [text, edited, deleted])).toEqual([['other', true, false], ['', false, true]])
  expect(gone.position).toBe('p2')
})
