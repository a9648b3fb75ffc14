// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { withPage } from '../state/fetched'
import { Desk } from '../net/desk'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import { useBadge } from './badge'
import { DeskContext } from './room'

const Badge = () => (useBadge(), null)
afterEach(() => vi.unstubAllGlobals())

it('the icon is drawn once for each number that is seen on it, and the calm one when nobody is there any more', async () => {
  vi.stubGlobal('WebSocket', FakeSocket)
  const icon = document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'icon' }))
  const box = document.body.appendChild(document.createElement('div'))
  const model = new Model(ANNA, dice(3))
  const desk = new Desk(fakeApi(model), model.overview(), () => 'ru', () => {})
  await act(async () => render(<DeskContext.Provider value={desk}><Badge /></DeskContext.Provider>, box))
  const drawn = vi.spyOn(icon, 'setAttribute')
  const wait = (from: number, to: number) => {
    const waiting = Array.from({ length: to - from }, (_, n) => conversation(`${from + n}`.padStart(32, '0'), { waiting_since: 1 }))
    return act(async () => desk.state.update((state) => withPage(state, 'new', { position: 1, conversations: waiting, next: null })))
  }
  await wait(0, 1)
  expect([drawn.mock.calls.length, document.title.startsWith('(1) ')]).toEqual([1, true])
  await wait(1, 150)
  await wait(150, 250)
  expect([drawn.mock.calls.length, document.title.startsWith('(250) ')]).toEqual([2, true])
  await act(async () => render(null, box))
  expect(icon.getAttribute('href')).not.toContain('text-anchor')
  expect(document.title).not.toContain('(')
})
