import { expect, test } from 'vitest'
import { money, readSum, typedSum } from './money'

test('a sum is read as people type it', () => {
  expect(['1500', '1 500,5', '1\u00a0500.50', '0'].map(readSum)).toEqual([150_000, 150_050, 150_050, 0])
  expect(readSum(' ')).toBe(null)
  for (const typed of ['12x', '-5', '1.234', '1,2,3', '99999999999999']) expect(readSum(typed)).toBe(undefined)
})

test('what stands in the field is read as the same sum', () => {
  for (const language of ['ru', 'en']) for (const sum of [null, 0, 1, 99, 100, 150_050]) expect(readSum(typedSum(sum, language))).toBe(sum)
})

test('whole sums have no pennies', () => {
  expect(money(980_000, 'RUB', 'ru').replace(/\s/g, ' ')).toBe('9 800 ₽')
  expect(money(150_050, 'USD', 'en')).toBe('$1,500.50')
  expect(money(980_000, 'RUB', 'en')).toBe('₽9,800')
  expect(money(100, '??', 'en')).toBe('1 ??')
})
