import { describe, expect, it } from 'vitest'
import { ANNA, IGOR, conversation } from '../testing/model'
import type { Conversation } from '../wire'
import { Drawers } from './drawers'
import { NO_FILTER } from './filter'
import { inList, ordered, recount } from './lists'
import type { Kept } from './state'

const id = (n: number): string => n.toString(16).padStart(32, '0')

function kept(...all: Conversation[]): Drawers<Kept<Conversation>> {
  return Drawers.of(all.map((one) => [one.id, { at: 1, it: one }] as const))
}

describe('lists', () => {
  it('puts those who wait on top, the longest first, then the newest words', () => {
    const open = { status: 'open', assignee: ANNA.id } as const
    const all = kept(
      conversation(id(1), { ...open, last_at: 10 }), conversation(id(2), { ...open, last_at: 30 }),
      conversation(id(3), { ...open, last_at: 40, waiting_since: 25 }), conversation(id(4), { ...open, last_at: 50, waiting_since: 20 }),
    )
    const { waiting, answered } = ordered('mine', all, ANNA)
    expect([...waiting, ...answered].map((one) => one.id)).toEqual([id(4), id(3), id(2), id(1)])
  })

  it('keeps closed ones apart, however long they waited', () => {
    const all = kept(conversation(id(1), { status: 'closed', assignee: IGOR.id, waiting_since: 5, last_at: 9 }))
    expect(ordered('closed', all, ANNA)).toMatchObject({ waiting: [], answered: [{ id: id(1) }] })
  })

  it('knows whose is whose', () => {
    expect(inList('mine', conversation(id(1), { status: 'open', assignee: IGOR.id }), ANNA)).toBe(false)
    expect(inList('mine', conversation(id(1), { status: 'confirming', assignee: ANNA.id }), ANNA)).toBe(true)
    expect(inList('new', conversation(id(1)), ANNA)).toBe(true)
  })

  it('counts what comes and goes, never below nothing', () => {
    const none = { new: 0, mine: 0, unanswered: 0, all: 0, closed: 0, tags: {} }
    const fresh = conversation(id(1))
    expect(recount(none, null, fresh, ANNA)).toEqual({ ...none, new: 1, all: 1 })
    expect(recount(none, fresh, null, ANNA)).toEqual(none)
    expect(recount({ ...none, new: 1, all: 1 }, fresh, { ...fresh, status: 'open', assignee: ANNA.id }, ANNA)).toEqual({ ...none, mine: 1, all: 1 })
  })

  it('counts tags of what is not closed', () => {
    const none = { new: 0, mine: 0, unanswered: 0, all: 0, closed: 0, tags: {} }
    const tagged = conversation(id(1), { tags: ['t'] })
    const counted = recount(none, null, tagged, ANNA)
    expect(counted.tags).toEqual({ t: 1 })
    expect(recount(counted, tagged, { ...tagged, status: 'closed' }, ANNA).tags).toEqual({ t: 0 })
  })

  it('lets through what a filter asks for, and nothing else', () => {
    const all = kept(conversation(id(1), { tags: ['t'], rating: 2 }), conversation(id(2), { tags: ['t'], rating: 5 }), conversation(id(3), { rating: 2 }))
    const { answered } = ordered('new', all, ANNA, { ...NO_FILTER, tag: 't', rating: 2 })
    expect(answered.map((one) => one.id)).toEqual([id(1)])
  })
})
