import { expect, test } from 'vitest'
import { fill } from './fill'
import { FORMS } from './languages'

test('plurals follow the rule of the language, up to six forms', () => {
  const say = (n: number) => fill('{n|لا ملفات|ملف واحد|ملفان|# ملفات|# ملفًا|# ملف}', { n }, 'ar', FORMS.ar)
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map(say)).toEqual([
    'لا ملفات', 'ملف واحد', 'ملفان', '3 ملفات', '10 ملفات', '11 ملفًا', '99 ملفًا', '100 ملف', '103 ملفات',
  ])
  const pl = (n: number) => fill('{n} {n|plik|pliki|plików}', { n }, 'pl', FORMS.pl)
  expect([1, 2, 5, 12, 22].map(pl)).toEqual(['1 plik', '2 pliki', '5 plików', '12 plików', '22 pliki'])
})

test('what is filled in is not filled again, and what is missing stays', () => {
  expect(fill('«{name}» {n}', { name: '{n} $& <b>' }, 'ru', FORMS.ru)).toBe('«{n} $& <b>» {n}')
  expect(fill('{n|a|b}', {}, 'en', FORMS.en)).toBe('{n|a|b}')
})
