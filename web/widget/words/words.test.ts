import { expect, test } from 'vitest'
import { LANGUAGES, FORMS } from './languages'
import { TEXTS, type Section } from './texts'

type Flat = Record<string, string>

const flat = (language: (typeof LANGUAGES)[number]): Flat =>
  Object.fromEntries(Object.entries(TEXTS[language]).flatMap(([section, texts]) => Object.entries(texts as Flat).map(([key, text]) => [`${section}.${key}`, text])))
const holes = (text: string) => [...new Set(Array.from(text.matchAll(/\{(\w+)/g), ([, name]) => name))].sort()
const plurals = (text: string) => Array.from(text.matchAll(/\{\w+\|([^{}]*)\}/g), ([, forms = '']) => forms.split('|'))

const ru = flat('ru')

test('every part that speaks is among the texts', () => {
  const speaking = Object.keys(import.meta.glob('../parts/*/words.ts')).map((path) => path.split('/')[2])
  expect(Object.keys(TEXTS.ru).sort()).toEqual([...speaking, 'launcher', 'panel'].sort())
})

test.each(LANGUAGES)('%s says everything, with the same holes, and does not shout', (language) => {
  const texts = flat(language)
  expect(Object.keys(texts).sort()).toEqual(Object.keys(ru).sort())
  for (const [key, text] of Object.entries(texts)) {
    expect(text.trim(), key).not.toBe('')
    expect(holes(text), key).toEqual(holes(ru[key] ?? ''))
    expect(text, key).not.toMatch(/[!<>&]/)
  }
})

test.each(LANGUAGES)('%s is written in its own letters', (language) => {
  const letters = { ru: /^[^a-zіїєґәғқңөұүһ\u0600-\u06ff]*$/i, uk: /^[^a-zыэъёәғқңөұүһ\u0600-\u06ff]*$/i, kk: /^[^a-z\u0600-\u06ff]*$/i, ar: /^[^a-zа-я]*$/i }
  for (const [key, text] of Object.entries(flat(language))) {
    const bare = text.replace(/\{\w+/g, '')
    expect(bare, key).toMatch(letters[language as 'ru'] ?? /^[^а-яё\u0600-\u06ff]*$/i)
  }
})

test.each(LANGUAGES)('%s counts in exactly the forms that whole numbers need, in every plural', (language) => {
  const rule = new Intl.PluralRules(language)
  const needed = new Set(Array.from({ length: 10_001 }, (_, n) => rule.select(n)))
  expect([...FORMS[language]].sort()).toEqual([...needed].sort())
  for (const [key, text] of Object.entries(flat(language)))
    for (const forms of plurals(text)) expect(forms, key).toHaveLength(FORMS[language].length)
})

test('the panel, which fills in by itself, and the button have no plurals', () => {
  for (const language of LANGUAGES)
    for (const section of ['panel', 'launcher'] satisfies Section[])
      for (const text of Object.values(TEXTS[language][section])) expect(plurals(text)).toEqual([])
})
