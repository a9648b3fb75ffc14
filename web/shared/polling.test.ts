import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeSocket, type Heard, type Stage, settle, stage, strike } from './socket.fake'

let link: Stage['link']
let address: Stage['address']
let asked: Stage['asked']
let states: Stage['states']
let heard: string[]

beforeEach(() => {
  ;({ link, address, asked, states, heard } = stage())
})
afterEach(() => strike(link))

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
