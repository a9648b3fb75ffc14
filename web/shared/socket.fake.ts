/** The small server that the link's playbooks play every fault against. */
import { vi } from 'vitest'
import { Link, type LinkState } from './socket'
import type { Address, Frame } from './transports'

export interface Heard extends Frame {
  heartbeat?: number
  retry?: number
}

/** The browser's socket, played by hand. */
export class FakeSocket {
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

/** One request of a poll, answered by hand. */
export interface Asked {
  body: { hello: Frame; frames: Frame[]; wait: number }
  answer(frames: Heard[], close?: number | null): Promise<void>
  refuse(status: number): Promise<void>
  fail(): Promise<void>
}

/** What one test has before it: a link, what it said and heard, and the requests it made. */
export interface Stage {
  address: Address
  asked: Asked[]
  states: [LinkState, number][]
  heard: string[]
  link: Link<Frame, Heard>
}

export const settle = () => vi.advanceTimersByTimeAsync(0)

/** A fetch that fails as soon as it is given up, and otherwise waits for the test to answer. */
function fakeFetch(asked: Asked[]): typeof fetch {
  return (_, init) =>
    new Promise((resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      asked.push({
        body: JSON.parse(String(init?.body)) as Asked['body'],
        answer: (frames, close = null) => (resolve(Response.json({ frames, close })), settle().then(() => {})),
        refuse: (status) => (resolve(Response.json({ code: 'x' }, { status })), settle().then(() => {})),
        fail: () => (reject(new TypeError('network')), settle().then(() => {})),
      })
    })
}

/** A fresh stage, on fake time, with chance standing at one half. */
export function stage(): Stage {
  vi.useFakeTimers()
  FakeSocket.made = []
  const asked: Asked[] = []
  const states: [LinkState, number][] = []
  const heard: string[] = []
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', fakeFetch(asked))
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  let hellos = 0
  const address: Address = { socket: 'http://chat.example/ws', poll: 'http://chat.example/poll' }
  const link = new Link<Frame, Heard>({
    address,
    hello: () => ({ t: `hello ${++hellos}` }),
    heard: (frame) => heard.push(frame.t),
    changed: (state, code) => states.push([state, code]),
  })
  return { address, asked, states, heard, link }
}

/** Clears the stage: the link stops, and time and the browser are real again. */
export function strike(link: Stage['link']): void {
  link.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
}
