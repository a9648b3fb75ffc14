// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestRefused } from '../../shared/ui/http'
import { Desk } from '../net/desk'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import { ClientCard } from './card'
import { DeskContext } from './room'

const olgas = conversation('1'.repeat(32), { visitor_name: 'Ольга' })
const LOST = new RequestRefused(0, 'no_server', {}, '')
let box: HTMLElement
let desk: Desk
beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.spyOn(Math, 'random').mockReturnValue(0) // the link comes back at once
  vi.stubGlobal('WebSocket', FakeSocket)
  box = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  render(null, box)
  desk.stop()
  box.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Olga's card before somebody who is connected; what was asked for, by name. */
async function shown() {
  const model = new Model(ANNA, dice(3))
  model.all.set(olgas.id, olgas)
  const api = fakeApi(model)
  const card = vi.fn(api.card)
  const files = vi.fn(api.files)
  const messages = vi.fn(api.messages)
  desk = new Desk({ ...api, card, files, messages }, model.overview(), () => 'ru', () => {})
  await act(async () => render(<DeskContext.Provider value={desk}><ClientCard it={olgas} shut={() => {}} /></DeskContext.Provider>, box))
  desk.start()
  const greet = () => act(async () => FakeSocket.latest?.greet(0))
  const asked = (): [number, number] => [card.mock.calls.length, files.mock.calls.length]
  return { card, files, messages, greet, asked }
}

const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

describe("the client's card", () => {
  it('is fetched when there is a connection, and again when it comes back', async () => {
    const { greet, asked } = await shown()
    expect(asked()).toEqual([0, 0])
    await greet()
    expect(asked()).toEqual([1, 1])
    await act(async () => FakeSocket.latest?.cut())
    await wait(1)
    await greet()
    expect(asked()).toEqual([2, 2])
  })

  it('is fetched again when something was told that this app was too slow to hear', async () => {
    const { greet, asked } = await shown()
    await greet()
    await act(async () => FakeSocket.latest?.say({ t: 'unheard' }))
    expect(asked()).toEqual([2, 2])
  })

  it('is asked for again until it comes, more and more seldom, and says so meanwhile', async () => {
    const { card, greet } = await shown()
    card.mockRejectedValue(LOST)
    await greet()
    const tried = [card.mock.calls.length]
    for (const ms of [1_000, 1_000, 1_000, 4_000]) {
      await wait(ms)
      tried.push(card.mock.calls.length)
    }
    expect(tried).toEqual([1, 2, 2, 3, 4])
    expect(box.querySelector('[role=alert] button')).not.toBeNull()
    card.mockReset().mockResolvedValue({ ...(await fakeApi(new Model(ANNA, dice(3))).card('')), contact: null })
    await wait(8_000)
    await wait(1)
    expect(box.querySelector('[role=alert]')).toBeNull()
    await wait(16_000)
    expect(card).toHaveBeenCalledTimes(1)
  })

  it('that was there stays, and is mended unseen', async () => {
    const { card, greet, asked } = await shown()
    await greet()
    card.mockRejectedValueOnce(LOST)
    await act(async () => FakeSocket.latest?.say({ t: 'unheard' }))
    expect([box.querySelector('[role=alert]'), asked()]).toEqual([null, [2, 2]])
    await wait(1_000)
    expect(asked()).toEqual([3, 2])
  })

  it('of what is another’s is not asked for again', async () => {
    const { card, greet } = await shown()
    card.mockRejectedValue(new RequestRefused(404, 'not_found', {}, ''))
    await greet()
    await wait(20_000)
    expect(card).toHaveBeenCalledTimes(1)
    expect(box.querySelector('[role=alert] button')).not.toBeNull()
  })

  it('waits until the words are there', async () => {
    const { messages, greet, asked } = await shown()
    let answer = (): void => {}
    messages.mockReturnValue(new Promise((done) => { answer = () => done({ position: 0, messages: [], notes: [], more: false }) }))
    const opened = desk.loading.open(olgas.id)
    await greet()
    expect(asked()).toEqual([0, 0])
    answer()
    await act(async () => opened)
    expect(asked()).toEqual([1, 1])
  })
})
