import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import vectors from '../../../tests/vectors/targeting.json'
import type { VisitorShown } from '../../shared/wire.gen'
import { makeGate } from './gate'

const NOW = 1_795_000_000_000
const HOUR = 3_600_000

let page: EventTarget & { navigation?: EventTarget }
let turns: boolean[]
let asked: number

/** A page at this path, with a browser that has the Navigation API or has not. */
function browse(path: string, agent = 'Mozilla/5.0 (X11; Linux x86_64)', api = true): void {
  page = Object.assign(new EventTarget(), api ? { navigation: new EventTarget() } : {})
  vi.stubGlobal('window', page)
  vi.stubGlobal('addEventListener', vi.fn(page.addEventListener.bind(page)))
  vi.stubGlobal('location', { host: 'shop.example', pathname: path })
  vi.stubGlobal('navigator', { userAgent: agent, maxTouchPoints: 0 })
}

function open(shown: Partial<VisitorShown>, skew = 0) {
  const gate = makeGate(skew, () => turns.push(gate.open), () => asked++)
  gate.put({ version: 'a', look: 'x', ...shown })
  return gate
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  turns = []
  asked = 0
  browse('/')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('hides while nobody is there, and comes back by the rules that it is told then', () => {
  const gate = open({ away: true })
  expect(turns).toEqual([])
  gate.put({ version: 'b', look: 'x' })
  gate.put({ version: 'c', look: 'x', away: true })
  expect(turns).toEqual([true, false])
})

it.each(vectors.showing)('the button stands as the cabinet explains it: $decided, $ways, $away, $path, $device, $at', ({ path, device, at, told, button }) => {
  vi.setSystemTime(at)
  browse(path, device === 'phone' ? 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0' : undefined)
  expect(open(told as Partial<VisitorShown>).open).toBe(button)
})

it('without rules it stands open, and nothing is watched', () => {
  open({})
  expect(turns).toEqual([true])
  expect(addEventListener).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

it('a page that is excluded is never told to show anything', () => {
  browse('/cart')
  expect(open({ pages: { clear: true, list: ['!/cart'] } }).open).toBe(false)
  expect(turns).toEqual([])
})

it('a new address is judged anew', () => {
  open({ pages: { clear: true, list: ['!/cart'] } })
  for (const path of ['/cart', '/cart/', '/lamp']) {
    vi.stubGlobal('location', { host: 'shop.example', pathname: path })
    page.navigation?.dispatchEvent(new Event('currententrychange'))
  }
  expect(turns).toEqual([true, false, true])
})

it('without the Navigation API it is looked at after a click', () => {
  browse('/', '', false)
  open({ pages: { clear: true, list: ['!/cart'] } })
  page.dispatchEvent(new Event('click'))
  vi.stubGlobal('location', { host: 'shop.example', pathname: '/cart' })
  expect(turns).toEqual([true])
  vi.advanceTimersByTime(300)
  expect(turns).toEqual([true, false])
})

it('a device that is not chosen sees nothing', () => {
  browse('/', 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0')
  expect(open({ devices: ['desktop', 'tablet'] }).open).toBe(false)
  expect(open({ devices: ['phone'] }).open).toBe(true)
})

it('hours turn at their moment, and are asked for when no later ones are known', () => {
  open({ hours: { open: false, changes: [NOW + HOUR, NOW + 2 * HOUR] } })
  vi.advanceTimersByTime(HOUR - 1)
  expect(turns).toEqual([])
  vi.advanceTimersByTime(1)
  expect(turns).toEqual([true])
  vi.advanceTimersByTime(HOUR)
  expect(turns).toEqual([true, false])
  vi.advanceTimersByTime(24 * HOUR)
  expect(asked).toBe(1)
})

it('hours without an end are never asked for', () => {
  open({ hours: { open: true, changes: [] } })
  vi.advanceTimersByTime(90 * 24 * HOUR)
  expect([turns, asked, vi.getTimerCount()]).toEqual([[true], 0, 0])
})

it('a change beyond what a browser counts down to is waited for', () => {
  open({ hours: { open: true, changes: [NOW + 40 * 24 * HOUR, NOW + 41 * 24 * HOUR] } })
  vi.advanceTimersByTime(40 * 24 * HOUR - 1)
  expect(turns).toEqual([true])
  vi.advanceTimersByTime(1)
  expect(turns).toEqual([true, false])
})

it('a clock that is hours off is corrected', () => {
  expect(open({ hours: { open: true, changes: [NOW - HOUR] } }, -2 * HOUR).open).toBe(true)
})

it('a laptop that has slept looks at the clock', () => {
  open({ hours: { open: true, changes: [NOW + HOUR, NOW + 30 * HOUR] } })
  vi.setSystemTime(NOW + 8 * HOUR)
  page.dispatchEvent(new Event('visibilitychange'))
  expect(turns).toEqual([true, false])
})

it('newer rules are applied at once, and what is watched is watched once', () => {
  const gate = open({ pages: { clear: true, list: ['!/cart'] } })
  gate.put({ version: 'b', look: 'x', pages: { clear: true, list: ['!/*'] }, hours: { open: true, changes: [NOW + HOUR] } })
  expect([turns, gate.version]).toEqual([[true, false], 'bx'])
  gate.put({ version: 'c', look: 'x' })
  expect(turns).toEqual([true, false, true])
  expect(vi.getTimerCount()).toBe(0)
})

it('when the page is to look otherwise the settings are asked for, once', () => {
  const gate = open({})
  expect(asked).toBe(0)
  for (const look of ['y', 'y']) gate.put({ version: 'a', look })
  expect([asked, gate.version]).toEqual([1, 'ay'])
})
