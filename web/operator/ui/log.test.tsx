// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Desk } from '../net/desk'
import { ANNA, conversation, dice, Model } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import { type Conversation, type Message, PLAIN } from '../wire'
import { Log } from './log'
import { DeskContext } from './room'

const ID = '1'.repeat(32)
const olgas = (last_seq: number): Conversation => conversation(ID, { status: 'open', assignee: ANNA.id, last_seq })
const said = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${n}`.padStart(32, '0'), seq: n + 1, at: n, author: 'visitor', operator: null, text: `${n + 1}`, ...PLAIN }))

let box: HTMLElement
let desk: Desk
beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(3000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500)
  box = document.body.appendChild(document.createElement('div'))
  const model = new Model(ANNA, dice(3))
  desk = new Desk(fakeApi(model), model.overview(), () => 'en', () => {})
})
afterEach(() => {
  render(null, box)
  box.remove()
  vi.unstubAllGlobals()
})

const shown = (it: Conversation, messages: readonly Message[]) =>
  act(async () => render(<DeskContext.Provider value={desk}><Log it={it} thread={{ messages, notes: [], more: false }} /></DeskContext.Provider>, box))

async function scrolledTo(top: number): Promise<void> {
  const log = box.querySelector('.log')
  if (log) log.scrollTop = top
  await act(async () => void log?.dispatchEvent(new Event('scroll')))
}

it('what was in sight at the end is not new below, though the list hears of it later than the thread', async () => {
  await shown(olgas(5), said(20))
  await scrolledTo(100)
  await shown(olgas(20), said(20))
  expect(box.querySelector('.jump')?.textContent).toBe('To the last one')
  await shown(olgas(21), said(21))
  expect(box.querySelector('.jump')?.textContent).toBe('1 new')
})

it('at the end as much is read as is in sight, though the list knows of more', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const seen = vi.spyOn(desk, 'seen')
  await shown(olgas(21), said(20))
  await scrolledTo(2500)
  expect(new Set(seen.mock.calls.map(([, seq]) => seq))).toEqual(new Set([20]))
  await shown(olgas(21), said(21))
  expect(seen.mock.lastCall?.[1]).toBe(21)
})
