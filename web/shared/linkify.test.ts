import { expect, test } from 'vitest'
import { fromTheRight, linkify, plainName } from './linkify'

const links = (text: string) => linkify(text).filter((part) => typeof part === 'object')
const hrefs = (text: string) => links(text).map((part) => part.href)

test.each([
  ['see https://shop.example/a?b=1#c.', ['https://shop.example/a?b=1#c']],
  ['(https://shop.example/a_(b))', ['https://shop.example/a_(b)']],
  ['tihiydom.example/mayak, please', ['https://tihiydom.example/mayak']],
  ['пишите на шоп.рф!', [new URL('https://шоп.рф').href]],
  ['(see https://shop.example/a).', ['https://shop.example/a']],
  ['anna@shop.example or mailto:bob@shop.example', ['mailto:anna@shop.example', 'mailto:bob@shop.example']],
  ['+7 (999) 123-45-67', ['tel:+79991234567']],
  ['http://localhost:8000/x', ['http://localhost:8000/x']],
])('%s becomes a link', (text, expected) => expect(hrefs(text)).toEqual(expected))

test.each([
  'javascript:alert(1)', 'JaVaScRiPt://shop.example/%0aalert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a.example/x',
  'т.е. так', 'node.js', '3.14', 'конец.Начало', '+7 999', '<img src=x onerror=alert(1)>',
])('%s does not open anything dangerous', (text) => {
  for (const href of hrefs(text)) expect(href).toMatch(/^(https?|mailto|tel):/)
  expect(hrefs(text).some((href) => /javascript|data:|vbscript|file:|blob:/i.test(href))).toBe(false)
})

test('the parts put together are the text again', () => {
  for (const text of ['', 'a https://b.example/c d', 'https://b.example', 'x@y.example,z@y.example', '🙂 https://b.example 🙂\n\nшоп.рф'])
    expect(linkify(text).map((part) => (typeof part === 'string' ? part : part.text)).join('')).toBe(text)
})

test('characters that turn or hide text end a link', () => {
  expect(links('https://shop.example/a\u202egpj.exe').map((part) => part.text)).toEqual(['https://shop.example/a'])
})

test('a hostile text costs no more than its length', () => {
  const started = performance.now()
  for (const text of ['a'.repeat(10_000), 'a.'.repeat(5_000), 'a@'.repeat(5_000), '+1'.repeat(5_000), 'https://a'.repeat(1_100), '('.repeat(9_000), 'https://a.ru/' + ')'.repeat(9_900)])
    linkify(text)
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('a name keeps its letters and loses its tricks', () => {
  expect(plainName(' Анна\u202e\u200b Соколова\n')).toBe('Анна Соколова')
})

test('a paragraph is read from the right when its first letter is', () => {
  expect(['שלום', '№ 4 مرحبا', 'Да\n12: שלום, lamp'].map(fromTheRight)).toEqual([true, true, true])
  expect(['', '12 %', 'lamp שלום', 'Лампа مرحبا'].map(fromTheRight)).toEqual([false, false, false, false])
})
