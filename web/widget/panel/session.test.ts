// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { VisitorSays } from '../../shared/wire.gen'
import { shelfPrefix, type Stage } from '../contract'
import { Session } from './session'

const PROJECT = 'a'.repeat(32)
const PREFIX = shelfPrefix(PROJECT)

class Server {
  static made: Server[] = []
  static get last(): Server {
    return Server.made.at(-1) as Server
  }
  readyState = 1
  said: VisitorSays[] = []
  onopen = () => {}
  onmessage = (_: { data: string }) => {}
  onclose = (_: { code: number }) => {}
  constructor() {
    Server.made.push(this)
  }
  send(text: string): void {
    this.said.push(JSON.parse(text) as VisitorSays)
  }
  close(): void {}
  get key(): string | null {
    this.onopen()
    const [hello] = this.said
    return hello?.t === 'hello' ? hello.key : 'no hello'
  }
  welcome(key: string | null): Promise<unknown> {
    const team = { online: false, people: [] }
    const frame = { t: 'welcome', v: 1, key, position: 'p', snapshot: true, conversation: null, messages: [], more: false, team, now: Date.now(), heartbeat: 30, retry: 2_000 }
    this.onmessage({ data: JSON.stringify(frame) })
    return vi.advanceTimersByTimeAsync(500)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Server)
  localStorage.clear()
  Server.made = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function returning(): Session {
  localStorage.setItem(PREFIX + 'key', 'dead')
  return tab()
}

function tab(): Session {
  const stage = { settings: { project: PROJECT }, base: 'http://chat.example', about: { frame: () => ({ t: 'about' }), hello: () => ({}), told() {} }, gate: { version: 'a', put() {} }, emit() {}, unread() {} } as unknown as Stage
  return new Session(stage, 'ru', () => {})
}

test('a key that the server knows no more is given up, and what was written goes out under a new one', async () => {
  const session = returning()
  session.write('not to be lost')
  expect(Server.last.key).toBe('dead')
  Server.last.onclose({ code: 4001 })
  expect(Server.last.key).toBeNull()
  await Server.last.welcome('fresh')
  expect(localStorage.getItem(PREFIX + 'key')).toBe('fresh')
  expect(Server.last.said.at(-1)).toMatchObject({ t: 'post', text: 'not to be lost' })
})

test('refused twice in a minute, it waits for the minute to end and begins anew', async () => {
  const session = returning()
  session.write('not to be lost')
  void Server.last.key
  Server.last.onclose({ code: 4001 })
  void Server.last.key
  await Server.last.welcome('fresh')
  Server.last.onclose({ code: 4001 })
  expect(session.outbox.items).toHaveLength(1)
  const sockets = Server.made.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(Server.made).toHaveLength(sockets + 1)
  expect(Server.last.key).toBeNull()
  await Server.last.welcome('newer')
  expect(Server.last.said.at(-1)).toMatchObject({ t: 'post', text: 'not to be lost' })
  expect(session.refused).toBe(0)
})

/** A tab wrote this while it had no connection, and died: what it leaves behind, and what other tabs hear. */
function crashed(text: string): void {
  const name = `${PREFIX}out.0190a0000000700080000000000000aa`
  const item = JSON.stringify({ id: name.slice(-32), at: Date.now(), turn: 1, body: { text } })
  localStorage.setItem(name, item)
  dispatchEvent(new StorageEvent('storage', { key: name, newValue: item }))
}

const posts = () => Server.made.flatMap(({ said }) => said.filter((frame) => frame.t === 'post'))

test('what a tab left that died before it had a key is sent by a tab that opens later', async () => {
  crashed('left behind')
  tab()
  expect(Server.last.key).toBeNull()
  await Server.last.welcome('fresh')
  expect(posts()).toMatchObject([{ text: 'left behind' }])
})

test('and by one that was there already, closed or open, after it gave the writer the time to do it', async () => {
  for (const open of [false, true]) {
    localStorage.clear()
    Server.made = []
    const session = tab()
    if (open) {
      session.start()
      expect(Server.last.key).toBeNull()
      await Server.last.welcome('fresh')
    }
    crashed('left behind')
    if (!open) {
      expect(Server.last.key).toBeNull()
      await Server.last.welcome('fresh')
    }
    await vi.advanceTimersByTimeAsync(5_500)
    expect(posts(), `open: ${open}`).toMatchObject([{ text: 'left behind' }])
    expect(localStorage.getItem(PREFIX + 'key')).toBe('fresh')
  }
})

test('a tab that has a connection leaves the key to the writer, as long as there is one', async () => {
  const session = tab()
  session.start()
  expect(Server.last.key).toBeNull()
  await Server.last.welcome('fresh')
  crashed('on its way')
  localStorage.setItem(PREFIX + 'key', "the writer's")
  dispatchEvent(new StorageEvent('storage', { key: PREFIX + 'key', newValue: "the writer's" }))
  expect(Server.last.key).toBe("the writer's")
  await Server.last.welcome(null)
  expect(localStorage.getItem(PREFIX + 'key')).toBe("the writer's")
  expect(posts()).toMatchObject([{ text: 'on its way' }])
})

test('keys that cross between two tabs: what lies on the shelf counts, not what an event tells of the past', async () => {
  tab().write('mine')
  void Server.last.key
  await Server.last.welcome('ours')
  expect(localStorage.getItem(PREFIX + 'key')).toBe('ours')
  dispatchEvent(new StorageEvent('storage', { key: PREFIX + 'key', newValue: 'overwritten' }))
  expect(Server.made.map(({ key }) => key)).not.toContain('overwritten')
})
