// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Desk } from '../net/desk'
import { ANNA, Model, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import { useTelling } from './popups'
import { DeskContext } from './room'
import { go, route } from './route'

const [OLGA, PETR] = ['1'.repeat(32), '2'.repeat(32)]

/** A browser's pop-up: one of the same tag takes the place of another. */
class PopUp {
  static permission = 'granted'
  static all: PopUp[] = []
  onclose: (() => void) | null = null
  onclick: (() => void) | null = null
  shut = false
  constructor(readonly title: string, readonly options: NotificationOptions) {
    PopUp.all.push(this)
  }
  close(): void {
    this.shut = true
    this.onclose?.()
  }
}

let box: HTMLElement
let desk: Desk
beforeEach(async () => {
  localStorage.clear()
  PopUp.all = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('Notification', PopUp)
  vi.stubGlobal('isSecureContext', true)
  box = document.body.appendChild(document.createElement('div'))
  const model = new Model(ANNA, dice(3))
  desk = new Desk(fakeApi(model), model.overview(), () => 'ru', () => {})
  desk.teller.choose({ sound: null, stay: 10 })
  const Speaks = () => (useTelling(), null)
  await act(async () => render(<DeskContext.Provider value={desk}><Speaks /></DeskContext.Provider>, box))
})
afterEach(() => {
  go({ list: 'mine', conversation: null, client: false })
  render(null, box)
  box.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const wrote = (conversation: string, text: string) => desk.teller.speak({ of: 'message', conversation, text }, false)
const open = () => PopUp.all.filter((one) => !one.shut).map((one) => one.options.body)

it('goes after as many seconds as were chosen', () => {
  wrote(OLGA, 'раз')
  vi.advanceTimersByTime(9_900)
  expect(open()).toEqual(['раз'])
  vi.advanceTimersByTime(200)
  expect(open()).toEqual([])
  expect(PopUp.all[0]?.options.requireInteraction).toBe(false)
})

it('stays until it is clicked where that was chosen', () => {
  desk.teller.choose({ stay: 0 })
  wrote(OLGA, 'раз')
  vi.advanceTimersByTime(3_600_000)
  expect(open()).toEqual(['раз'])
  expect(PopUp.all[0]?.options.requireInteraction).toBe(true)
})

it('of the same client takes the place of the one before, calls anew, and has all its time', () => {
  wrote(OLGA, 'раз')
  vi.advanceTimersByTime(9_000)
  wrote(OLGA, 'два')
  const [first, second] = PopUp.all
  expect([first?.options.tag === second?.options.tag, (second?.options as { renotify?: boolean }).renotify]).toEqual([true, true])
  const close = vi.spyOn(first as PopUp, 'close')
  vi.advanceTimersByTime(9_000)
  expect([close.mock.calls.length, second?.shut]).toEqual([0, false])
  vi.advanceTimersByTime(1_100)
  expect(second?.shut).toBe(true)
})

it('opens its conversation by a click', async () => {
  wrote(OLGA, 'раз')
  await act(async () => PopUp.all[0]?.onclick?.())
  expect(route.get().conversation).toBe(OLGA)
  expect(open()).toEqual([])
})

it('goes when its conversation is opened, or the window in which it is open is come back to', async () => {
  desk.teller.choose({ stay: 0 })
  wrote(OLGA, 'раз')
  wrote(PETR, 'и я')
  await act(async () => go({ conversation: OLGA }))
  expect(open()).toEqual(['и я'])
  wrote(OLGA, 'вы отвернулись')
  await act(async () => void dispatchEvent(new Event('focus')))
  expect(open()).toEqual(['и я'])
})

it('is left out for what is before the eyes now, not for what was at the last frame', async () => {
  go({ conversation: OLGA })
  await null
  expect(desk.teller.front.shows(OLGA)).toBe(true)
  go({ conversation: null })
  await null
  expect(desk.teller.front.shows(OLGA)).toBe(false)
})
