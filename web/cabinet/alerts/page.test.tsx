// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WAY_BACK_MS } from '../../shared/removing'
import type { OwnerAlertDelivery, OwnerAlertKind, OwnerAlertTold, OwnerAlertWay, OwnerProject } from '../../shared/wire.gen'
import { AlertsPage } from './page'

const project = { number: 7 } as OwnerProject
const PAGE = 2
const box = document.body.appendChild(document.createElement('div'))
let ways: OwnerAlertWay[]
let told: OwnerAlertTold[]
let asked: string[]
let refuse: RegExp | null

const way = (id: string, more: Partial<OwnerAlertWay> = {}): OwnerAlertWay => (
  { id, carrier: 'webhook', name: id, address: 'https://ops.example', events: [], quiet: null, on: true, fault: '', created_at: 0, used_at: 0, added_by: '', ...more })
const delivery = (id: string, state: OwnerAlertDelivery['state']): OwnerAlertDelivery => (
  { id, way: 'ops', carrier: 'webhook', cause: 'rated_low', state, tries: 0, created_at: 0, due_at: 0, sent_at: null, why: '', detail: '' })
const alert = (n: number, state: OwnerAlertDelivery['state'] = 'sent'): OwnerAlertTold => (
  { id: `alert${n}`, kind: 'rated_low', title: `Trouble ${n}`, at: 0, conversation: null, ordinal: null, deliveries: [delivery(`delivery${n}`, state)] })

/** What the server would answer. */
function answered(method: string, path: string, body: string): unknown {
  const [, id = '', verb = ''] = /\/ways\/(\w+)(\/\w+)?/.exec(path) ?? []
  if (method === 'DELETE') ways = ways.filter((one) => one.id !== id)
  if (method === 'PATCH') ways = ways.map((one) => (one.id === id ? { ...one, ...(JSON.parse(body) as Partial<OwnerAlertWay>) } : one))
  if (path.endsWith('/again')) told = told.map((one) => ({ ...one, deliveries: one.deliveries.map((it) => (path.includes(it.id) ? { ...it, state: 'sent' } : it)) }))
  if (verb === '/secret') return { secret: `secret ${asked.filter((one) => one.endsWith('/secret')).length}` }
  if (verb === '/deliveries') return { deliveries: [] }
  if (path.includes('/log')) return page(/cursor=(\w+)/.exec(path)?.[1])
  if (path.endsWith('/work')) return { version: 1, settings: { tell_waiting_after: 60 } }
  return { ways, carriers: [], push_key: '', hours: true, zone: 'Europe/Moscow' }
}

function page(cursor: string | undefined): unknown {
  const begin = told.findIndex(({ id }) => id === cursor) + 1
  const alerts = told.slice(begin, begin + PAGE)
  return { alerts, next: begin + PAGE < told.length ? alerts.at(-1)?.id : null }
}

