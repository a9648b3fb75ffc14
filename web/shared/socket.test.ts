import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeSocket, type Stage, stage, strike } from './socket.fake'

let link: Stage['link']
let states: Stage['states']
let heard: string[]

beforeEach(() => {
  ;({ link, states, heard } = stage())
})
afterEach(() => strike(link))

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

  test('comes back after a cut with a fresh hello', () => {
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

describe('while the server is away', () => {
  /** How long it waits at most before each attempt, in milliseconds, when none reaches a server. */
  async function waits(during: number): Promise<number[]> {
    const at: number[] = []
    const refuse = () => {
      at.push(Date.now())
      throw new TypeError('refused')
    }
    vi.spyOn(Math, 'random').mockReturnValue(1)
    link.start()
    FakeSocket.last.welcome()
    vi.stubGlobal('WebSocket', class { constructor() { refuse() } })
    vi.stubGlobal('fetch', async () => refuse())
    const lost = Date.now()
    FakeSocket.last.fail()
    await vi.advanceTimersByTimeAsync(during)
    return at.map((moment, n) => moment - (at[n - 1] ?? lost))
  }

  test('is looked for every 5 s at most: one that starts anew is soon found', async () => {
    expect(await waits(60_000)).toEqual([1_000, 2_000, 4_000, ...Array.from({ length: 10 }, () => 5_000)])
  })

  test('is looked for every 30 s at most when it stays away', async () => {
    const all = await waits(600_000)
    expect(Math.max(...all.slice(20))).toBe(30_000)
    expect(Math.max(...all)).toBe(30_000)
  })

  test('is tried at once for whoever writes', () => {
    link.start()
    FakeSocket.last.welcome()
    FakeSocket.last.fail()
    expect(link.send({ t: 'post' })).toBe(false)
    expect(FakeSocket.made).toHaveLength(2)
  })
})
