import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

describe('many marks at once', () => {
  it('never come faster than the server takes them, however many conversations there are', () => {
    const said: number[] = []
    const marks = new Marks(() => said.push(Date.now()) > 0)
    for (let n = 0; n < 500; n++) marks.note('delivered', `${n}`, 1)
    marks.note('read', 'the one on the screen', 1)
    vi.advanceTimersByTime(60_000)
    expect(said).toHaveLength(501)
    for (const at of said) expect(said.filter((other) => other >= at && other < at + 1_000).length).toBeLessThanOrEqual(20)
    marks.stop()
  })
  it('begin with what was read, and are not said again once they are known', () => {
    const said: OperatorSays[] = []
    const marks = new Marks((frame) => said.push(frame) > 0)
    for (let n = 0; n < 30; n++) marks.note('delivered', `${n}`, 1)
    marks.note('read', 'the one on the screen', 1)
    vi.advanceTimersByTime(400)
    expect(said[0]).toEqual({ t: 'read', conversation: 'the one on the screen', seq: 1 })
    vi.advanceTimersByTime(10_000)
    for (let n = 0; n < 30; n++) marks.known('delivered', `${n}`, 1)
    said.length = 0
    marks.opened()
    vi.advanceTimersByTime(10_000)
    expect(said).toEqual([{ t: 'read', conversation: 'the one on the screen', seq: 1 }])
    marks.stop()
  })
})

it('waits while somebody waits for words', () => {
  const said: OperatorSays[] = []
  const opening = { now: true }
  const marks = new Marks((frame) => said.push(frame) > 0, () => opening.now)
  marks.note('read', 'c', 4)
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual([])
  opening.now = false
  vi.advanceTimersByTime(300)
  expect(said).toEqual([{ t: 'read', conversation: 'c', seq: 4 }])
})

it('remembers what had been read elsewhere before the window began, and only that', () => {
  const { marks: it } = marks()
  it.known('read', 'c', 7, true)
  it.known('delivered', 'c', 9, true)
  it.known('read', 'c', 9)
  it.known('read', 'd', 3)
  expect(it.readBefore.get()).toEqual({ c: 7 })
})
