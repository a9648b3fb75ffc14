import { describe, expect, it } from 'vitest'
import { ANNA, IGOR, Model, TAGS, conversation, dice, lists, person } from '../testing/model'
import type { Fact, Operator } from '../wire'
import { PLAIN } from '../wire'
import { apply } from './apply'
import { withActivities, withMessages, withOverview, withPage, withView } from './fetched'
import { LISTS, type State, fromOverview } from './state'

const ADMIN = person(ANNA.id, ANNA.name, 'admin')

/** What two states must agree on, whatever way they came to be. */
function seen(state: State): unknown {
  const conversations = [...state.conversations.values()].map((kept) => kept.it)
  const tags = Object.fromEntries(TAGS.map(({ id }) => [id, state.counts.it.tags[id] ?? 0]))
  return { counts: { ...state.counts.it, tags }, conversations: conversations.sort((a, b) => (a.id < b.id ? -1 : 1)), threads: state.threads, deeds: state.deeds }
}

function idsOf(state: State): string[] {
  return [...state.conversations.values()].map(({ it }) => it.id)
}

function fetched(model: Model): State {
  const listed = lists(model).reduce((so, [list, page]) => withPage(so, list, page), fromOverview(model.overview()))
  const visible = [...model.all.values()].filter((it) => model.sees(it)) // an administrator sees what no list holds yet
  const loaded = visible.reduce((so, it) => withView(so, { position: model.position, conversation: it }), listed)
  return idsOf(loaded).reduce((so, id) => read(so, model, id), loaded)
}

function read(state: State, model: Model, id: string): State {
  const page = { position: model.position, activities: [...(model.deeds.get(id) ?? [])], more: false }
  return withMessages(withActivities(state, id, page), id, { position: model.position, messages: [...(model.words.get(id) ?? [])], notes: [...(model.notes.get(id) ?? [])], more: false })
}

/** Answers what the state asks for, as the app would. */
function settled(state: State, model: Model): State {
  let now = state
  for (const id of state.unknown) {
    const it = model.all.get(id)
    if (it && model.sees(it)) now = read(withView(now, { position: model.position, conversation: it }), model, id)
  }
  return now.countsStale ? withOverview(now, model.overview()) : now
}

function run(model: Model, facts: number): Fact[] {
  return Array.from({ length: facts }, () => model.step()).filter((fact) => fact !== null)
}

describe.each<[string, Operator]>([['an operator', ANNA], ['an administrator', ADMIN]])('apply to stale equals fetch fresh for %s', (_, me) => {
  it.each(Array.from({ length: 40 }, (_none, seed) => seed))('sequence %i', (seed) => {
    const model = new Model(me, dice(seed))
    run(model, seed * 2)
    const start = fetched(model)
    const facts = run(model, 120)
    const grown = facts.reduce((state, fact) => told(apply(state, fact), model), start)
    expect(seen(grown)).toEqual(seen(fetched(model)))
  })

  it.each(Array.from({ length: 40 }, (_none, seed) => seed))('answers that come late and facts that come twice, %i', (seed) => {
    const roll = dice(seed + 1000)
    const model = new Model(me, dice(seed))
    run(model, 40)
    let state = fetched(model)
    let facts: Fact[] = []
    for (let round = 0; round < 12; round++) {
      facts = [...facts, ...run(model, 5)]
      const answer = lists(model)
      facts.push(...run(model, roll(8)))
      const known = facts.slice(0, roll(facts.length + 1))
      state = known.reduce(apply, state)
      const list = roll(LISTS.length)
      state = withPage(state, answer[list]?.[0] ?? 'new', answer[list]?.[1] ?? model.page('new'))
      state = facts.slice(0, known.length + 2).reduce(apply, state)
    }
    state = told(settled(facts.reduce(apply, state), model), model)
    expect(seen({ ...state, threads: {}, deeds: {} })).toEqual(seen({ ...fetched(model), threads: {}, deeds: {} }))
  })

  /** Conversations that come into sight are read as they are then, so that their threads can be compared. */
  function told(state: State, model: Model): State {
    const unread = idsOf(state).filter((id) => !(id in state.threads))
    const soFar = (id: string) => (model.words.get(id) ?? []).filter((m) => m.seq <= (state.conversations.get(id)?.it.last_seq ?? 0))
    const deedsSoFar = (id: string) => (model.deeds.get(id) ?? []).filter((one) => one.position <= state.position)
    return unread.reduce((so, id) => {
      const known = withActivities(so, id, { position: state.position, activities: deedsSoFar(id), more: false })
      return withMessages(known, id, { position: state.position, messages: soFar(id), notes: model.notes.get(id) ?? [], more: false })
    }, state)
  }
})

describe('apply', () => {
  const overview = new Model(ANNA, dice(1)).overview()
  const id = '1'.repeat(32)
  const fresh = apply(fromOverview(overview), { t: 'conversation_started', position: 5, conversation: conversation(id) })

  it('knows again what came back from a colleague who was disabled', () => {
    const lost = apply(fresh, { t: 'conversation_taken', position: 6, conversation: id, operator: IGOR.id, at: 7 })
    const back = apply(lost, { t: 'conversation_returned', position: 7, conversation: conversation(id), former: IGOR.id, operator: null, at: 8 })
    expect(idsOf(back)).toEqual([id])
    expect(back.taken).toEqual({})
    expect(back.counts.it.new).toBe(fresh.counts.it.new)
  })

  it('forgets what a colleague took, and remembers who has it', () => {
    const after = apply(fresh, { t: 'conversation_taken', position: 6, conversation: id, operator: IGOR.id, at: 7 })
    expect(idsOf(after)).toEqual([])
    expect(after.counts.it.new).toBe(0)
    expect(after.taken[id]).toEqual({ operator: IGOR.id, at: 7 })
  })

  it('leaves the counts to be asked for when an unheard-of conversation moves', () => {
    const after = apply(fresh, { t: 'conversation_reopened', position: 6, conversation: 'f'.repeat(32), by: 'visitor', operator: null, status: 'open', waiting_since: null, at: 7 })
    expect(after.unknown).toEqual(['f'.repeat(32)])
    expect(after.countsStale).toBe(true)
  })

  it('stops the typing sign when the words arrive', () => {
    const typing = apply(fresh, { t: 'typing', conversation: id, by: 'visitor', operator: null, on: true, text: '' })
    expect(typing.typing).toEqual({ [id]: '' })
    const message = { id: 'm', seq: 1, at: 1, author: 'visitor', operator: null, text: 'Здравствуйте', ...PLAIN } as const
    expect(apply(typing, { t: 'message_posted', position: 6, conversation: id, message }).typing).toEqual({})
  })

  it('asks again for what was fetched before the remembered facts', () => {
    let state: State = fresh
    const mark = { t: 'messages_delivered', conversation: id, by: 'visitor', seq: 0 } as const
    for (let position = 6; position < 600; position++) state = apply(state, { ...mark, position })
    const old = conversation('2'.repeat(32))
    expect(withView(state, { position: 6, conversation: old }).conversations.get(old.id)).toBeUndefined()
    expect(withPage(state, 'new', { position: 6, conversations: [old], next: null }).unknown).toEqual([old.id])
  })
})

it('takes the tags as they are told, whatever it knew', () => {
  const before = fromOverview(new Model(ANNA, dice(1)).overview())
  const tags = [{ id: 'e'.repeat(32), name: 'Камень', color: 'grey' }] as const
  expect(apply(before, { t: 'tags', tags })).toMatchObject({ tags, position: before.position })
})
