import { describe, expect, it } from 'vitest'
import { ANNA, IGOR, Model, TAGS, conversation, dice, lists, person } from '../testing/model'
import type { Operator } from '../wire'
import { apply } from './apply'
import { Drawers } from './drawers'
import { withPage } from './fetched'
import { type Filter, NO_FILTER } from './filter'
import { ordered } from './lists'
import { Standings } from './standings'
import { LISTS, type State, fromOverview } from './state'

const ADMIN = person(ANNA.id, ANNA.name, 'admin')
const FILTERS: readonly Filter[] = [NO_FILTER, { ...NO_FILTER, tag: TAGS[0]?.id ?? '' }, { ...NO_FILTER, operator: IGOR.id }]

describe.each<[string, Operator]>([['an operator', ANNA], ['an administrator', ADMIN]])('following what has changed equals sorting anew for %s', (_, me) => {
  it.each(Array.from({ length: 40 }, (_none, seed) => seed))('sequence %i', (seed) => {
    const roll = dice(seed + 500)
    const model = new Model(me, dice(seed))
    const standings = FILTERS.map(() => new Standings())
    let state: State = fromOverview(model.overview())
    const look = (): void => {
      const [list, n] = [LISTS[roll(LISTS.length)] ?? 'new', roll(FILTERS.length)]
      const filter = FILTERS[n] ?? NO_FILTER
      expect(standings[n]?.of(list, state, filter)).toEqual(ordered(list, state.conversations, me, filter))
    }
    for (let step = 0; step < 200; step++) {
      const fact = model.step()
      if (fact) state = apply(state, fact)
      const [list, page] = lists(model)[roll(LISTS.length)] ?? ['new', model.page('new')]
      if (roll(10) === 0) state = withPage(state, list, page)
      if (roll(3) > 0) look()
    }
    for (let n = 0; n < 20; n++) look()
  })
})

describe('standings', () => {
  const id = (n: number): string => n.toString(16).padStart(32, '0')
  const many = Array.from({ length: 10_000 }, (_, n) => conversation(id(n), { last_at: n, waiting_since: n % 2 ? n : null }))
  const state: State = { ...fromOverview(new Model(ANNA, dice(1)).overview()), conversations: Drawers.of(many.map((it) => [it.id, { at: 1, it }] as const)) }

  it('stay the very same while nothing in the list has changed', () => {
    const standings = new Standings()
    const was = standings.of('new', state)
    expect(standings.of('new', { me: { ...state.me, stance: 'away' }, conversations: state.conversations })).toBe(was)
    const closed = conversation(id(20_000), { status: 'closed' })
    expect(standings.of('new', { ...state, conversations: state.conversations.with([[closed.id, { at: 2, it: closed }]]) })).toBe(was)
  })

  it('leave the part alone in which nothing moved', () => {
    const standings = new Standings()
    const was = standings.of('new', state)
    const it = conversation(id(4), { last_at: 99_999 })
    const now = standings.of('new', { ...state, conversations: state.conversations.with([[it.id, { at: 2, it }]]) })
    expect(now.waiting).toBe(was.waiting)
    expect(now.answered[0]).toBe(it)
    expect(now.answered).toHaveLength(was.answered.length)
  })

  it('are sorted anew for another operator', () => {
    const standings = new Standings()
    expect(standings.of('mine', state).answered).toEqual([])
    const own = conversation(id(1), { status: 'open', assignee: IGOR.id })
    const other = { me: IGOR, conversations: state.conversations.with([[own.id, { at: 2, it: own }]]) }
    expect(standings.of('mine', other)).toEqual({ waiting: [], answered: [own] })
  })
})
