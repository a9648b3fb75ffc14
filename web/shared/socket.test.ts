// over 300 lines: one playbook, in which every fault of the link is played against the same small server
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Link, type LinkState } from './socket'
import type { Address, Frame } from './transports'

interface Heard extends Frame {
  heartbeat?: number
  retry?: number
}

class FakeSocket {
  static made: FakeSocket[] = []
  static get last(): FakeSocket {
    return FakeSocket.made.at(-1) as FakeSocket
  }
  readyState = 0
  sent: Frame[] = []
  closed = false
  onopen = () => {}
  onmessage = (_: { data: string }) => {}
  onclose = (_: { code: number }) => {}
  constructor(readonly url: string) {
    FakeSocket.made.push(this)
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame)
  }
  close(): void {
    this.closed = true
    this.readyState = 3
  }
  open(): void {
    this.readyState = 1
    this.onopen()
  }
  say(frame: Heard): void {
    this.onmessage({ data: JSON.stringify(frame) })
  }
  welcome(): void {
    this.open()
    this.say({ t: 'welcome', heartbeat: 30, retry: 1_000 })
  }
  fail(code = 1006): void {
    this.readyState = 3
    this.onclose({ code })
  }
}

interface Asked {
  body: { hello: Frame; frames: Frame[]; wait: number }
  answer(frames: Heard[], close?: number | null): Promise<void>
  refuse(status: number): Promise<void>
  fail(): Promise<void>
}

let address: Address
let asked: Asked[]
let states: [LinkState, number][]
let heard: string[]
let link: Link<Frame, Heard>

const settle = () => vi.advanceTimersByTimeAsync(0)

function fakeFetch(_: string, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    asked.push({
      body: JSON.parse(String(init.body)) as Asked['body'],
      answer: (frames, close = null) => (resolve(Response.json({ frames, close })), settle().then(() => {})),
      refuse: (status) => (resolve(Response.json({ code: 'x' }, { status })), settle().then(() => {})),
      fail: () => (reject(new TypeError('network')), settle().then(() => {})),
    })
  })
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.made = []
  asked = []
  states = []
  heard = []
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', fakeFetch)
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  let hellos = 0
  address = { socket: 'http://chat.example/ws', poll: 'http://chat.example/poll' }
  link = new Link<Frame, Heard>({
    address,
    hello: () => ({ t: `hello ${++hellos}` }),
    heard: (frame) => heard.push(frame.t),
    changed: (state, code) => states.push([state, code]),
  })
})
afterEach(() => {
  link.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('over a WebSocket', () => {
  test('greets, opens at welcome, says and hears', () => {
    link.start()
    expect(FakeSocket.last.url).toBe('ws://chat.example/ws')
    FakeSocket.last.open()
    expect(FakeSocket.last.sent).toEqual([{ t: 'hello 1' }])
    expect(link.send({ t: 'post' })).toBe(false)
    FakeSocket.last.say({ t: 'welcome', heartbeat: 30, retry: 1_000 })
    expect(link.send({ t: 'post' })).toBe(true)
    FakeSocket.last.say({ t: 'ack' })
    expect(heard).toEqual(['welcome', 'ack'])
    expect(states).toEqual([['connecting', 0], ['open', 0]])
  })

  test('comes back after a cut, later each time, never later than 30 s, with a fresh hello', () => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.fail()
    expect(link.state).toBe('lost')
    vi.advanceTimersByTime(499)
    expect(FakeSocket.made).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(FakeSocket.made).toHaveLength(2)
    FakeSocket.last.welcome()
    expect(FakeSocket.last.sent).toEqual([{ t: 'hello 2' }])
    expect(link.state).toBe('open')
  })

  test.each([4000, 4001, 4003])('does not come back after %i', (code) => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.fail(code)
    vi.advanceTimersByTime(600_000)
    expect(states.at(-1)).toEqual(['ended', code])
    expect(FakeSocket.made).toHaveLength(1)
  })

  test.each([1001, 1006, 4008, 4012])('comes back after %i', (code) => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.fail(code)
    vi.advanceTimersByTime(1_000)
    expect(FakeSocket.made).toHaveLength(2)
  })

  test('beats, and takes silence for death', () => {
    link.start()
    FakeSocket.last.welcome()
    vi.advanceTimersByTime(30_000)
    expect(FakeSocket.last.sent.at(-1)).toEqual({ t: 'ping' })
    FakeSocket.last.say({ t: 'pong' })
    vi.advanceTimersByTime(26_250 + 12_000)
    expect(FakeSocket.made[0]?.closed).toBe(true)
    expect(states.at(-1)).toEqual(['lost', 1006])
  })

  test('an answered heartbeat keeps it open for ever', () => {
    link.start()
    FakeSocket.last.welcome()
    for (let beat = 0; beat < 100; beat++) {
      vi.advanceTimersByTime(26_250)
      FakeSocket.last.say({ t: 'pong' })
    }
    expect(link.state).toBe('open')
    expect(FakeSocket.made).toHaveLength(1)
  })

  test('after a long sleep it comes back at once', () => {
    link.start()
    FakeSocket.last.welcome()
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    vi.advanceTimersByTime(26_250)
    expect(link.state).toBe('lost')
  })

  test('what is said into a dead network is noticed', () => {
    link.start()
    FakeSocket.last.welcome()
    link.send({ t: 'post' })
    vi.advanceTimersByTime(5_000)
    expect(FakeSocket.last.sent.map((frame) => frame.t)).toEqual(['hello 1', 'post', 'ping'])
    vi.advanceTimersByTime(12_000)
    expect(link.state).toBe('lost')
  })

  test('a nudge brings it back at once, but makes no second attempt beside the first', () => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.fail()
    link.nudge()
    link.nudge()
    expect(FakeSocket.made).toHaveLength(2)
    FakeSocket.last.welcome()
    expect(link.state).toBe('open')
  })

  test('a late word of an abandoned socket is not heard', () => {
    link.start()
    const first = FakeSocket.last
    vi.advanceTimersByTime(6_000)
    first.welcome()
    first.fail(4003)
    expect(heard).toEqual([])
    expect(link.state).toBe('lost')
  })

  test('broken text is passed over', () => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.onmessage({ data: '{"t":' })
    expect(link.state).toBe('open')
  })

  test('stops for good', () => {
    link.start()
    FakeSocket.last.welcome()
    link.stop()
    vi.advanceTimersByTime(600_000)
    expect(FakeSocket.made).toHaveLength(1)
    expect(link.state).toBe('idle')
  })
})

