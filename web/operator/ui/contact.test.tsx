// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Desk } from '../net/desk'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { Card } from '../wire'
import { ContactFields } from './contact'
import { DeskContext } from './room'

const olgas = conversation('1'.repeat(32), { visitor_name: 'Ольга' })
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

/** The name's field, opened and typed into; `answer` lets the server's answer come. */
async function typing(words: string) {
  const model = new Model(ANNA, dice(3))
  const api = fakeApi(model)
  const card = await api.card(olgas.id)
  let answer = (): void => {}
  const setContact = vi.fn(() => new Promise<typeof card>((done) => { answer = () => done(card) }))
  const desk = new Desk({ ...api, setContact }, model.overview(), () => 'ru', () => {})
  await act(async () => render(<DeskContext.Provider value={desk}><ContactFields it={olgas} card={null} changed={() => {}} /></DeskContext.Provider>, box))
  await act(async () => void box.querySelector<HTMLButtonElement>('button.line')?.click())
  const field = box.querySelector('input') as HTMLInputElement
  await act(async () => {
    field.value = words
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const press = (key: string) => act(async () => void field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))
  /** Browsers take the focus from a field that goes. */
  const blurred = () => act(async () => void field.dispatchEvent(new FocusEvent('blur')))
  return { setContact, press, blurred, answer: () => act(async () => answer()) }
}

it('Escape keeps what was there, though the field loses the focus as it goes', async () => {
  const { setContact, press, blurred } = await typing('Никто')
  await press('Escape')
  await blurred()
  expect(box.querySelector('input')).toBeNull()
  expect(setContact).not.toHaveBeenCalled()
})

it('Enter saves once, though the field loses the focus meanwhile and as it goes', async () => {
  const { setContact, press, blurred, answer } = await typing('Ольга Маяк')
  await press('Enter')
  await blurred()
  await answer()
  await blurred()
  expect(setContact).toHaveBeenCalledTimes(1)
})

it('leaving the field saves', async () => {
  const { setContact, blurred } = await typing('Ольга Маяк')
  await blurred()
  expect(setContact).toHaveBeenCalledWith(olgas.id, { name: 'Ольга Маяк' })
})

const CONTACT: Card['contact'] = { id: '2'.repeat(32), name: 'Ольга', phone: '+79161234567', email: null, claimed: [], crm: null, proven: null, updated_at: 1 }

/** The fields beside a field of the answer; `show` draws them with this card. */
async function beside() {
  const model = new Model(ANNA, dice(3))
  const api = fakeApi(model)
  const card = await api.card(olgas.id)
  const setContact = vi.fn(async () => card)
  const desk = new Desk({ ...api, setContact }, model.overview(), () => 'ru', () => {})
  const show = (contact: Card['contact'] | undefined) => act(async () => render(
    <DeskContext.Provider value={desk}>
      <ContactFields it={olgas} card={contact === undefined ? null : { ...card, contact }} changed={() => {}} /><textarea id="answer" />
    </DeskContext.Provider>, box))
  const line = (n: number) => act(async () => box.querySelectorAll<HTMLButtonElement>('button.line')[n]?.click())
  const answer = () => box.querySelector('textarea') as HTMLTextAreaElement
  return { show, line, answer, setContact }
}

it('whoever goes on to the answer stays in its field', async () => {
  const { show, line, answer } = await beside()
  await show(CONTACT)
  await line(1)
  await act(async () => answer().focus())
  await act(async () => new Promise((done) => requestAnimationFrame(() => done(undefined))))
  expect(document.activeElement).toBe(answer())
})

it('what a colleague wrote meanwhile is not written over by whoever only looked', async () => {
  const { show, line, answer, setContact } = await beside()
  await show(CONTACT)
  await line(1)
  await show({ ...CONTACT, phone: '+79160000000' })
  await act(async () => answer().focus())
  expect(setContact).not.toHaveBeenCalled()
})

it('what is not known yet cannot be written over', async () => {
  const { show } = await beside()
  await show(undefined)
  expect(box.querySelectorAll('button.line')).toHaveLength(1)
  await show(CONTACT)
  expect(box.querySelectorAll('button.line')).toHaveLength(3)
})

it('a name that is too long is told its limit beside the field, stays as it was typed, and asks nobody', async () => {
  const { setContact, press } = await typing('я'.repeat(20_000))
  await press('Enter')
  expect(box.querySelector('[role=alert]')?.textContent).toBe('20000 characters here, the limit is 120. Shorten it by 19880')
  expect([box.querySelector('input')?.value.length, setContact.mock.calls.length]).toEqual([20_000, 0])
})
