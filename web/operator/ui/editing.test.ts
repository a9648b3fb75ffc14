import { beforeEach, describe, expect, it } from 'vitest'
import { RequestRefused } from '../net/api'
import type { Desk } from '../net/desk'
import { composing, type Editing } from '../state/composing'
import { type Store, store } from '../state/store'
import { beginEdit, composingOf, letGo, saveEdit } from './editing'

const ONE: Editing = { kind: 'message', conversation: 'c', id: 'one' }
const TWO: Editing = { kind: 'message', conversation: 'c', id: 'two' }
const say = (key: string): string => key

function desk(taken: ReadonlySet<string>): { it: Desk; drafts: Store<Readonly<Record<string, string>>> } {
  const drafts = store<Readonly<Record<string, string>>>({})
  const words = { edit: (of: Editing) => (taken.has(of.id) ? Promise.resolve() : Promise.reject(new RequestRefused(422, 'too_late', {}, 'Too late'))) }
  const it = { words, drafts: { all: drafts, set: (name: string, text: string) => drafts.update((all) => ({ ...all, [name]: text })) } }
  return { it: it as unknown as Desk, drafts }
}

/** Save other words while the next answer is being typed already. */
async function refuse(it: Desk, of: Editing, words: string): Promise<void> {
  beginEdit(it, of, words)
  const saving = saveEdit(it, of, words, say)
  it.drafts.set('c', 'The next answer')
  await saving
}

const refused = (): string[] => composingOf('c').refused.map(({ words }) => words)

describe('other words that are refused', () => {
  beforeEach(() => composing.set({}))
  it('wait beside the field for as long as something else is typed, each with its own', async () => {
    const { it } = desk(new Set())
    await refuse(it, ONE, 'first')
    await refuse(it, TWO, 'second')
    expect(refused()).toEqual(['first', 'second'])
    letGo(ONE)
    expect(refused()).toEqual(['second'])
  })
  it('are not thrown away by the next ones that are taken', async () => {
    const { it } = desk(new Set(['two']))
    await refuse(it, ONE, 'first')
    await refuse(it, TWO, 'second')
    expect(refused()).toEqual(['first'])
  })
  it('come back into a field that is free, and are over when they are taken', async () => {
    const { it, drafts } = desk(new Set())
    beginEdit(it, ONE, 'first')
    await saveEdit(it, ONE, 'first', say)
    expect([composingOf('c').editing, refused(), Object.values(drafts.get())]).toEqual([ONE, ['first'], ['first']])
    await saveEdit(desk(new Set(['one'])).it, ONE, 'better', say)
    expect(refused()).toEqual([])
  })
})
