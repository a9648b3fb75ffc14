// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANNA, Model, dice } from './testing/model'
import { FakeSocket } from './testing/server'
import './ui/door' // they are made ready here, in nobody's time: each test then loads the app anew
import './ui/shell'

const model = new Model(ANNA, dice(3))
let sockets = 0
/** Those that nobody has hung up. */
let open = 0
/** How each request is answered, by the last part of its address. */
let answers: Record<string, () => Promise<Response>>

class CountedSocket extends FakeSocket {
  constructor(url: string) {
    super(url)
    sockets++
    open++
  }

  override close(): void {
    open--
    super.close()
  }
}

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status })
const press = () => act(async () => document.querySelector<HTMLButtonElement>('button.btn')?.click())

beforeEach(() => {
  localStorage.clear()
  sockets = open = 0
  vi.resetModules()
  document.body.innerHTML = '<div id="app"></div>'
  vi.stubGlobal('WebSocket', CountedSocket)
  vi.stubGlobal('isSecureContext', false)
  vi.stubGlobal('fetch', (address: string) => (answers[address.split('/').at(-1)?.split('?')[0] ?? ''] ?? (async () => json({}, 503)))())
})
afterEach(async () => {
  const { render } = await import('preact')
  await act(async () => render(null, document.querySelector('#app') as Element))
  expect(open, 'an app that is no more holds no line').toBe(0)
  vi.unstubAllGlobals()
})

it('whoever presses again while the server comes back sits down at one desk', async () => {
  answers = { overview: async () => json({}, 503) }
  await act(async () => void (await import('./main')))
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull())
  let come = (): void => {}
  answers = { overview: () => new Promise((done) => { const others = come; come = () => (others(), done(json(model.overview()))) }) }
  await press()
  await press()
  await act(async () => come())
  await vi.waitFor(() => expect(sockets).toBe(1))
  await act(async () => new Promise((done) => setTimeout(done, 50)))
  expect(sockets).toBe(1)
})

it('a browser that keeps no cookies is told so, and its door stays open', async () => {
  answers = { overview: async () => json({}, 401), session: async () => json({ me: model.me, project: model.overview().project }) }
  localStorage.setItem('besedka.operator.door', JSON.stringify({ project: '1042', email: 'anna@besedka.test' }))
  await act(async () => void (await import('./main')))
  await vi.waitFor(() => expect(document.querySelector('form')).not.toBeNull())
  const password = document.querySelector('input[name=password]') as HTMLInputElement
  await act(async () => {
    password.value = 'тайна тайна'
    password.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => void document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  await vi.waitFor(() => expect(document.querySelector('.notice')?.textContent).toContain('cookie'))
  expect(document.querySelector('button.main')?.getAttribute('aria-disabled')).not.toBe('true')
})
