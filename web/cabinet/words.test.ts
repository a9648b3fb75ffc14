import { expect, it } from 'vitest'
import { en, type Key, ru } from './words'

const keys = Object.keys(ru) as Key[]
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1] ?? ''))].sort()

it('the cabinet speaks both languages in full', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    expect(names(en[key]), key).toEqual(names(ru[key]))
    expect(ru[key] + en[key], key).not.toMatch(/!/)
  }
})
