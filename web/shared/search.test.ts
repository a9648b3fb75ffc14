import { describe, expect, it } from 'vitest'
import { eitherWay, find, index, query, swapped } from './search'
import { stem } from './stem'
import vectors from '../../tests/vectors/search.json'

/** The marked parts of a text. */
function marked(typed: string, text: string): readonly string[] | null {
  const found = find(query(typed), [index(text)])
  return found?.[0]?.map(([from, to]) => text.slice(from, to)) ?? null
}

describe('word forms', () => {
  it('are those of Snowball', () => {
    expect(Object.keys(vectors.stems).length).toBeGreaterThan(500)
    expect(Object.fromEntries(Object.keys(vectors.stems).map((word) => [word, stem(word)]))).toEqual(vectors.stems)
  })
  it.each([
    ['договор', 'Подпишем ДОГОВОРЫ и договор', ['ДОГОВОРЫ', 'договор']],
    ['договорами', 'Договор на месте', ['Договор']],
    ['дог', 'Договор', ['Дог']],
    ['ёлка', 'Елку привезём', ['Елку']],
    ['елка', 'Ёлками', ['Ёлками']],
    ['payment', 'Payments are safe', ['Payments']],
    ['срок догов', 'Сроки по договору', ['Сроки', 'догов']],
    ['140', 'Кухня 140 × 150', ['140']],
  ])('%s in %s', (typed, text, expected) => expect(marked(typed, text)).toEqual(expected))
  it('every word must be there', () => expect(marked('договор замер', 'Договор')).toBeNull())
  it('a word may be in the title and another in the text', () => {
    expect(find(query('срок договор'), [index('Сроки'), index('по договору')])).toEqual([[[0, 5]], [[3, 11]]])
  })
  it('nothing typed finds everything, and marks nothing', () => expect(marked('  ', 'Договор')).toEqual([]))
})

describe('the wrong layout', () => {
  it.each(Object.entries(vectors.swaps))('%s is %s', (typed, meant) => expect(swapped(typed)).toBe(meant))
  const texts = ['Договор', 'Hello', 'Замер'].map((text) => ({ text, words: index(text) }))
  const look = (typed: string) => eitherWay(typed, (terms) => texts.filter(({ words }) => find(terms, [words])).map(({ text }) => text))
  it('is tried when what was typed finds nothing', () => {
    expect(look('ljujdjh')).toEqual({ sought: 'договор', found: ['Договор'] })
    expect(look('руддщ')).toEqual({ sought: 'hello', found: ['Hello'] })
    expect(look('замеры')).toEqual({ sought: 'замеры', found: ['Замер'] })
    expect(look('qqq')).toEqual({ sought: 'qqq', found: [] })
  })
})
