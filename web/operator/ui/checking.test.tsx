// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Desk } from '../net/desk'
import { Devices } from '../net/devices'
import { ANNA, Model, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { Device } from '../wire'
import { Checking } from './checking'
import { FakeDesktop } from '../testing/desktop'
import { clicked } from './desktop'
import { DeskContext, setLanguage } from './room'

class PopUp {
  static permission = 'granted'
  static requestPermission = () => Promise.resolve(PopUp.permission)
  onshow: (() => void) | null = null
  onerror: (() => void) | null = null
  constructor() {
    setTimeout(() => this.onshow?.(), 10)
  }
}

const HERE: Device = { id: 'd'.repeat(32), name: 'Firefox', service: 'push.example', since: 1, used: null, fault: '', language: 'ru', this: true }
let box: HTMLElement
let workers: EventTarget
let letters: string[]
let devices: readonly Device[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('Notification', PopUp)
  vi.stubGlobal('isSecureContext', true)
  workers = new EventTarget()
  Object.defineProperty(navigator, 'serviceWorker', { value: workers, configurable: true })
  PopUp.permission = 'granted'
  letters = ['waiting', 'waiting', 'sent']
  devices = [HERE]
  const answers = (path: string, method: string): unknown => {
    if (path.endsWith('/checks/letter')) return { letters: [{ carrier: 'email', address: ANNA.email, state: letters.shift() ?? 'sent', code: '' }] }
    return method === 'GET' ? { key: 'k', devices } : null
  }
  vi.stubGlobal('fetch', (path: string, how: RequestInit = {}) => {
    const body = answers(path, how.method ?? 'GET')
    return Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status: body === null ? 204 : 200, headers: { 'Content-Type': 'application/json' } }))
  })
  setLanguage('en')
  box = document.body.appendChild(document.createElement('div'))
  const model = new Model(ANNA, dice(3))
  const desk = new Desk(fakeApi(model), model.overview(), () => 'en', () => {})
  await act(async () => render(<DeskContext.Provider value={desk}><Checking devices={new Devices(() => 'en')} /></DeskContext.Provider>, box))
})
afterEach(() => {
  render(null, box)
  box.remove()
  setLanguage('ru')
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const after = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))
const press = (name: string, nth = 0) => act(async () => [...box.querySelectorAll('button')].filter((one) => one.textContent === name)[nth]?.click())
const lines = (): Record<string, [string | null, string | undefined]> => Object.fromEntries([...box.querySelectorAll('li[data-state], ol > li')].map((one) => [one.querySelector('b')?.textContent ?? '', [one.getAttribute('data-state'), one.querySelector('p')?.textContent ?? '']] as const).map(([name, [state, words]]) => [name, [state, words]]))

it('proves each step on this device', async () => {
  await press('Begin the check')
  await after(700)
  expect(lines()['The browser’s permission']).toEqual(['well', 'Pop-ups are allowed'])
  expect(lines()['Pop-up']).toEqual(['asks', 'Did a pop-up “A check” appear?'])
  expect(lines()['When the app is closed']?.[0]).toBe('runs')
  await act(async () => void workers.dispatchEvent(new MessageEvent('message', { data: { pushed: 'test' } })))
  await after(4_000)
  expect(lines()['When the app is closed']?.[0]).toBe('well')
  expect(lines()['Letter or Telegram']).toEqual(['well', `Taken by the mail server: ${ANNA.email}. Look into Spam, too.`])
  await press('Yes')
  expect(lines()['Pop-up']).toEqual(['well', 'The pop-up is seen'])
})

it('says what is wrong, and what may be in the way', async () => {
  PopUp.permission = 'denied'
  devices = []
  letters = ['failed']
  await press('Begin the check')
  await after(2_000)
  const states = Object.fromEntries(Object.entries(lines()).map(([name, [state]]) => [name, state]))
  expect(states).toEqual({ 'The browser’s permission': 'wrong', 'Pop-up': 'wrong', Sound: 'wrong', 'When the app is closed': 'wrong', 'Letter or Telegram': 'wrong' })
  expect(box.querySelector('details')?.open).toBe(true)
  expect(box.querySelector('details')?.textContent).toContain('Allow')
})

it('waits for a push so long, and no longer', async () => {
  await press('Begin the check')
  await after(29_000)
  expect(lines()['When the app is closed']?.[0]).toBe('runs')
  await after(2_000)
  expect(lines()['When the app is closed']?.[0]).toBe('wrong')
})

it('in the desktop app it is the app that is checked, and a click on its pop-up proves both', async () => {
  const shell = new FakeDesktop()
  vi.stubGlobal('besedkaDesktop', shell)
  PopUp.permission = 'denied'
  await press('Begin the check')
  await after(700)
  expect(lines()['The browser’s permission']?.[0]).toBe('well')
  expect(shell.notes.get('check')).toMatchObject({ title: 'A check', stay: 0, conversation: '' })
  expect(lines()['Pop-up']?.[0]).toBe('asks')
  expect(lines()['When the app is closed']?.[0]).toBe('told')
  await act(async () => clicked.set(Date.now()))
  expect(lines()['Pop-up']).toEqual(['well', 'The pop-up was shown, and its click arrived'])
})
