import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Shelf } from '../../../shared/shelf'

const HOUR = 3_600_000
let kept: Map<string, string>
let blocked: boolean

const shelf = {
  stored: (name: string) => (blocked ? null : (kept.get(name) ?? null)),
  set: (name: string, value: string) => kept.set(name, value),
} as unknown as Shelf

/** A page of a browser that comes back: its script knows of nothing but the shelf. */
async function page() {
  vi.resetModules()
  const { visitNumber } = await import('./visits')
  return () => visitNumber(shelf)
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_000_000_000 })
  vi.stubGlobal('document', { cookie: '' })
  kept = new Map()
  blocked = false
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('who comes back after half an hour comes anew, and pages of one visit are one', async () => {
  expect((await page())()).toBe(1)
  vi.advanceTimersByTime(29 * 60_000)
  expect((await page())()).toBe(1)
  vi.advanceTimersByTime(HOUR)
  const again = await page()
  expect([again(), again()]).toEqual([2, 2])
})

test('the site’s own number is told where it keeps one', async () => {
  vi.stubGlobal('document', { cookie: 'a=1; roistat_visit=184203; b=2' })
  expect((await page())()).toBe(184_203)
  vi.stubGlobal('document', { cookie: 'xroistat_visit=5; roistat_visit=12x' })
  expect((await page())()).toBe(1)
})

test('nothing is told where nothing is kept, and what lies there from elsewhere harms nobody', async () => {
  kept.set('visits', 'many since')
  expect((await page())()).toBe(1)
  blocked = true
  vi.stubGlobal('document', Object.defineProperty({}, 'cookie', { get: () => { throw new Error('SecurityError') } }))
  expect((await page())()).toBe(0)
})
