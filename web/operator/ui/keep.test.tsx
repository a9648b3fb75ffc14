// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RequestRefused } from '../../shared/ui/http'
import { Desk } from '../net/desk'
import { ANNA, Model, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { CannedLibrary } from '../wire'
import { BrowsersSheet } from './browsers'
import { KeepSheet } from './keep'
import { DeskContext } from './room'

const response = (id: string, title: string) => ({ id: id.repeat(32), title, text: `${title}.`, folder: null, files: [], updated_at: 1, updated_by: null })
const LIBRARY: CannedLibrary = {
  version: '1', variables: [], folders: [{ id: 'f'.repeat(32), name: 'Продажи' }], responses: [response('1', 'Адрес'), response('2', 'Доставка')],
}

let box: HTMLElement
beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('WebSocket', FakeSocket)
  box = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  render(null, box)
  box.remove()
  vi.unstubAllGlobals()
})

async function opened(Sheet: typeof KeepSheet) {
  const model = new Model(ANNA, dice(3))
  const api = { ...fakeApi(model), canned: async () => LIBRARY }
  const desk = new Desk(api, model.overview(), () => 'ru', () => {})
  await desk.library.fetch()
  const show = () => act(async () => render(<DeskContext.Provider value={desk}><Sheet shut={() => {}} /></DeskContext.Provider>, box))
  await show()
  return { api, desk, show }
}

const press = (words: string) => act(async () => [...box.querySelectorAll('button')].find((one) => one.textContent === words || one.getAttribute('aria-label') === words)?.click())
const title = () => box.querySelector<HTMLInputElement>('input[name=title]') as HTMLInputElement
const type = (words: string) => act(async () => {
  title().value = words
  title().dispatchEvent(new Event('input', { bubbles: true }))
})

it('what was typed into a canned response stays while another is looked at, and after the window was shut', async () => {
  const { show } = await opened(KeepSheet)
  await type('Адрес склада')
  await press('Доставка')
  expect(title().value).toBe('Доставка')
  await press('Адрес')
  expect(title().value).toBe('Адрес склада')
  await act(async () => render(null, box))
  await show()
  expect(title().value).toBe('Адрес склада')
})

it('what was typed may be given up', async () => {
  const { desk } = await opened(KeepSheet)
  await type('Адрес склада')
  await act(async () => void [...box.querySelectorAll<HTMLButtonElement>('.deeds button')].find((one) => one.textContent === 'Cancel')?.click())
  expect([title().value, desk.library.typed.last]).toEqual(['Адрес', undefined])
})

it('a new canned response that was begun is come back to', async () => {
  const { desk } = await opened(KeepSheet)
  await act(async () => desk.library.typed.put({ ...desk.library.typed.fresh(null), title: 'Новый' }))
  await press('Доставка')
  expect(desk.library.typed.fresh(null).title).toBe('Новый')
})

it('a new one that is begun while the last is being saved is another, and stays', async () => {
  const { api, desk } = await opened(KeepSheet)
  const keep = api.keepCanned
  let answer = () => {}
  api.keepCanned = (...given) => new Promise((done) => (answer = () => done(keep(...given))))
  await press('New response')
  await type('Первый')
  await act(async () => void box.querySelector('form:has(input[name=title])')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  await press('New response')
  expect(title().value).toBe('')
  await type('Второй')
  await act(async () => answer())
  expect([title().value, desk.library.typed.fresh(null).title]).toEqual(['Второй', 'Второй'])
})

it('what has been saved is not come back to as it was typed', async () => {
  const { desk } = await opened(KeepSheet)
  await type('Адрес склада')
  expect(desk.library.typed.last?.title).toBe('Адрес склада')
  await act(async () => void box.querySelector('form:has(input[name=title])')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  await vi.waitFor(() => expect(desk.library.typed.last).toBeUndefined())
})

it('what is too long is told its limit beside its field and stays as it was typed', async () => {
  const { api } = await opened(KeepSheet)
  api.keepCanned = async () => Promise.reject(new Error('asked'))
  await type('Т'.repeat(300_000))
  await act(async () => void box.querySelector('form:has(input[name=title])')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  const told = box.querySelector('.fld:has(input[name=title]) [role=alert]')?.textContent
  expect([told, title().value.length]).toEqual(['300000 characters here, the limit is 120. Shorten it by 299880', 300_000])
  await press('New folder')
  const folder = box.querySelector('input[name=folder]') as HTMLInputElement
  await act(async () => {
    folder.value = 'П'.repeat(61)
    folder.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => void folder.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  expect(box.querySelector('nav [role=alert]')?.textContent).toBe('61 characters here, the limit is 60. Shorten it by 1')
})

it('a browser that has signed out by itself is gone from the list, and no fault', async () => {
  const { api } = await opened(KeepSheet)
  const other = { id: '3'.repeat(32), user_agent: 'Firefox', since: 1, seen: 1, this: false }
  const here = { ...other, id: '4'.repeat(32), this: true }
  let all = [here, other]
  api.browsers = async () => ({ sessions: all })
  api.endBrowser = async () => {
    all = [here]
    throw new RequestRefused(404, 'not_found', {}, 'Такого нет')
  }
  const desk = new Desk(api, new Model(ANNA, dice(3)).overview(), () => 'ru', () => {})
  await act(async () => render(<DeskContext.Provider value={desk}><BrowsersSheet shut={() => {}} /></DeskContext.Provider>, box))
  await vi.waitFor(() => expect(box.querySelectorAll('.browsers li')).toHaveLength(2))
  await act(async () => box.querySelector<HTMLButtonElement>('.browsers button')?.click())
  await vi.waitFor(() => expect(box.querySelectorAll('.browsers li')).toHaveLength(1))
  expect(box.querySelector('[role=alert]')).toBeNull()
})
