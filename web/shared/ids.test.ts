import { expect, test } from 'vitest'
import { newId } from './ids'

test('an id is a UUIDv7 in 32 lower-case digits', () => {
  for (let made = 0; made < 200; made++) expect(newId()).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
})

test('ids sort in the order of their making, even when the clock stands or goes back', () => {
  const ids = [5_000, 5_000, 4_000, -1, 5_000, 6_000].map(newId)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
