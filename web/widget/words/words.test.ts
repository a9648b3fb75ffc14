import { expect, test } from 'vitest'
import { WORDS as LOADER } from '../loader/words'
import { WORDS as ATTACHED } from '../parts/attached/words'
import { WORDS as FILES } from '../parts/files/words'
import { WORDS as MENU } from '../parts/menu/words'
import { WORDS as TYPING } from '../parts/typing/words'
import { words as en } from './en'
import { words as ru } from './ru'

const holes = (text: string) => (text.match(/\{\w+/g) ?? []).sort()

test.each([['panel', { ru, en }], ['loader', LOADER], ['menu', MENU], ['files', FILES], ['attached', ATTACHED], ['typing', TYPING]] as const)('the %s says everything in both languages, with the same holes', (_, words) => {
  const ru: Record<string, string> = words.ru
  const en: Record<string, string> = words.en
  expect(Object.keys(en).sort()).toEqual(Object.keys(ru).sort())
  for (const [key, text] of Object.entries(ru)) {
    expect(text).toMatch(/[а-яё]/i)
    expect(en[key]).not.toMatch(/[а-яё]/i)
    expect([...new Set(holes(en[key] ?? ''))], key).toEqual([...new Set(holes(text))])
    expect(text + en[key]).not.toContain('!')
  }
})
