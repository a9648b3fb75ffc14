import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Removing, WAY_BACK_MS } from './removing'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function begun(remove = vi.fn(async () => {})) {
  const failed = vi.fn()
  const removing: Removing = new Removing(() => {}, failed)
  removing.begin({ id: 'a', name: 'Срочно', words: 'Удалена метка', remove })
  return { removing, remove, failed }
}

it('is out of sight at once and goes when the time to bring it back is over', async () => {
  const { removing, remove } = begun()
  expect([removing.hides('a'), removing.waiting.length]).toEqual([true, 1])
  await vi.advanceTimersByTimeAsync(WAY_BACK_MS - 1)
  expect(remove).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect([remove.mock.calls.length, removing.hides('a'), removing.waiting.length]).toEqual([1, false, 0])
})

it('what is brought back was never removed', async () => {
  const { removing, remove } = begun()
  removing.back('a')
  expect(removing.hides('a')).toBe(false)
  await vi.advanceTimersByTimeAsync(WAY_BACK_MS * 2)
  expect(remove).not.toHaveBeenCalled()
})

it('whoever leaves removes it at once, and only once', async () => {
  let done = (): void => {}
  const { removing, remove } = begun(vi.fn(() => new Promise<void>((resolve) => (done = resolve))))
  const settled = removing.settle()
  expect([remove.mock.calls.length, removing.waiting.length, removing.hides('a')]).toEqual([1, 0, true])
  removing.begin({ id: 'a', name: 'Срочно', words: '', remove })
  removing.back('a')
  done()
  await settled
  await vi.advanceTimersByTimeAsync(WAY_BACK_MS)
  expect([remove.mock.calls.length, removing.hides('a')]).toEqual([1, false])
})

it('what could not be removed is in sight again, and why is told', async () => {
  const why = new Error('no server')
  const { removing, failed } = begun(vi.fn(async () => Promise.reject(why)))
  await removing.settle()
  expect(failed.mock.calls).toEqual([[expect.objectContaining({ id: 'a' }), why]])
  expect(removing.hides('a')).toBe(false)
})
