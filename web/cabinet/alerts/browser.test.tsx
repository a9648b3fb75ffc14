// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { subscribed } from '../../shared/subscription'
import { Browser } from './browser'

vi.mock('../../shared/subscription', () => ({ subscribed: vi.fn() }))
vi.mock('../../shared/worker', () => ({ working: async () => ({}) }))

const box = document.body.appendChild(document.createElement('div'))
const shut = vi.fn()
beforeEach(() => {
  vi.mocked(subscribed).mockResolvedValue({ endpoint: '', p256dh: '', auth: '' })
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('PushManager', {})
  Object.defineProperty(navigator, 'serviceWorker', { value: {}, configurable: true })
  shut.mockReset()
})
afterEach(async () => {
  await act(() => render(null, box))
  Reflect.deleteProperty(navigator, 'serviceWorker')
  vi.unstubAllGlobals()
})

/** What is said when the browser answers so, and the server so. */
async function said(permission: NotificationPermission, answer: () => Promise<Response>): Promise<string | undefined> {
  vi.stubGlobal('Notification', { requestPermission: async () => permission })
  vi.stubGlobal('fetch', vi.fn(answer))
  await act(() => render(<Browser path="/projects/7/alerts" pushKey="" shut={shut} />, box))
  await act(() => [...box.querySelectorAll('button')].find((one) => one.textContent === 'Add')?.click())
  await act(async () => void (await new Promise((wake) => setTimeout(wake, 5))))
  return box.querySelector('.error')?.textContent ?? undefined
}
const well = async () => Response.json({})

it('a browser that lets us is added', async () => {
  expect([await said('granted', well), shut.mock.calls.length]).toEqual([undefined, 1])
})

it('one that forbids it is told from one whose question was closed', async () => {
  expect(await said('denied', well)).toContain('The browser forbids notifications')
  expect(await said('default', well)).toContain('Notifications are not allowed yet')
  expect(shut).not.toHaveBeenCalled()
})

it('a server that does not answer is told from a browser that cannot subscribe', async () => {
  expect(await said('granted', () => Promise.reject(new TypeError('no network')))).toContain('The server does not answer')
  vi.mocked(subscribed).mockRejectedValue(new Error('no service'))
  expect(await said('granted', well)).toContain('The browser could not subscribe')
})
