import { expect, test } from 'vitest'
import { clock, day, sameDay, shortly } from './time'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-11-22T14:05:00')

test('a day is named as people name it', () => {
  expect(day(at('2026-11-22T00:00:00'), now, 'ru')).toBe('Сегодня')
  expect(day(at('2026-11-21T23:59:59'), now, 'ru')).toBe('Вчера')
  expect(day(at('2026-11-20T12:00:00'), now, 'ru')).toBe('20 ноября')
  expect(day(at('2025-11-20T12:00:00'), now, 'ru')).toMatch(/^20 ноября 2025/)
  expect(day(at('2026-11-21T12:00:00'), now, 'en')).toBe('Yesterday')
  expect(day(at('2026-11-20T12:00:00'), now, 'en')).toBe('November 20')
})

test('a clock that runs ahead of ours is still a day with a name', () => {
  expect(day(at('2026-11-23T00:10:00'), at('2026-11-22T23:59:00'), 'ru')).toBe('23 ноября')
  expect(day(0, 0, 'en')).toBe('Today')
})

test('a moment among others is short', () => {
  expect(shortly(at('2026-11-22T09:30:00'), now, 'ru')).toBe('сегодня, 9:30')
  expect(shortly(at('2026-11-21T09:30:00'), now, 'en')).toMatch(/^yesterday, 9:30.AM$/)
  expect(shortly(at('2026-11-03T09:30:00'), now, 'ru')).toBe('3 ноября')
  expect(shortly(at('2025-11-03T09:30:00'), now, 'ru')).toMatch(/^3 ноября 2025/)
})

test('a moment to come has its hour', () => {
  expect(shortly(at('2026-11-22T23:30:00'), now, 'ru')).toBe('сегодня, 23:30')
  expect(shortly(at('2026-11-23T08:00:00'), now, 'ru')).toBe('завтра, 8:00')
  expect(shortly(at('2026-11-23T08:00:00'), now, 'en')).toMatch(/^tomorrow, 8:00.AM$/)
  expect(shortly(at('2026-11-25T08:00:00'), now, 'ru')).toBe('25 ноября, 8:00')
  expect(shortly(at('2027-01-02T08:00:00'), now, 'ru')).toMatch(/^2 января 2027.*, 8:00$/)
})

test('hours and minutes', () => {
  expect(clock(now, 'ru')).toBe('14:05')
  expect(clock(now, 'en')).toMatch(/^2:05.PM$/)
  expect(sameDay(now, at('2026-11-22T23:59:59'))).toBe(true)
  expect(sameDay(now, at('2026-11-23T00:00:00'))).toBe(false)
})
