import { describe, expect, it } from 'vitest'
import { en } from './en'
import { type Key, ru } from './ru'

const keys = Object.keys(ru) as Key[]
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1] ?? ''))].sort()
const forms = (text: string): number[] => [...text.matchAll(/\{\w+((?:\|[^|}]*)+)\}/g)].map((found) => (found[1] ?? '').split('|').length - 1)

const places = Object.values(import.meta.glob<Record<string, object>>('./ru/!(index).ts', { eager: true })).flatMap((place) => Object.values(place))

describe('words', () => {
  it('stand in one place each, and every place is read', () => {
    expect(places.flatMap((place) => Object.keys(place)).sort()).toEqual([...keys].sort())
  })
  it('are the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort())
  })
  it.each(keys)('%s says the same in both', (key) => {
    expect(ru[key].trim()).not.toBe('')
    expect(en[key].trim()).not.toBe('')
    expect(names(en[key])).toEqual(names(ru[key]))
  })
  it.each(keys)('%s has every plural and no exclamation mark', (key) => {
    expect(forms(ru[key]).every((count) => count === 3)).toBe(true)
    expect(forms(en[key]).every((count) => count === 2)).toBe(true)
    expect(ru[key] + en[key]).not.toMatch(/!/)
  })
  it('are Russian in Russian', () => {
    expect(keys.filter((key) => /[a-z]{4,}/i.test(ru[key].replace(/\{[^}]*\}|Shift|besedka/g, '')))).toEqual([])
  })
})
