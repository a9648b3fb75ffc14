// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchMoment, type Rules } from './moment'

function watched(rules: Rules) {
  const now = vi.fn()
  return { now, end: watchMoment(rules, now) }
}

const leave = (clientY: number) => document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY }))
const pointer = (fine: boolean) => vi.stubGlobal('matchMedia', () => ({ matches: fine }))
function hidden(is: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(is)
  document.dispatchEvent(new Event('visibilitychange'))
}

/** Timers of the watch that run: whatever else was on this page before listens still, and sets timers of its own. */
function running(): number {
  const { calls, results } = vi.mocked(setTimeout).mock
  const stopped = vi.mocked(clearTimeout).mock.calls.map(([timer]) => timer)
  return calls.filter(([then], turn) => (then as Function).name === 'due' && !stopped.includes(results[turn]!.value as never)).length
}

describe('the moment of an invitation', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(globalThis, 'setTimeout')
    vi.spyOn(globalThis, 'clearTimeout')
    pointer(true)
    history.replaceState(null, '', '/lamps')
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks() // before the clock: these lie around its timers
    vi.useRealTimers()
  })

  it('comes once, after the seconds that the page was looked at', () => {
    const { now } = watched({ after: 5 })
    vi.advanceTimersByTime(3_000)
    expect(running()).toBe(1)
    hidden(true)
    expect(running()).toBe(0)
    vi.advanceTimersByTime(60_000)
    expect(now).not.toHaveBeenCalled()
    hidden(false)
    vi.advanceTimersByTime(2_000)
    expect(now).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(60_000)
    expect(now).toHaveBeenCalledTimes(1)
    expect(running()).toBe(0)
  })

  it('counts anew on another page of a site that swaps its pages', () => {
    const { now } = watched({ after: 5 })
    vi.advanceTimersByTime(4_000)
    history.pushState(null, '', '/chairs')
    vi.advanceTimersByTime(4_000)
    expect(now).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    expect(now).toHaveBeenCalledTimes(1)
  })

  it('comes only on the pages that it is for', () => {
    const { now } = watched({ after: 2, leaving: true, pages: ['/cart'] })
    vi.advanceTimersByTime(9_000)
    leave(-1)
    expect(now).not.toHaveBeenCalled()
    history.pushState(null, '', '/cart/')
    leave(-1)
    expect(now).toHaveBeenCalledTimes(1)
  })

  it('comes when the pointer leaves through the top, and by no other side', () => {
    const { now } = watched({ leaving: true })
    expect(running()).toBe(0)
    leave(300)
    expect(now).not.toHaveBeenCalled()
    leave(0)
    leave(-1)
    expect(now).toHaveBeenCalledTimes(1)
  })

  it('never takes a finger for somebody who leaves', () => {
    pointer(false)
    const { now } = watched({ leaving: true })
    leave(-1)
    expect(now).not.toHaveBeenCalled()
  })

  it('does not come once its watch has ended', () => {
    const { now, end } = watched({ after: 1, leaving: true })
    end()
    vi.advanceTimersByTime(5_000)
    leave(-1)
    expect(now).not.toHaveBeenCalled()
    expect(running()).toBe(0)
  })
})
