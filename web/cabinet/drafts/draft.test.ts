import { expect, it } from 'vitest'
import { drafted, met, plain, since, type Draft } from './draft'

interface Seen {
  readonly version: string
  readonly settings: { readonly limit: number; readonly words: string; readonly days: readonly number[] }
}

const KIND = plain(({ settings }: Seen) => settings)
const SEEN: Seen = { version: 'a', settings: { limit: 10, words: '', days: [1, 2] } }
type Name = keyof Seen['settings']
const draft = (changes: Partial<Seen['settings']>, seen = SEEN): Draft<Seen, Seen['settings'], Name> => ({ seen, wanted: { ...seen.settings, ...changes }, others: [] })
const stored = (changes: Partial<Seen['settings']>): Seen => ({ version: 'b', settings: { ...SEEN.settings, ...changes } })

it('only what differs is sent', () => {
  expect(KIND.changesOf(SEEN.settings, draft({ limit: 10, days: [1] }).wanted)).toEqual({ days: [1] })
  expect(KIND.changesOf(SEEN.settings, draft({ days: [1, 2] }).wanted)).toEqual({})
})

it('a draft that says what is stored already is none', () => {
  expect(drafted(KIND, draft({ limit: 10 }))).toBeNull()
  expect(drafted(KIND, draft({ limit: 11 }))?.wanted.limit).toBe(11)
})

it('who was slower is told what has changed, and keeps what they typed', () => {
  const both = met(KIND, draft({ limit: 11 }), stored({ words: 'theirs' }))
  expect(both).toEqual({ seen: stored({ words: 'theirs' }), wanted: { ...SEEN.settings, limit: 11, words: 'theirs' }, others: ['words'] })
})

it('what is typed while the rest is being saved stays a draft', () => {
  const sent = draft({ limit: 11, words: ' hello ' })
  const left = since(KIND, sent, draft({ limit: 12, words: ' hello ' }), stored({ limit: 11, words: 'hello' }))
  expect(left).toEqual({ seen: stored({ limit: 11, words: 'hello' }), wanted: { ...SEEN.settings, limit: 12, words: 'hello' }, others: [] })
})

it('nothing is left of what was saved whole, or given up meanwhile', () => {
  const sent = draft({ words: ' hello ' })
  expect(since(KIND, sent, sent, stored({ words: 'hello' }))).toBeNull()
  expect(since(KIND, sent, null, stored({ words: 'hello' }))).toBeNull()
})