/** Two sockets that never reach their welcome: from then on it polls. */
async function reachPolling(): Promise<void> {
  link.start()
  await vi.advanceTimersByTimeAsync(6_000 + 500)
  await vi.advanceTimersByTimeAsync(6_000 + 1_000)
  expect(asked).toHaveLength(1)
}

const welcome: Heard = { t: 'welcome', heartbeat: 30, retry: 1_000 }

describe('where sockets do not pass', () => {
  test('falls back to polling after two failures, and hears there', async () => {
    await reachPolling()
    expect(asked[0]?.body).toMatchObject({ frames: [], wait: 0 })
    await asked[0]?.answer([welcome, { t: 'message' }])
    expect(heard).toEqual(['welcome', 'message'])
    expect(link.state).toBe('open')
    await vi.advanceTimersByTimeAsync(200)
    expect(asked[1]?.body.wait).toBe(25)
  })

  test('a page whose policy forbids sockets polls too', async () => {
    vi.stubGlobal('WebSocket', class { constructor() { throw new DOMException('no', 'SecurityError') } })
    link.start()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(asked).toHaveLength(1)
  })

  test('says beside the waiting poll, in order', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome])
    await vi.advanceTimersByTimeAsync(200)
    link.send({ t: 'one' })
    link.send({ t: 'two' })
    await settle()
    expect(asked[2]?.body).toMatchObject({ frames: [{ t: 'one' }, { t: 'two' }], wait: 0 })
    link.send({ t: 'three' })
    await settle()
    expect(asked).toHaveLength(3)
    await asked[2]?.answer([welcome, { t: 'ack' }])
    expect(asked[3]?.body.frames).toEqual([{ t: 'three' }])
  })

  test('says a changed hello at once: the waiting poll is given up, and nothing is lost', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome])
    await vi.advanceTimersByTimeAsync(200)
    link.anew()
    await vi.advanceTimersByTimeAsync(200)
    expect(link.state).toBe('open')
    expect(asked).toHaveLength(3)
    expect(asked[2]?.body).toMatchObject({ frames: [], wait: 25 })
    link.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(3)
  })

  test('a failed request loses the connection, so that what was said is said again', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome])
    link.send({ t: 'one' })
    await settle()
    await asked.at(-1)?.fail()
    expect(link.state).toBe('lost')
    await vi.advanceTimersByTimeAsync(1_000)
    await asked.at(-1)?.answer([welcome])
    expect(link.state).toBe('open')
  })

  test('when polling fails from the start, the socket has its turn again', async () => {
    await reachPolling()
    const sockets = FakeSocket.made.length
    await asked[0]?.fail()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(FakeSocket.made).toHaveLength(sockets + 1)
    FakeSocket.last.welcome()
    expect(link.state).toBe('open')
  })

  test('who signed in is signed out by status 401', async () => {
    address.credentials = 'same-origin'
    await reachPolling()
    await asked[0]?.refuse(401)
    expect(states.at(-1)).toEqual(['ended', 4001])
  })

  // A proxy's 401 must not cost a visitor the key, and with it the conversation.
  test.each([401, 403, 404, 429, 500, 503])('status %i is not', async (status) => {
    await reachPolling()
    await asked[0]?.refuse(status)
    expect(link.state).toBe('lost')
  })

  test('a close code in the answer counts as one of a socket', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome], 4001)
    expect(states.at(-1)).toEqual(['ended', 4001])
  })

  test('tries the socket again after a minute, polling on meanwhile, and tells `open` anew', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome])
    const sockets = FakeSocket.made.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.made).toHaveLength(sockets + 1)
    expect(link.state).toBe('open')
    FakeSocket.last.welcome()
    expect(states.slice(-2)).toEqual([['open', 0], ['open', 0]])
    link.send({ t: 'one' })
    expect(FakeSocket.last.sent.at(-1)).toEqual({ t: 'one' })
    const polls = asked.length
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveLength(polls)
  })

  test('a socket that fails again leaves the poll as it is', async () => {
    await reachPolling()
    await asked[0]?.answer([welcome])
    await vi.advanceTimersByTimeAsync(66_000)
    expect(link.state).toBe('open')
    FakeSocket.last.fail()
    await asked.at(-1)?.answer([welcome])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(link.state).toBe('open')
    await vi.advanceTimersByTimeAsync(60_000) // an unanswered poll is not a life
    expect(link.state).toBe('lost')
  })
})
