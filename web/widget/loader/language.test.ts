import { afterEach, expect, test, vi } from 'vitest'
import { WORDS } from './words'
import { choose, speaks, type Spoken } from './language'

afterEach(() => vi.unstubAllGlobals())

const project = (...languages: string[]): Spoken => Object.fromEntries(languages.map((one) => [one, WORDS.en.open]))

test('the first language that is wanted and spoken is taken, else the main one', () => {
  expect(choose(project('en', 'ru', 'de'), ['de-AT', 'ru'])).toBe('de')
  expect(choose(project('en', 'ru'), ['', 'pl', 'RU-ru'])).toBe('ru')
  expect(choose(project('de', 'fr'), ['', 'en', 'it'])).toBe('de')
  expect(choose(project('en', 'pt'), ['pt-BR'])).toBe('pt')
})

test('neighbours who mostly read Russian get it, unless their own language is spoken', () => {
  expect(choose(project('en', 'ru'), ['kk-KZ', 'en'])).toBe('ru')
  expect(choose(project('en', 'ru', 'kk'), ['kk-KZ', 'en'])).toBe('kk')
  expect(choose(project('en', 'de'), ['be'])).toBe('en')
  expect(choose(project('en', 'ru'), ['be', 'en'])).toBe('ru')
})

test('the browser is asked where the page wants nothing that is spoken', () => {
  const browser = (...languages: string[]) => vi.stubGlobal('navigator', { languages })
  browser('fr', 'de-AT', 'ru')
  expect(choose(project('en', 'ru', 'de'), ['pl'], true)).toBe('de')
  browser('it')
  expect(choose(project('de', 'fr'), [''], true)).toBe('de')
  vi.stubGlobal('navigator', undefined)
  expect(choose(project('en', 'ru'), ['ru'], true)).toBe('ru')
})

test('what every object has is no language', () => {
  expect(speaks(project('en'), 'toString')).toBe(false)
  expect(speaks(project('en'), '__proto__')).toBe(false)
  expect(speaks(project('en'), undefined)).toBe(false)
  expect(choose(project('en', 'ru'), ['constructor', 'valueOf-x'])).toBe('en')
})
