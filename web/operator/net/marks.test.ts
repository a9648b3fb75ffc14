import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OperatorSays } from '../wire'
import { Marks } from './marks'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function marks(connected = { now: true }) {
  const said: OperatorSays[] = []
  return { said, connected, marks: new Marks((frame) => connected.now && said.push(frame) > 0) }
}

it('says only the highest, once, a moment later', () => {
  const { said, marks: it } = marks()
  for (const seq of [1, 2, 5, 3, 5]) it.note('read', 'c', seq)
  expect(said).toEqual([])
  vi.advanceTimersByTime(300)
  it.note('read', 'c', 5)
  vi.advanceTimersByTime(1_000)
  expect(said).toEqual([{ t: 'read', conversation: 'c', seq: 5 }])
})

it('says again what a lost connection may have taken with it', () => {
  const { said, connected, marks: it } = marks({ now: false })
  it.note('delivered', 'c', 4)
  vi.advanceTimersByTime(300)
  expect(said).toEqual([])
  connected.now = true
  it.opened()
  expect(said).toEqual([{ t: 'delivered', conversation: 'c', seq: 4 }])
})
