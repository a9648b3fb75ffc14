// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openShelf } from '../../shared/shelf'
import type { News } from '../state/news'
import { Drawers } from '../state/drawers'
import { fromOverview, type Kept, type State } from '../state/state'
import { store } from '../state/store'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { PLAIN, type Conversation, type Fact } from '../wire'
import { Teller } from './teller'

const [OLGA, PETR] = ['1'.repeat(32), '2'.repeat(32)]
const WINDOWS: Teller[] = []
let focused = false

beforeEach(() => {
  localStorage.clear()
  focused = false
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
})
afterEach(() => {
  for (const window of WINDOWS.splice(0)) window.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** One more window of Anna: what it says aloud, and what only to the eyes. */
function opened() {
  const one = (id: string) => [id, { at: 0, it: conversation(id, { status: 'open', assignee: ANNA.id, unread: 1 }) }] as const
  const state = store<State>({ ...fromOverview(new Model(ANNA, dice(1)).overview()), conversations: Drawers.of([one(OLGA), one(PETR)]) })
  const teller = new Teller({ shelf: openShelf('besedka.operator.anna.'), name: 'besedka.operator.anna.', state })
  const [loud, silent]: [News[], News[]] = [[], []]
  teller.speak = (news, quiet) => (quiet ? silent : loud).push(news)
  WINDOWS.push(teller)
  return { teller, state, loud, silent }
}

function wrote(position: number, id: string, text: string, notify = true): Fact {
  const message = { id: `${position}`, seq: position, at: 5, author: 'visitor', operator: null, text, ...PLAIN } as const
  return { t: 'message_posted', position, conversation: id, message, ...(notify && { notify }) }
}

const settled = () => vi.advanceTimersByTimeAsync(1_000)

describe('being told', () => {
  it('is only of what the server says', async () => {
    const { teller, loud } = opened()
    teller.heard(wrote(1, OLGA, 'к вам', true))
    teller.heard(wrote(2, PETR, 'не к вам', false))
    await settled()
    expect(loud).toEqual([{ of: 'message', conversation: OLGA, text: 'к вам' }])
  })

  it('happens once for all windows, whichever hears first', async () => {
    const [one, two, three] = [opened(), opened(), opened()]
    for (const window of [two, one, three]) window.teller.heard(wrote(7, OLGA, 'раз'))
    for (const window of [three, two, one]) window.teller.heard(wrote(8, OLGA, 'два'))
    await settled()
    expect([one, two, three].map((window) => window.loud.length).reduce((a, b) => a + b)).toBe(2)
  })

  it('is not of what stands before the eyes', async () => {
    const { teller, loud } = opened()
    focused = true
    teller.front.show(OLGA)
    teller.heard(wrote(1, OLGA, 'я это вижу'))
    teller.heard(wrote(2, PETR, 'а это нет'))
    await settled()
    expect(loud).toEqual([{ of: 'message', conversation: PETR, text: 'а это нет' }])
    focused = false
    dispatchEvent(new Event('blur'))
    teller.heard(wrote(3, OLGA, 'уже не вижу'))
    await settled()
    expect(loud).toHaveLength(2)
  })

  it('after a break is one summary, without what was read meanwhile', async () => {
    const { teller, loud, state } = opened()
    teller.welcomed(23)
    for (let position = 1; position <= 20; position++) teller.heard(wrote(position, OLGA, `${position}`))
    for (let position = 21; position <= 23; position++) teller.heard(wrote(position, PETR, `${position}`))
    state.update((was) => ({ ...was, conversations: was.conversations.with([[PETR, { at: 24, it: conversation(PETR, { unread: 0 }) }]]) }))
    await settled()
    expect(loud).toEqual([{ of: 'missed', conversations: [OLGA], messages: 20 }])
    teller.heard(wrote(24, OLGA, 'и сейчас'))
    await settled()
    expect(loud.at(-1)).toEqual({ of: 'message', conversation: OLGA, text: 'и сейчас' })
  })

  it('of a single missed message is that message', async () => {
    const { teller, loud } = opened()
    teller.welcomed(4)
    teller.heard(wrote(4, OLGA, 'ау'))
    await settled()
    expect(loud).toEqual([{ of: 'message', conversation: OLGA, text: 'ау' }])
  })

  it('of what came before the app was opened is told as one where nobody looks, and not at all before whose eyes it opens', async () => {
    const hidden = opened()
    hidden.teller.welcomed(4, true)
    hidden.teller.heard(wrote(4, OLGA, 'пока открывалось'))
    await settled()
    focused = true
    const seen = opened()
    seen.teller.welcomed(6, true)
    seen.teller.heard(wrote(6, OLGA, 'на глазах'))
    await settled()
    expect([hidden.loud.length, seen.loud.length]).toEqual([1, 0])
    expect([hidden.teller.before, seen.teller.before]).toEqual([4, 6])
  })

  it('after a break is silent when another window has told it', async () => {
    const [here, there] = [opened(), opened()]
    here.teller.heard(wrote(5, OLGA, 'раз'))
    await settled()
    there.teller.welcomed(5)
    there.teller.heard(wrote(5, OLGA, 'раз'))
    await settled()
    expect([here.loud.length, there.loud.length]).toEqual([1, 0])
  })

  it('when too much was missed to be replayed, is of what has grown', async () => {
    const { teller, loud, state } = opened()
    const before = state.get()
    teller.welcomed(9000)
    state.update((was) => ({ ...was, conversations: was.conversations.with([[OLGA, { at: 9000, it: conversation(OLGA, { status: 'open', assignee: ANNA.id, last_seq: 40, unread: 12 }) }]]) }))
    teller.refetched(before)
    await settled()
    expect(loud).toEqual([{ of: 'missed', conversations: [OLGA], messages: 12 }])
  })

  it('disturbs nobody who does not want it, on this device, in all its windows', async () => {
    const { teller, loud, silent } = opened()
    teller.choose({ quiet: 'on' })
    const other = opened()
    expect(other.teller.choices.get().quiet).toBe('on')
    other.teller.heard(wrote(1, OLGA, 'тсс'))
    await settled()
    expect([loud, other.loud, other.silent.length, silent]).toEqual([[], [], 1, []])
    teller.choose({ quiet: null })
    other.teller.elsewhere('telling', localStorage.getItem('besedka.operator.anna.telling'))
    other.teller.heard(wrote(2, OLGA, 'можно'))
    await settled()
    expect(other.loud).toHaveLength(1)
  })

  it('starts anew with a journal that is shorter than what was told', async () => {
    const { teller, loud } = opened()
    teller.heard(wrote(500, OLGA, 'до восстановления из копии'))
    await settled()
    teller.welcomed(100)
    teller.heard(wrote(101, OLGA, 'после'))
    await settled()
    expect(loud).toHaveLength(2)
  })
})

describe('“my question is not solved”', () => {
  const no = (position: number): Fact => ({ t: 'conversation_unsolved', position, conversation: OLGA, status: 'open', at: 5, notify: true })
  const waiting = (state: State, more: object): State => ({ ...state, conversations: Drawers.of([[OLGA, { at: 9, it: conversation(OLGA, { status: 'open', assignee: ANNA.id, waiting_since: 5, ...more }) }]]) })

  it('is told by its name', async () => {
    const { teller, loud } = opened()
    teller.heard(no(1))
    await settled()
    expect(loud).toEqual([{ of: 'unsolved', conversation: OLGA, text: '' }])
  })

  it('is told after a break though nothing is unread, unless it was answered meanwhile', async () => {
    const { teller, state, loud } = opened()
    teller.welcomed(9)
    state.update((was) => waiting(was, {}))
    teller.heard(no(1))
    await settled()
    state.update((was) => waiting(was, { waiting_since: null }))
    teller.heard(no(2))
    await settled()
    expect(loud).toEqual([{ of: 'unsolved', conversation: OLGA, text: '' }])
  })

  it('is told when everything was fetched anew', async () => {
    const { teller, state, loud } = opened()
    const before = waiting(state.get(), { status: 'confirming', waiting_since: null })
    state.set(waiting(before, {}))
    teller.welcomed(9)
    teller.refetched(before)
    await settled()
    expect(loud).toEqual([{ of: 'missed', conversations: [OLGA], messages: 0 }])
  })
})

describe('a conversation that was made ours while we were away', () => {
  const given = (position: number): Fact => ({ t: 'conversation_assigned', position, conversation: read(), operator: null, assignee: ANNA.id, at: 5, notify: true })
  const read = (more: object = {}) => conversation(OLGA, { status: 'open', assignee: ANNA.id, last_seq: 3, ...more })
  const standing = (state: State, more: object = {}): State => ({ ...state, conversations: Drawers.of([[OLGA, { at: 9, it: read(more) }]]) })
  const answer = { seq: 4, at: 6, author: 'operator', operator: ANNA.id, text: 'Здравствуйте' } as const

  it.each<[string, object, number]>([
    ['is told though a colleague has read all of it', {}, 1],
    ['is told when a colleague has answered in it', { last_message: { ...answer, operator: 'b'.repeat(32) } }, 1],
    ['is no news once we have answered', { last_message: answer }, 0],
    ['is no news once it is closed', { status: 'closed' }, 0],
    ['is no news once it is another’s', { assignee: 'b'.repeat(32) }, 0],
  ])('%s', async (_, now, times) => {
    const { teller, state, loud } = opened()
    teller.welcomed(9)
    state.update((was) => standing(was, now))
    teller.heard(given(1))
    await settled()
    expect(loud).toEqual(times ? [{ of: 'assigned', conversation: OLGA, text: '' }] : [])
  })

  it.each<[string, object | null, object, number]>([
    ['is told when everything was fetched anew', { assignee: 'b'.repeat(32) }, {}, 1],
    ['is told then, too, when it was never heard of', null, {}, 1],
    ['is told then, too, when it was new and its words were there', { assignee: null, status: 'new', unread: 1 }, { unread: 1 }, 1],
    ['is no news then if it was ours', {}, {}, 0],
    ['is no news then once we have answered', null, { last_message: answer }, 0],
    ['is no news then once it is closed', null, { status: 'closed' }, 0],
  ])('%s', async (_, was, now, times) => {
    const { teller, state, loud } = opened()
    const before = was === null ? { ...state.get(), conversations: Drawers.of<Kept<Conversation>>([]) } : standing(state.get(), was)
    state.set(standing(before, now))
    teller.welcomed(9)
    teller.refetched(before)
    await settled()
    expect(loud.length).toBe(times)
  })
})

it('what came back among the new ones is news until somebody has it, though all of it was read', async () => {
  const { teller, state, loud } = opened()
  const back = conversation(OLGA, { status: 'new' })
  const fact: Fact = { t: 'conversation_returned', position: 1, conversation: back, former: 'b'.repeat(32), operator: null, at: 5, notify: true }
  teller.welcomed(9)
  state.update((was) => ({ ...was, conversations: Drawers.of([[OLGA, { at: 9, it: back }]]) }))
  teller.heard(fact)
  await settled()
  state.update((was) => ({ ...was, conversations: Drawers.of([[OLGA, { at: 9, it: { ...back, status: 'open', assignee: ANNA.id } }]]) }))
  teller.heard({ ...fact, position: 2 })
  await settled()
  expect(loud).toEqual([{ of: 'returned', conversation: OLGA, text: '' }])
})
