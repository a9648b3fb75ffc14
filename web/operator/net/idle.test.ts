import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Idle, IDLE_AFTER } from './idle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched(): { idle: Idle; told: boolean[]; window: EventTarget } {
  const told: boolean[] = []
  const window = new EventTarget()
  const idle = new Idle((it) => told.push(it), window)
  idle.start()
  return { idle, told, window }
}

it('tells once that nobody sits here, and once that somebody does again', () => {
  const { idle, told, window } = watched()
  vi.advanceTimersByTime(IDLE_AFTER - 60_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(120_000)
  expect(told).toEqual([true])
  window.dispatchEvent(new Event('keydown'))
  window.dispatchEvent(new Event('pointermove'))
  expect(told).toEqual([true, false])
  idle.stop()
})

it('whoever keeps working is never idle', () => {
  const { idle, told, window } = watched()
  for (let minute = 0; minute < 60; minute++) {
    vi.advanceTimersByTime(60_000)
    window.dispatchEvent(new Event('pointermove'))
  }
  expect(told).toEqual([])
  idle.stop()
})

it('says nothing any more once it has stopped', () => {
  const { idle, told, window } = watched()
  idle.stop()
  vi.advanceTimersByTime(2 * IDLE_AFTER)
  window.dispatchEvent(new Event('keydown'))
  expect(told).toEqual([])
})
