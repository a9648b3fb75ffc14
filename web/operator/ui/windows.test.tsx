// @vitest-environment happy-dom
import { type ComponentType, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RequestRefused } from '../../shared/ui/http'
import { Desk } from '../net/desk'
import { ANNA, Model, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { Tag } from '../wire'
import { refusal } from './acts'
import { copyText } from './copying'
import { filter, FilterMenu } from './filters'
import { KeepSheet } from './keep'
import { later } from './later'
import { latest } from './popups'
import { DeskContext } from './room'
import { TagSheet } from './tagsheet'
import { NothingOpen } from './void'

let box: HTMLElement
beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('WebSocket', FakeSocket)
  box = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  render(null, box)
  box.remove()
  refusal.set(null)
  vi.unstubAllGlobals()
})

function seated() {
  const model = new Model(ANNA, dice(3))
  const api = fakeApi(model)
  return { model, api, desk: new Desk(api, model.overview(), () => 'ru', () => {}) }
}

const show = (desk: Desk, Sheet: ComponentType<{ shut: () => void }>, shut = () => {}) =>
  act(async () => render(<DeskContext.Provider value={desk}><Sheet shut={shut} /></DeskContext.Provider>, box))

it('a window that cannot be fetched says so, and the next opening tries again', async () => {
  const { desk } = seated()
  const fetched = vi.fn<() => Promise<ComponentType<{ shut: () => void }>>>().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(() => <p>here</p>)
  const Window = later(fetched)
  const shut = vi.fn()
  await show(desk, Window, shut)
  expect([shut.mock.calls.length, refusal.get()?.code]).toEqual([1, 'no_server'])
  render(null, box)
  await show(desk, Window)
  await vi.waitFor(() => expect(box.textContent).toBe('here'))
})

it('canned responses that did not come are not taken for none', async () => {
  const { desk, api } = seated()
  const canned = api.canned
  api.canned = async () => Promise.reject(new RequestRefused(503, 'no_server', {}, ''))
  await desk.library.fetch()
  await show(desk, KeepSheet)
  expect(box.querySelector('[role=alert]')).not.toBeNull()
  expect(box.querySelector('form')).toBeNull()
  api.canned = canned
  await act(async () => box.querySelector<HTMLButtonElement>('.body button')?.click())
  expect(box.querySelector('form')).not.toBeNull()
})

it('a tag that is being typed stays when a colleague makes another one', async () => {
  const { desk } = seated()
  await show(desk, TagSheet)
  const field = () => box.querySelector('.tagrow:last-child input') as HTMLInputElement
  await act(async () => {
    field().value = 'Возврат'
    field().dispatchEvent(new Event('input', { bubbles: true }))
  })
  const other: Tag = { id: '7'.repeat(32), name: 'Срочно', color: 'red' }
  await act(async () => desk.state.update((state) => ({ ...state, tags: [...state.tags, other] })))
  expect(box.querySelectorAll('.tagrow')).toHaveLength(desk.state.get().tags.length + 1)
  expect(field().value).toBe('Возврат')
})

it('a tag that is being typed is there when its window is opened again, and gone once it is made', async () => {
  const { desk } = seated()
  const field = () => box.querySelector('.tagrow:last-child input') as HTMLInputElement
  await show(desk, TagSheet)
  await act(async () => {
    field().value = 'Возврат'
    field().dispatchEvent(new Event('input', { bubbles: true }))
  })
  const id = box.querySelector<HTMLElement>('.tagrow:last-child')?.dataset['id']
  render(null, box)
  await show(desk, TagSheet)
  expect([field().value, box.querySelector<HTMLElement>('.tagrow:last-child')?.dataset['id']]).toEqual(['Возврат', id])
  const keep = vi.spyOn(desk.tagging, 'keep').mockResolvedValue()
  await act(async () => box.querySelector<HTMLFormElement>('.tagrow:last-child')?.requestSubmit())
  await vi.waitFor(() => expect([keep.mock.calls.length, field().value]).toEqual([1, '']))
  render(null, box)
  await show(seated().desk, TagSheet)
  expect(field().value).toBe('')
})

it('that nobody waits is said when it is known', async () => {
  const { desk } = seated()
  await show(desk, NothingOpen)
  expect(box.querySelector('h1')).toBeNull()
  await act(async () => void (await Promise.all([desk.loading.more('new'), desk.loading.more('mine')])))
  expect(box.querySelector('h1')).not.toBeNull()
})

it('a date that is being typed narrows nothing until its year is there, and stays in its field', async () => {
  const { desk } = seated()
  await show(desk, FilterMenu)
  const field = box.querySelector('input[type=date]') as HTMLInputElement
  const typed = (day: string) => act(async () => {
    field.value = day
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await typed('0202-11-27')
  expect([filter.get().since, field.value]).toEqual([null, '0202-11-27'])
  await typed('2026-11-27')
  expect(filter.get().since).toBe(new Date('2026-11-27T00:00').getTime())
  await typed('')
  expect(filter.get().since).toBeNull()
})

it('a text is copied where there is no clipboard too, and it is told where the browser does not let us', async () => {
  vi.stubGlobal('navigator', { ...navigator, clipboard: undefined })
  const copied: string[] = []
  document.execCommand = () => (copied.push((document.activeElement as HTMLTextAreaElement).value), true)
  await copyText('Слова', (key) => key)
  expect([copied, latest.get(), document.querySelector('body > textarea')]).toEqual([['Слова'], 'copied', null])
  document.execCommand = () => false
  await copyText('Слова', (key) => key)
  expect(refusal.get()?.code).toBe('copy_failed')
})
