import { expect, test } from 'vitest'
import { pickLanguage, translator } from './i18n'

const words = {
  ru: { unread: '{n} {n|сообщение|сообщения|сообщений}', hello: 'Это {name}' },
  en: { unread: '{n} {n|message|messages}', hello: 'This is {name}' },
} as const

test('plurals follow the rule of the language', () => {
  const ru = translator<keyof (typeof words)['ru']>(words, 'ru')
  expect([1, 2, 5, 11, 21, 22, 111].map((n) => ru('unread', { n }))).toEqual([
    '1 сообщение', '2 сообщения', '5 сообщений', '11 сообщений', '21 сообщение', '22 сообщения', '111 сообщений',
  ])
  const en = translator<keyof (typeof words)['en']>(words, 'en')
  expect([0, 1, 2].map((n) => en('unread', { n }))).toEqual(['0 messages', '1 message', '2 messages'])
})

test('what is filled in is not filled again, and what is missing stays', () => {
  const en = translator<keyof (typeof words)['en']>(words, 'en')
  expect(en('hello', { name: '{name} {n}' })).toBe('This is {name} {n}')
  expect(en('hello')).toBe('This is {name}')
})

test('the first language that we have is taken', () => {
  expect(pickLanguage(['de-DE', 'en-GB', 'ru'])).toBe('en')
  expect(pickLanguage(['', 'ru-RU'])).toBe('ru')
  expect(pickLanguage(['be'])).toBe('ru')
  expect(pickLanguage(['fr'])).toBe('en')
  expect(pickLanguage([])).toBe('en')
})
