import { describe, expect, it } from 'vitest'
import { ANNA, Model, conversation, dice, lists } from '../testing/model'
import { PLAIN } from '../wire'
import { apply } from './apply'
import { withMessages, withPage, withView } from './fetched'
import { KEEPS, restored, snapshot } from './snapshot'
import { fromOverview, type State } from './state'

const NOW = 1_795_000_000_000

/** As it comes out of the browser's table: a copy. */
const stored = (state: State, opened: readonly string[]): State | null => restored(structuredClone(snapshot(state, opened, NOW)), NOW + 1)

function begun(model: Model): State {
  const listed = lists(model).filter(([list]) => list === 'new' || list === 'mine').reduce((so, [list, page]) => withPage(so, list, page), fromOverview(model.overview()))
  const read = (so: State, id: string): State => withMessages(so, id, { position: model.position, messages: [...(model.words.get(id) ?? [])], notes: [], more: false })
  return [...listed.conversations.values()].reduce((so, { it }) => read(so, it.id), listed)
}

const seen = (state: State | null) => state && {
  counts: state.counts.it, position: state.position, threads: state.threads, unknown: [...state.unknown].sort(),
  conversations: [...state.conversations.values()].map(({ it }) => it).filter((it) => it.status !== 'closed').sort((one, other) => (one.id < other.id ? -1 : 1)),
}

describe('what is kept on the device', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))('goes on like a window that slept, %i', (seed) => {
    const model = new Model(ANNA, dice(seed))
    for (let n = 0; n < 40; n++) model.step()
    const awake = begun(model)
    const opened = Object.keys(awake.threads).slice(0, 20)
    const slept = stored(awake, opened)
    const alike = { ...awake, threads: Object.fromEntries(opened.map((id) => [id, awake.threads[id]])) } as State
    const facts = Array.from({ length: 60 }, () => model.step()).filter((fact) => fact !== null)
    expect(seen(facts.reduce(apply, slept as State))).toEqual(seen(facts.reduce(apply, alike)))
  })

  it('is never much: the last twenty conversations, and the last sixty messages of each', () => {
    const ids = Array.from({ length: 500 }, (_, n) => n.toString(16).padStart(32, '0'))
    const words = (id: string) => Array.from({ length: 100 }, (_, n) => ({ id: `${id}${n}`, seq: n + 1, at: n, author: 'visitor', operator: null, text: 'я', ...PLAIN }) as const)
    let state = fromOverview(new Model(ANNA, dice(1)).overview())
    for (const [n, id] of ids.entries()) state = withView(state, { position: 1, conversation: conversation(id, { status: 'open', assignee: ANNA.id, last_at: n }) })
    for (const id of ids.slice(0, 30)) state = withMessages(state, id, { position: 1, messages: words(id), notes: [], more: false })
    state = { ...state, lists: { new: { loaded: true, next: null }, mine: { loaded: true, next: null }, closed: { loaded: true, next: null } } }
    const back = stored(state, ids.slice(0, 30)) as State
    expect(Object.keys(back.threads)).toEqual(ids.slice(10, 30))
    expect(Object.values(back.threads).every((thread) => thread.messages.length === 60 && thread.messages[0]?.seq === 41 && thread.more)).toBe(true)
    expect([...back.conversations.values()].length).toBe(420)
    expect(back.lists, 'lists that were cut are fetched again').toEqual({})
  })

  it('keeps whole lists as fetched, and no other', () => {
    const state = { ...fromOverview(new Model(ANNA, dice(1)).overview()), lists: { new: { loaded: true, next: null }, closed: { loaded: true, next: 'more' } } }
    expect(stored(state, [])?.lists).toEqual({ new: { loaded: true, next: null } })
  })

  it('is nothing when it is old, or of another form', () => {
    const kept = snapshot(fromOverview(new Model(ANNA, dice(1)).overview()), [], NOW)
    expect([restored(kept, NOW + KEEPS + 1), restored({ ...kept, form: 99 }, NOW), restored(null, NOW)]).toEqual([null, null, null])
  })
})