async function fetched(url: string, { method = 'GET', body }: RequestInit = {}): Promise<Response> {
  const path = url.replace('/api/owner/v1/projects/7', '')
  if (method !== 'GET') asked.push(`${method} ${path}`)
  await new Promise((wake) => setTimeout(wake, 10))
  if (refuse?.test(`${method} ${path} ${body}`)) return Response.json({ code: 'no', params: {}, message: 'Not this one' }, { status: 422 })
  return Response.json(answered(method, path, String(body)))
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.stubGlobal('fetch', vi.fn(fetched))
  ;[ways, told, asked, refuse] = [[way('ops'), way('boss')], [alert(1)], [], null]
})
afterEach(async () => {
  await act(() => render(null, box))
  await vi.advanceTimersByTimeAsync(100)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** What is drawn asks in its turn: in steps. */
const passed = async (ms: number): Promise<void> => {
  for (let n = 0; n < 10; n += 1) await act(async () => void (await vi.advanceTimersByTimeAsync(ms / 10)))
}
const opened = async (): Promise<void> => {
  await act(() => render(<AlertsPage project={project} />, box))
  await passed(100)
}
const button = (words: string) => [...box.querySelectorAll('button')].find((one) => one.textContent === words || one.getAttribute('aria-label') === words)
/** One after the other, faster than anything is answered. */
const press = async (...words: string[]): Promise<void> => {
  for (const one of words) await act(() => button(one)?.click())
}
const isOn = (name: string) => button(name)?.getAttribute('aria-checked') === 'true'
const rows = () => [...box.querySelectorAll('.log li b')].map((one) => one.textContent)
const events = (id: string): readonly OwnerAlertKind[] | undefined => ways.find((one) => one.id === id)?.events

it('two switches of one way, pressed one right after the other, are both stored', async () => {
  await opened()
  await press('A low rating: ops', 'The disk is nearly full: ops', 'A low rating: boss')
  expect([isOn('A low rating: ops'), isOn('The disk is nearly full: ops')]).toEqual([true, true])
  await passed(500)
  expect([events('ops'), events('boss')]).toEqual([['rated_low', 'disk_full'], ['rated_low']])
  await press('A low rating: ops', 'A low rating: ops', 'A low rating: ops')
  await passed(500)
  expect([events('ops'), isOn('A low rating: ops')]).toEqual([['disk_full'], false])
})

it('a switch that is refused comes back and says why, the next one is stored', async () => {
  await opened()
  refuse = /PATCH.*rated_low/
  await press('A low rating: ops', 'The disk is nearly full: ops')
  await passed(500)
  expect([isOn('A low rating: ops'), isOn('The disk is nearly full: ops'), events('ops')]).toEqual([false, true, ['disk_full']])
  expect(box.querySelector('[role=status] .told-box')?.textContent).toBe('Not this one')
})

it('a new secret is made once, however often it is asked for', async () => {
  await opened()
  await press('Set up: ops')
  await passed(100)
  await press('Make a new secret', 'Make a new secret')
  await passed(100)
  expect([asked, box.querySelector('pre code')?.textContent]).toEqual([['POST /alerts/ways/ops/secret'], 'secret 1'])
})

it('a secret that was refused may be asked for again', async () => {
  await opened()
  refuse = /secret/
  await press('Set up: ops')
  await press('Make a new secret')
  await passed(100)
  expect(box.querySelector('.error')?.textContent).toBe('Not this one')
  refuse = null
  await press('Make a new secret')
  await passed(100)
  expect(box.querySelector('pre code')).not.toBeNull()
})

it('a way that was removed can be brought back, and goes when the time is over', async () => {
  await opened()
  await press('Set up: ops', 'Remove', 'Remove')
  expect([button('Set up: ops'), asked, box.querySelector('dialog')]).toEqual([undefined, [], null])
  await press('Bring back')
  await passed(WAY_BACK_MS)
  expect([button('Set up: ops') === undefined, asked]).toEqual([false, []])
  await press('Set up: ops', 'Remove')
  await passed(WAY_BACK_MS + 100)
  expect([button('Set up: ops'), asked]).toEqual([undefined, ['DELETE /alerts/ways/ops']])
})

it('a way that is going goes before another is added, and one that the server keeps is back', async () => {
  await opened()
  refuse = /DELETE/
  await press('Set up: ops', 'Remove', 'Add a way to notify')
  await passed(100)
  expect([asked, button('Set up: ops') === undefined, button('Bring back')]).toEqual([['DELETE /alerts/ways/ops'], false, undefined])
  expect(box.querySelector('.told-box')?.textContent).toBe('“ops” was not removed: Not this one')
})

it('whoever leaves the page leaves nothing half removed', async () => {
  await opened()
  await press('Set up: ops', 'Remove')
  await act(() => render(null, box))
  expect(asked).toEqual(['DELETE /alerts/ways/ops'])
})

it('quiet hours say by whose clock they go', async () => {
  await opened()
  await press('Set up: ops')
  expect(box.querySelector('.quiet-hours p')?.textContent).toContain('Moscow · UTC+3')
})

it('what was asked for by “Show more” stays when something new comes, and is there once', async () => {
  told = [5, 4, 3, 2, 1].map((n) => alert(n))
  await opened()
  expect(rows()).toEqual(['Trouble 5', 'Trouble 4'])
  await press('Show more', 'Show more')
  await passed(100)
  expect(rows()).toEqual(['Trouble 5', 'Trouble 4', 'Trouble 3', 'Trouble 2'])
  told = [alert(6), ...told]
  await passed(10_500)
  expect(rows()).toEqual(['Trouble 6', 'Trouble 5', 'Trouble 4', 'Trouble 3'])
  await press('Show more')
  await passed(100)
  expect([rows().length, button('Show more')]).toEqual([6, undefined])
})

it('the keyboard goes on where the last “Show more” was', async () => {
  told = [alert(3), alert(2), alert(1)]
  await opened()
  button('Show more')?.focus()
  await press('Show more')
  await passed(100)
  expect([document.activeElement?.tagName, document.activeElement?.querySelector('b')?.textContent]).toEqual(['LI', 'Trouble 1'])
})

it('what is sent again on an older page is told anew', async () => {
  told = [alert(3), alert(2), alert(1, 'failed')]
  await opened()
  await press('Show more')
  await passed(100)
  await press('Try again: Trouble 1, ops')
  await passed(100)
  expect([asked, box.querySelector('.log')?.textContent?.includes('Not delivered')]).toEqual([['POST /alerts/deliveries/delivery1/again'], false])
})

it('a list without failures is not an empty one', async () => {
  told = [alert(3), alert(2), alert(1)]
  await opened()
  await press('Failures')
  expect(box.querySelector('.log .empty')?.textContent).toBe('No failures among what is shown')
  await press('Show more')
  await passed(100)
  expect(box.querySelector('.log .empty')?.textContent).toBe('No failures')
  told = []
  await passed(10_500)
  expect(box.querySelector('.log .empty')?.textContent).toBe('Nothing has happened yet')
})
