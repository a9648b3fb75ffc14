import { describe, expect, it } from 'vitest'
import { DEFAULT, isQuiet, quietUntil, readChoices } from './choices'

const NOON = new Date(2026, 4, 7, 12, 30).getTime()

describe('the choices of a device', () => {
  it('come back as they were kept', () => {
    const kept = { stay: 0, sound: 'bell', volume: 35, quiet: 'on' } as const
    expect(readChoices(JSON.stringify(kept))).toEqual(kept)
    expect(readChoices(JSON.stringify({ ...kept, sound: null, quiet: 12 }))).toEqual({ ...kept, sound: null, quiet: 12 })
  })
  it.each([null, '', 'no json', 'null', '7', '{"stay":3,"sound":"gong","volume":900,"quiet":true}'])('are the usual ones for %j', (text) => {
    expect(readChoices(text)).toEqual(DEFAULT)
  })
  it('are quiet for an hour, until tomorrow morning, or until turned off', () => {
    const until = (quiet: number | 'on' | null, now: number): boolean => isQuiet({ ...DEFAULT, quiet }, now)
    expect(until(null, NOON)).toBe(false)
    expect(until('on', NOON + 1e12)).toBe(true)
    const hour = quietUntil('hour', NOON)
    expect([until(hour, NOON), until(hour, NOON + 3_599_000), until(hour, NOON + 3_600_000)]).toEqual([true, true, false])
    const tomorrow = new Date(quietUntil('tomorrow', NOON))
    expect([tomorrow.getDate(), tomorrow.getHours(), tomorrow.getMinutes()]).toEqual([8, 8, 0])
  })
  it('until tomorrow on the last day of a month is the first of the next', () => {
    const last = new Date(quietUntil('tomorrow', new Date(2026, 0, 31, 23, 59).getTime()))
    expect([last.getMonth(), last.getDate(), last.getHours()]).toEqual([1, 1, 8])
  })
})
