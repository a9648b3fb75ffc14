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

describe('the moment of an invitation', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    pointer(true)
    history.replaceState(null, '', '/lamps')
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('comes once, after the seconds that the page was looked at', () => {
    const { now } = watched({ after: 5 })
    vi.advanceTimersByTime(3_000)
    hidden(true)
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(60_000)
    expect(now).not.toHaveBeenCalled()
    hidden(false)
    vi.advanceTimersByTime(2_000)
    expect(now).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(60_000)
    expect(now).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
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
    expect(vi.getTimerCount()).toBe(0)
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
    expect(vi.getTimerCount()).toBe(0)
  })
})
