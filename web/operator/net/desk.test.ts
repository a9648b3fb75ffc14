// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestRefused } from '../../shared/ui/http'
import { ANNA, IGOR, Model, conversation, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import type { Conversation } from '../wire'
import { PLAIN } from '../wire'
import { Desk } from './desk'

const ID = '1'.repeat(32)
const mine: Conversation = conversation(ID, { status: 'open', assignee: ANNA.id, last_seq: 0 })

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function sitDown(...all: Conversation[]) {
  const model = new Model(ANNA, dice(3))
  for (const it of all) {
    model.all.set(it.id, it)
    model.words.set(it.id, [])
  }
  const api = fakeApi(model)
  const signedOut = vi.fn()
  const desk = new Desk(api, model.overview(), () => 'ru', signedOut)
  desk.start()
  await vi.advanceTimersByTimeAsync(1)
  return { model, api, desk, signedOut, socket: FakeSocket.latest as FakeSocket }
}

const texts = (desk: Desk): string[] => (desk.state.get().threads[ID]?.messages ?? []).map((message) => message.text)

describe('a desk', () => {
  it('shows an answer once, whether the acknowledgement or the fact comes first', async () => {
    const { desk, socket, model } = await sitDown(mine)
    await desk.loading.open(ID)
    socket.greet(0)
    desk.answer(ID, 'Здравствуйте')
    const id = desk.unsent.get()[0]?.id ?? ''
    expect(socket.posts()).toEqual([{ t: 'post', id, conversation: ID, text: 'Здравствуйте' }])
    socket.say({ t: 'ack', id, seq: 1, at: 5, files: [] })
    expect(texts(desk)).toEqual(['Здравствуйте'])
    const message = { id, seq: 1, at: 5, author: 'operator', operator: ANNA.id, text: 'Здравствуйте', ...PLAIN } as const
    socket.say({ t: 'message_posted', position: model.position + 1, conversation: ID, message })
    expect(texts(desk)).toEqual(['Здравствуйте'])
    expect(desk.unsent.get()).toEqual([])
  })

  it('says unacknowledged answers again after a cut and after a reload, under the same ids', async () => {
    const { desk, socket } = await sitDown(mine)
    socket.greet(0)
    desk.answer(ID, 'Раз')
    desk.answer(ID, 'Два')
    const ids = desk.unsent.get().map((item) => item.id)
    socket.cut()
    await vi.advanceTimersByTimeAsync(2_000)
    FakeSocket.latest?.greet(0)
    expect(FakeSocket.latest?.posts().map((frame) => 'id' in frame && frame.id)).toEqual([ids[0]])
    desk.stop()
    const again = await sitDown(mine)
    again.socket.greet(0)
    again.socket.say({ t: 'ack', id: ids[0] ?? '', seq: 1, at: 5, files: [] })
    expect(again.socket.posts().map((frame) => 'id' in frame && frame.id)).toEqual(ids)
  })

  it('keeps a refused answer with its reason until it is tried again or thrown away', async () => {
    const { desk, socket } = await sitDown(mine)
    socket.greet(0)
    desk.answer(ID, 'Слово')
    const id = desk.unsent.get()[0]?.id ?? ''
    socket.say({ t: 'refused', id, code: 'not_yours', params: {}, message: 'Обращение ведёт коллега', again: false })
    expect(desk.unsent.get()).toMatchObject([{ failed: 'Обращение ведёт коллега', body: { text: 'Слово' } }])
    desk.discard(id)
    expect(desk.unsent.get()).toEqual([])
  })

  it('tells who was quicker, and the conversation leaves', async () => {
    const { desk, api, socket, model } = await sitDown(conversation(ID))
    await desk.loading.open(ID)
    socket.greet(0)
    api.refuse = new RequestRefused(409, 'already_taken', { operator: IGOR.name, operator_id: IGOR.id }, 'Уже взято')
    await expect(desk.handling.change(ID, 'take')).rejects.toMatchObject({ code: 'already_taken' })
    expect(desk.state.get().taken[ID]?.operator).toBe(IGOR.id)
    socket.say({ t: 'conversation_taken', position: model.position + 1, conversation: ID, operator: IGOR.id, at: 9 })
    expect(desk.state.get().conversations.get(ID)).toBeUndefined()
    expect(desk.state.get().counts.it.new).toBe(0)
  })

  it('starts from a fresh picture when the server cannot catch up, and loses nothing told meanwhile', async () => {
    const { desk, api, socket, model } = await sitDown(mine)
    await desk.loading.open(ID)
    desk.opened = ID
    model.position = 900
    socket.greet(900, { resync: true })
    const message = { id: 'm', seq: 1, at: 5, author: 'visitor', operator: null, text: 'Пока вас не было', ...PLAIN } as const
    socket.say({ t: 'message_posted', position: 901, conversation: ID, message })
    await vi.advanceTimersByTimeAsync(1)
    expect(api.asked).toContain('overview')
    expect(desk.state.get().position).toBe(901)
    expect(texts(desk)).toEqual(['Пока вас не было'])
  })

  it('tells the client that the words have arrived, and that they were read', async () => {
    const { desk, socket } = await sitDown(mine)
    socket.greet(0)
    const message = { id: 'm', seq: 1, at: 5, author: 'visitor', operator: null, text: 'Ау', ...PLAIN } as const
    socket.say({ t: 'message_posted', position: 1, conversation: ID, message })
    const it = desk.state.get().conversations.get(ID)?.it
    if (it) desk.seen(it, 1)
    await vi.advanceTimersByTimeAsync(400)
    expect(socket.heard.filter((frame) => frame.t === 'delivered' || frame.t === 'read')).toEqual([
      { t: 'delivered', conversation: ID, seq: 1 }, { t: 'read', conversation: ID, seq: 1 },
    ])
  })

  it('that began with what was kept learns what another window had read before, and not what is read from now on', async () => {
    const desk = new Desk(fakeApi(new Model(ANNA, dice(3))), { ...(await sitDown(mine)).desk.state.get() }, () => 'ru', vi.fn(), 1)
    desk.start()
    await vi.advanceTimersByTimeAsync(1)
    const socket = FakeSocket.latest as FakeSocket
    const read = (position: number, seq: number) => socket.say({ t: 'messages_read', position, conversation: ID, by: 'operator', seq, unread: 0 })
    socket.greet(0, { upto: 5 })
    read(5, 4)
    read(6, 8)
    expect(desk.marks.readBefore.get()).toEqual({ [ID]: 4 })
    desk.stop()
  })

  it('says with every hello that nobody sits here', async () => {
    const { desk, socket } = await sitDown(mine)
    socket.greet(0)
    expect(socket.heard).toMatchObject([{ t: 'hello', idle: false }])
    vi.spyOn(Math, 'random').mockReturnValue(0) // the link's patience is as short as it can be
    vi.setSystemTime(Date.now() + 660_000)
    await vi.advanceTimersByTimeAsync(31_000) // asleep meanwhile: the link comes back
    FakeSocket.latest?.greet(0)
    expect(FakeSocket.latest).not.toBe(socket)
    expect(FakeSocket.latest?.heard).toMatchObject([{ t: 'hello', idle: true }])
    window.dispatchEvent(new Event('keydown'))
    expect(FakeSocket.latest?.heard.at(-1)).toEqual({ t: 'availability', idle: false })
    desk.stop()
  })

  it('does not speak for a colleague', async () => {
    const theirs = conversation(ID, { status: 'open', assignee: IGOR.id, last_seq: 3 })
    const { desk, socket } = await sitDown(theirs)
    socket.greet(0)
    desk.seen(theirs, 3)
    await vi.advanceTimersByTimeAsync(400)
    expect(socket.heard.map((frame) => frame.t)).toEqual(['hello'])
  })

  it('forgets a typing sign after six seconds', async () => {
    const { desk, socket } = await sitDown(mine)
    socket.greet(0)
    socket.say({ t: 'typing', conversation: ID, by: 'visitor', operator: null, on: true, text: '' })
    expect(desk.state.get().typing).toEqual({ [ID]: '' })
    await vi.advanceTimersByTimeAsync(6_001)
    expect(desk.state.get().typing).toEqual({})
  })

  it('goes to the door when the session was ended elsewhere', async () => {
    const { socket, signedOut } = await sitDown(mine)
    socket.greet(0)
    socket.cut(4001)
    expect(signedOut).toHaveBeenCalled()
  })

  it('sends nothing more of a file once somebody has signed out, and hears no other window', async () => {
    const { desk } = await sitDown(mine)
    const asked = vi.fn(async () => Promise.reject(new Error('offline')))
    vi.stubGlobal('fetch', asked)
    desk.attachments.of(ID).add([new File(['words'], 'words.txt')])
    await vi.advanceTimersByTimeAsync(1_500)
    expect(asked).toHaveBeenCalled()
    asked.mockClear()
    desk.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).not.toHaveBeenCalled()
    const key = `besedka.operator.${ANNA.id}.draft.${ID}`
    window.dispatchEvent(new StorageEvent('storage', { key, newValue: 'Не сюда' }))
    expect(desk.drafts.all.get()[ID]).toBeUndefined()
  })
})
