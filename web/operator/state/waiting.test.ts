import { expect, it } from 'vitest'
import { translator } from '../../shared/i18n'
import { en } from '../words/en'
import { type Key, ru } from '../words/ru'
import { PROMISE, span, waiting } from './waiting'

const say = translator<Key>({ ru, en }, 'ru')
const plain = (ms: number): string => span(ms, say).replaceAll('\u00a0', ' ')

it.each([
  [-5_000, 0, 'calm'], [0, 0, 'calm'], [PROMISE * 0.59, 59, 'calm'], [PROMISE * 0.6, 60, 'soon'], [PROMISE - 1, 100, 'soon'], [PROMISE, 100, 'late'], [PROMISE * 9, 100, 'late'],
])('after %i ms the ring is at %i, %s', (gone, share, mood) => {
  expect(waiting(1_000_000, 1_000_000 + gone)).toEqual({ share, mood })
})

it.each([
  [-1, '0 с'], [7_900, '7 с'], [29_999, '20 с'], [60_000, '1 мин'], [59 * 60_000, '59 мин'], [3_600_000, '1 ч'], [3_900_000, '1 ч 5 мин'],
  [7 * 3_600_000 + 60_000, '7 ч'], [24 * 3_600_000, '1 день'], [5 * 86_400_000, '5 дней'],
])('%i ms are %s', (ms, words) => {
  expect(plain(ms)).toBe(words)
})
