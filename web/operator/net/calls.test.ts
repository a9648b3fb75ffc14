// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openShelf } from '../../shared/shelf'
import { DEFAULT } from '../state/choices'
import { Drawers } from '../state/drawers'
import { fromOverview, type Kept, type State } from '../state/state'
import { store } from '../state/store'
import { ANNA, Model, conversation, dice } from '../testing/model'
import type { Conversation, Fact, LadderStep } from '../wire'
import { Calls } from './calls'

const [OLGA, PETR] = ['1'.repeat(32), '2'.repeat(32)]
const OPEN: Calls[] = []

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  for (const calls of OPEN.splice(0)) calls.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const waits = (id: string, more: Partial<Conversation> = {}): [string, Kept<Conversation>] => [id, { at: 1, it: conversation(id, { status: 'open', assignee: ANNA.id, waiting_since: 5, called: 'sound', ...more }) }]

function opened(known: readonly [string, Kept<Conversation>][] = [waits(OLGA), waits(PETR)]) {
  const overview = new Model(ANNA, dice(3)).overview()
  const state = store<State>({ ...fromOverview(overview), conversations: Drawers.of(known) })
  const choices = store({ ...DEFAULT })
  const [told, asked, over]: [string[], string[], string[]] = [[], [], []]
  const calls = new Calls({ shelf: openShelf('op.'), name: 'op.', state, choices, seen: (id) => told.push(id), ask: (id) => asked.push(id) })
  let rung = 0
  calls.ring = () => void rung++
  calls.over = (id) => over.push(id)
  calls.start()
  OPEN.push(calls)
  return { calls, state, choices, told, asked, over, rings: () => rung }
}

function called(conversation: string, step: LadderStep, notify = true): Fact {
  return { t: 'conversation_called', position: 9, conversation, step, people: [ANNA.id], at: 5, ...(notify && { notify }) }
}

const ids = (calls: Calls) => calls.all.get().map((call) => call.conversation)

describe('a call of the ladder', () => {
  it('sounds again and again until it is seen, and is seen for all devices', () => {
    const { calls, rings, told, over } = opened()
    calls.heard(called(OLGA, 'sound'))
    expect(rings()).toBe(1)
    vi.advanceTimersByTime(12_500)
    expect(rings()).toBe(4)
    calls.see(OLGA)
    vi.advanceTimersByTime(60_000)
    expect([rings(), ids(calls), told, over]).toEqual([4, [], [OLGA], [OLGA]])
  })

  it('of a pop-up makes no sound of its own, and is not of others', () => {
    const { calls, rings } = opened()
    calls.heard(called(OLGA, 'popup'))
    calls.heard(called(PETR, 'sound', false))
    vi.advanceTimersByTime(60_000)
    expect([rings(), ids(calls)]).toEqual([0, [OLGA]])
  })

  it.each<[string, Partial<Conversation>]>([
    ['is answered', { waiting_since: null, called: null }],
    ['was taken by somebody', { called: null }],
  ])('is over when the client %s', (_, now) => {
    const { calls, state, rings } = opened()
    calls.heard(called(OLGA, 'admins'))
    state.update((was) => ({ ...was, conversations: was.conversations.with([waits(OLGA, now)]) }))
    vi.advanceTimersByTime(60_000)
    expect([ids(calls), rings()]).toEqual([[], 1])
  })

  it('is over when a colleague has it, whom one does not see', () => {
    const { calls, state } = opened()
    calls.heard(called(OLGA, 'others'))
    state.update((was) => ({ ...was, conversations: was.conversations.without(OLGA), taken: { [OLGA]: { operator: 'b'.repeat(32), at: 5 } } }))
    expect(ids(calls)).toEqual([])
  })

  it('goes on over a reload, and asks for what is not known', () => {
    opened().calls.heard(called(OLGA, 'sound'))
    OPEN.pop()?.stop()
    const { calls, state, asked, rings } = opened([])
    expect([ids(calls), asked, rings()]).toEqual([[OLGA], [OLGA], 1])
    state.update((was) => ({ ...was, unknown: [OLGA] }))
    expect(ids(calls)).toEqual([OLGA])
    state.update((was) => ({ ...was, unknown: [] }))
    expect(ids(calls), 'it is not within reach any more').toEqual([])
  })

  it('is hushed on this device, and a new one is heard', () => {
    const { calls, rings } = opened()
    calls.heard(called(OLGA, 'sound'))
    calls.hush()
    vi.advanceTimersByTime(60_000)
    expect([rings(), ids(calls)]).toEqual([1, [OLGA]])
    calls.heard(called(PETR, 'sound'))
    expect(rings()).toBe(2)
  })

  it('makes no sound while one is not to be disturbed, and does afterwards', () => {
    const { calls, choices, rings } = opened()
    choices.set({ ...DEFAULT, quiet: 'on' })
    calls.heard(called(OLGA, 'sound'))
    vi.advanceTimersByTime(30_000)
    expect([rings(), ids(calls)]).toEqual([0, [OLGA]])
    choices.set(DEFAULT)
    vi.advanceTimersByTime(5_000)
    expect(rings()).toBeGreaterThan(0)
  })

  it('is forgotten where another window has written it down', () => {
    const { calls, over } = opened()
    calls.heard(called(OLGA, 'sound'))
    calls.elsewhere('calls', '[]')
    expect([ids(calls), over]).toEqual([[], [OLGA]])
    calls.elsewhere('calls', '{"nonsense": 1}')
    calls.elsewhere('calls', '[{"conversation": 5}]')
    expect(ids(calls)).toEqual([])
  })
})
