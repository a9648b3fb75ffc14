import { describe, expect, it } from 'vitest'
import vectors from '../../tests/vectors/targeting.json'
import { deviceOf, hoursAt, pageShown } from './targeting'

describe('the page filter', () => {
  it('is tried on hundreds of pages', () => expect(vectors.filters.flatMap(({ shown, hidden }) => [...shown, ...hidden]).length).toBeGreaterThan(400))
  it.each(vectors.filters)('$name', ({ mode, list, shown, hidden }) => {
    const judged = (pages: readonly string[]) => pages.map((page) => {
      const { host, pathname } = new URL(page)
      return [page, pageShown({ clear: mode === 'clear', list }, host, pathname)]
    })
    expect(judged(shown)).toEqual(shown.map((page) => [page, true]))
    expect(judged(hidden)).toEqual(hidden.map((page) => [page, false]))
  })
  it('a list of stars holds no page up', () => {
    const list = ['/' + 'a*'.repeat(500) + 'b']
    const began = performance.now()
    expect(pageShown({ clear: true, list }, 'shop.example', '/' + 'a'.repeat(2_000))).toBe(false)
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

it.each(vectors.devices)('a $device: $agent', ({ agent, touch, mobile, device }) => {
  expect(deviceOf(agent, touch, mobile ?? undefined)).toBe(device)
})

describe('hours, as the server has computed them', () => {
  it.each(vectors.hours)('$name', ({ open, at, changes, probes }) => {
    for (const [moment, shown] of probes as [number, boolean][]) expect(hoursAt({ open, changes }, moment).open).toBe(shown)
    expect(hoursAt({ open, changes }, at)).toEqual({ open, next: changes[0] })
    changes.forEach((change, place) => expect(hoursAt({ open, changes }, change)).toEqual({ open: open !== (place % 2 === 0), next: changes[place + 1] }))
  })
})
