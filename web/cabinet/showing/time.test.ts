import { expect, it } from 'vitest'
import { clockIn, further, hoursTold, minuteOf, overnight, pieces, stepped, wallTold, zoneTold } from './time'

it.each([['9', 540], ['9:30', 570], ['09.30', 570], ['0930', 570], [' 23:59 ', 1439], ['24', 1440], ['24:00', 1440], ['24:01', null], ['9:60', null], ['9:3', null], ['', null], ['noon', null]])(
  '%s is typed for %s', (text, minute) => expect(minuteOf(text, true)).toBe(minute),
)

it('a step is a quarter of an hour', () => {
  expect([stepped(540, true, false), stepped(541, true, false), stepped(541, false, false), stepped(540, false, false)]).toEqual([555, 555, 540, 525])
  expect([stepped(1425, true, true), stepped(1440, true, true), stepped(0, false, false), stepped(15, false, true)]).toEqual([1440, 15, 1425, 1440])
})

it('an end at midnight is the end of the day', () => {
  expect([minuteOf('0:00', true), minuteOf('0:00', false), minuteOf('24:00', false)]).toEqual([1440, 0, null])
  expect(hoursTold({ start: 540, end: 1440 })).toBe('9:00–24:00')
})

it('a shift over midnight is seen on both days', () => {
  const night = { start: 1320, end: 180 }
  expect([overnight(night), overnight({ start: 0, end: 1440 }), overnight({ start: 600, end: 0 })]).toEqual([true, false, false])
  expect(pieces([{ start: 720, end: 1440 }], [night])).toEqual([{ from: 0, size: 12.5, late: true }, { from: 50, size: 50, late: false }])
})

it('a further span does not overlap the others', () => {
  expect(further([])).toEqual({ start: 540, end: 1080 })
  expect(further([{ start: 540, end: 780 }])).toEqual({ start: 840, end: 1020 })
  expect(further([{ start: 600, end: 120 }])).toEqual({ start: 0, end: 540 })
})

it('the clock of a zone', () => {
  expect(clockIn('Europe/Moscow', new Date('2026-11-27T21:20:00Z'))).toEqual({ day: 5, minute: 20 })
  expect(clockIn('No/Where', new Date())).toBeNull()
  expect(zoneTold('Asia/Kolkata', new Date(), 'ru')).toBe('Kolkata · UTC+5:30')
  expect(zoneTold('Europe/Moscow', new Date(), 'ru')).toBe('Москва · UTC+3')
  expect(zoneTold('UTC', new Date(), 'ru')).toBe('UTC')
})

it('a moment is told as far as it is not known', () => {
  expect(wallTold('2026-11-27T09:00', 'en', '2026-11-27T21:40')).toBe('9:00')
  expect(wallTold('2026-11-30T09:00', 'en', '2026-11-27T21:40')).toBe('Mon, 9:00')
  expect(wallTold('2026-12-30T09:00', 'en', '2026-11-27T21:40')).toContain('Dec')
})
