import { describe, expect, it } from 'vitest'
import { dice } from '../testing/model'
import { Drawers } from './drawers'

const id = (n: number): string => n.toString(16).padStart(32, '0')

describe('drawers', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))('hold what a map holds, and tell what has changed, %i', (seed) => {
    const roll = dice(seed)
    const map = new Map<string, number>()
    let all = Drawers.of<number>()
    for (let step = 0; step < 400; step++) {
      const [was, before] = [all, new Map(map)]
      const [one, other] = [id(roll(300)), id(roll(300))]
      if (roll(3) === 0) {
        map.delete(one)
        all = all.without(one)
      } else {
        map.set(one, step).set(other, 1_000 + step)
        all = all.with([[one, step], [other, 1_000 + step]])
      }
      const changed = [...new Set([...before.keys(), ...map.keys()])].filter((key) => before.get(key) !== map.get(key))
      const expected = changed.map((key) => ({ before: before.get(key), after: map.get(key) }))
      expect(all.size).toBe(map.size)
      expect([...all.values()].sort()).toEqual([...map.values()].sort())
      expect([...all.since(was)]).toHaveLength(expected.length)
      expect([...all.since(was)]).toEqual(expect.arrayContaining(expected))
    }
  })

  it('leave the table as it was', () => {
    const one = Drawers.of([[id(1), 'а']])
    const two = one.with([[id(1), 'б'], [id(2), 'в']])
    expect([one.get(id(1)), one.size, two.get(id(1)), two.size]).toEqual(['а', 1, 'б', 2])
    expect(two.without(id(9))).toBe(two)
    expect(two.with([])).toBe(two)
    expect([...two.since(one)]).toEqual(expect.arrayContaining([{ before: 'а', after: 'б' }, { before: undefined, after: 'в' }]))
    expect([...one.since(two)]).toEqual(expect.arrayContaining([{ before: 'в', after: undefined }]))
  })

  it('copy a drawer, not the table, when one of ten thousand changes', () => {
    const all = Drawers.of(Array.from({ length: 10_000 }, (_, n) => [id(n), n] as const))
    const looked: number[] = []
    for (const { after } of all.with([[id(7), -7]]).since(all)) looked.push(after ?? 0)
    expect(looked).toEqual([-7])
    expect(all.size).toBe(10_000)
  })
})
