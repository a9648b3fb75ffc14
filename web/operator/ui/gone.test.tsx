// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WAY_BACK_MS } from '../../shared/removing'
import { RequestRefused } from '../../shared/ui/http'
import { Desk } from '../net/desk'
import { ANNA, Model, dice, TAGS } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { CannedLibrary } from '../wire'
import { refusal } from './acts'
import { KeepSheet } from './keep'
import { DeskContext } from './room'
import { TagSheet } from './tagsheet'

const FOLDER = 'f'.repeat(32)
const response = (id: string, title: string, folder: string | null) => ({ id: id.repeat(32), title, text: `${title}.`, folder, files: [], updated_at: 1, updated_by: null })

let box: HTMLElement
beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  refusal.set(null)
  vi.stubGlobal('WebSocket', FakeSocket)
  box = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  render(null, box)
  box.remove()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A window over a library from which the server removes, and what it was asked to remove. */
async function opened(Sheet: typeof KeepSheet) {
  let library: CannedLibrary = {
    version: '1', variables: [], folders: [{ id: FOLDER, name: 'Продажи' }], responses: [response('1', 'Адрес', null), response('2', 'Доставка', FOLDER)],
  }
  const asked: string[] = []
  const remove = async (id: string): Promise<void> => {
    asked.push(id)
    const { folders, responses } = library
    library = { ...library, version: `${library.version}+`, folders: folders.filter((one) => one.id !== id), responses: responses.filter((one) => one.id !== id) }
  }
  const model = new Model(ANNA, dice(3))
  const api = { ...fakeApi(model), canned: async () => library, removeCanned: remove, removeFolder: remove, removeTag: remove }
  const desk = new Desk(api, model.overview(), () => 'ru', () => {})
  await desk.library.fetch()
  await act(async () => render(<DeskContext.Provider value={desk}><Sheet shut={() => {}} /></DeskContext.Provider>, box))
  return { api, asked }
}

const named = (words: string) => [...box.querySelectorAll('button')].find((one) => one.textContent === words || one.getAttribute('aria-label') === words)
const press = (words: string) => act(async () => named(words)?.click())
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))
const told = () => box.querySelector('.gone')?.textContent

it('a canned response is out of sight at once, told and under the focus to be brought back, and gone in the end', async () => {
  const { asked } = await opened(KeepSheet)
  await press('Remove')
  expect([named('Адрес'), told(), document.activeElement === named('Bring back “Адрес”')]).toEqual([undefined, 'The response “Адрес” is removedBring back', true])
  await pass(WAY_BACK_MS - 1)
  expect(asked).toEqual([])
  await pass(1)
  expect([asked, told(), named('Адрес')]).toEqual([['1'.repeat(32)], '', undefined])
})

it('what is brought back has the focus, and nothing was asked of the server', async () => {
  const { asked } = await opened(KeepSheet)
  await press('Remove the folder “Продажи”: the responses stay')
  expect([named('Remove the folder “Продажи”: the responses stay'), named('Доставка') === undefined]).toEqual([undefined, false])
  await press('Bring back “Продажи”')
  await pass(100)
  expect(document.activeElement).toBe(named('Rename the folder “Продажи”'))
  await pass(WAY_BACK_MS)
  expect([asked, told()]).toEqual([[], ''])
})

it('a tag is removed when the window is shut, and the name of a removed one is free at once', async () => {
  const { api, asked } = await opened(TagSheet)
  const [first, second] = TAGS as readonly [(typeof TAGS)[number], (typeof TAGS)[number]]
  const added: string[] = []
  api.addTag = async (tag) => (added.push(`${asked.length} ${tag.name}`), tag)
  await press(`Remove the tag “${first.name}”`)
  const field = box.querySelector<HTMLInputElement>('.tagrow:last-child input') as HTMLInputElement
  await act(async () => {
    field.value = first.name
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => void field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  await pass(0)
  expect([asked, added]).toEqual([[first.id], [`1 ${first.name}`]])
  await press(`Remove the tag “${second.name}”`)
  await act(async () => render(null, box))
  expect(asked).toEqual([first.id, second.id])
})

it('what cannot be removed is there again, and says why; also when the window is shut', async () => {
  const { api } = await opened(KeepSheet)
  api.removeFolder = async () => Promise.reject(new RequestRefused(403, 'only_admins', {}, 'Это может только администратор.'))
  await press('Remove the folder “Продажи”: the responses stay')
  await pass(WAY_BACK_MS)
  expect([box.querySelector('[role=alert]')?.textContent, named('Rename the folder “Продажи”') === undefined]).toEqual(['“Продажи” was not removed: Это может только администратор.', false])
  await press('Remove the folder “Продажи”: the responses stay')
  await act(async () => render(null, box))
  await pass(0)
  expect(refusal.get()?.code).toBe('only_admins')
})

it('the name of a tag that is too long is told its limit, and was not cut', async () => {
  const { api } = await opened(TagSheet)
  api.addTag = async () => Promise.reject(new Error('asked'))
  const field = box.querySelector<HTMLInputElement>('.tagrow:last-child input') as HTMLInputElement
  await act(async () => {
    field.value = 'М'.repeat(2_000)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(async () => void field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  expect([box.querySelector('[role=alert]')?.textContent, field.value.length]).toEqual(['2000 characters here, the limit is 40. Shorten it by 1960', 2_000])
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('2000')
})
