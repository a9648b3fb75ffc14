// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { watchPage } from './about'

const LARGEST = 256 * 1024

function told(...given: unknown[]) {
  const about = watchPage()
  for (const one of given) about.put(one)
  return about.frame()
}

describe('what the page tells', () => {
  test('a value is what it is, null takes it away, and what is no value becomes a text or nothing', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(told({ a: 'б', b: 1.5, c: false, d: null, e: { f: [1] }, g: NaN, h: undefined, i: () => 1, j: circle }).params).toEqual(
      { a: 'б', b: 1.5, c: false, d: null, e: '{"f":[1]}', g: 'null', h: null, i: null, j: null },
    )
  })

  test('what is too long is cut, and the frame goes out with everything else', () => {
    const frame = told({ [`k${'k'.repeat(300_000)}`]: 1, story: 'ж'.repeat(300_000), list: Array(100_000).fill('x'), plan: 'Про' })
    expect(frame.params).toEqual({ ['k'.repeat(100)]: 1, story: 'ж'.repeat(2_000), list: JSON.stringify(Array(100_000).fill('x')).slice(0, 2_000), plan: 'Про' })
  })

  test('what is too much together is left out, the first ones stay', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, number) => [`имя ${number}`, 'я'.repeat(1_000)]))
    const frame = told({ first: 1 }, many)
    expect(Object.keys(frame.params ?? {})[0]).toBe('first')
    expect(Object.keys(frame.params ?? {}).length).toBe(32)
    expect(new TextEncoder().encode(JSON.stringify(frame)).length).toBeLessThan(LARGEST)
  })
})
