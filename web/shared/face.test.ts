import { expect, test } from 'vitest'
import { hueOf, initials } from './face'

test('initials are the first letters of two words', () => {
  expect(initials('Анна Соколова')).toBe('АС')
  expect(initials('  anna ')).toBe('A')
  expect(initials('Жан-Поль Сартр')).toBe('ЖП')
  expect(initials('🙂 Смайл')).toBe('🙂С')
  expect(initials('\u202e')).toBe('?')
})

test('the colour is always the same for the same id', () => {
  expect(hueOf('abc')).toBe(hueOf('abc'))
  expect(hueOf('abc')).toBeGreaterThanOrEqual(0)
  expect(hueOf('x'.repeat(5_000))).toBeLessThan(360)
})
