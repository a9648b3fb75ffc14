/**
 * The link to the server: connects, greets, keeps alive, comes back. It knows no vocabulary but `welcome` and `ping`.
 *
 * What is said while it is not open is dropped (`send` answers false): whoever must not lose a frame keeps it and says it
 * again when the state becomes `open` (see outbox).
 */
import { Alarms } from './alarms'
import { openPoll, openSocket, type Address, type Frame, type Way } from './transports'

/** `ended` is final: `code` tells why (4000 reload, 4001 signed out, 4003 refused). */
export type LinkState = 'idle' | 'connecting' | 'open' | 'lost' | 'ended'

export interface LinkOptions<Says extends Frame, Hears extends Frame> {
  address: Address
  /** The first frame of every connection, made anew: it carries the newest position. */
  hello(): Says
  heard(frame: Hears): void
  changed(state: LinkState, code: number): void
}

interface Welcome extends Frame {
  heartbeat: number
  retry: number
}

const FINAL = [4000, 4001, 4003]
const WELCOME_WITHIN = 6_000
const ANSWER_WITHIN = 12_000
const QUIET = 5_000
const SOCKET_AGAIN = 60_000
/** The longest wait between two attempts: at first, so that a server which starts anew is found soon; and when it stays away. */
const LONGEST = [5_000, 30_000] as const
const SOON = 16

export class Link<Says extends Frame, Hears extends Frame> {
  #options: LinkOptions<Says, Hears>
  state: LinkState = 'idle'
  #way: Way<Says> | null = null
  #trial: Way<Says> | null = null
  #retry = 1_000
  #heartbeat = 30_000
  #attempt = 0
  #broken = 0
  #heardAt = 0
  #timers = new Alarms<'again' | 'beat' | 'answer' | 'socket' | 'welcome'>()

  constructor(options: LinkOptions<Says, Hears>) {
    this.#options = options
  }

  start(): void {
    if (this.state !== 'idle') return
    for (const [target, event] of wakers()) target.addEventListener(event, this.nudge)
    this.#connect()
  }

  stop(): void {
    for (const [target, event] of wakers()) target.removeEventListener(event, this.nudge)
    this.#drop()
    this.#become('idle')
  }

  /** Say `frame` now; false when there is no connection to say it on: whoever writes does not wait for the next attempt. */
  send(frame: Says): boolean {
    if (this.state === 'lost') this.nudge()
    if (this.state !== 'open' || !this.#way) return false
    this.#way.send(frame)
    if (this.#way.answers && !this.#timers.has('answer')) this.#timers.set('answer', QUIET, this.#probe)
    return true
  }

  /** What hello says has changed: where it is said again with every request, do so now. */
  anew(): void {
    this.#way?.anew?.()
  }

  /** The network or the person is back: come back at once, or make sure that the connection still lives. */
  nudge = (): void => {
    if (typeof document !== 'undefined' && document.hidden) return
    if (this.state === 'open') this.#probe()
    if (this.state !== 'lost' || !this.#timers.has('again')) return
    this.#attempt = 0
    this.#connect()
  }

  #connect(): void {
    this.#timers.clear('again')
    if (this.state !== 'lost') this.#become('connecting')
    if (this.#broken > 1) this.#fallBack()
    else this.#way = this.#trySocket((code) => this.#ended(code))
  }

  /** Opens a socket that must reach its `welcome` in time; `failed` hears of its end, before or after. */
  #trySocket(failed: (code: number) => void): Way<Says> {
    const over = (code: number) => {
      if (way === this.#way || way === this.#trial) failed(code)
    }
    const way: Way<Says> = openSocket<Says, Hears>(absolute(this.#options.address.socket), this.#options.hello, {
      hear: (frame) => this.#hear(way, frame),
      end: over,
    })
    this.#timers.set('welcome', WELCOME_WITHIN, () => {
      way.close()
      over(1006)
    })
    return way
  }

  #fallBack(): void {
    const way: Way<Says> = openPoll<Says, Hears>(this.#options.address, this.#options.hello, {
      hear: (frame) => this.#hear(way, frame),
      end: (code) => way === this.#way && this.#ended(code),
    })
    this.#way = way
    this.#timers.set('socket', SOCKET_AGAIN, () => this.#trySocketAgain())
  }

  /** Polling goes on until the new socket has said `welcome`. */
  #trySocketAgain(): void {
    this.#trial = this.#trySocket(() => {
      this.#trial = null
      this.#timers.clear('welcome')
      this.#timers.set('socket', SOCKET_AGAIN, () => this.#trySocketAgain())
    })
  }

  #hear(way: Way<Says>, frame: Hears): void {
    if (way !== this.#way && way !== this.#trial) return
    this.#heardAt = Date.now()
    this.#timers.clear('answer')
    const welcome = frame.t === 'welcome'
    if (welcome && way === this.#trial) this.#promote(way)
    if (welcome) this.#welcomed(frame as unknown as Welcome)
    this.#options.heard(frame)
    if (welcome) this.#become('open')
  }

  #promote(way: Way<Says>): void {
    this.#way?.close()
    this.#way = way
    this.#trial = null
    this.#broken = 0
    this.#timers.clear('socket')
    this.state = 'connecting' // so that `open` is told again: what the old way had not answered is said anew
  }

  #welcomed(welcome: Welcome): void {
    this.#timers.clear('welcome')
    this.#attempt = 0
    this.#retry = welcome.retry || this.#retry
    this.#heartbeat = welcome.heartbeat * 1_000 || this.#heartbeat
    this.#beat()
  }

  #beat(): void {
    this.#timers.set('beat', this.#heartbeat * (0.75 + Math.random() / 4), () => {
      if (Date.now() - this.#heardAt > this.#heartbeat * 2.5) return this.#ended(1006) // asleep, or a dead network
      this.#probe()
      this.#beat()
    })
  }

  #probe = (): void => {
    if (!this.#way?.answers) return
    this.#way.send({ t: 'ping' } as Says)
    this.#timers.set('answer', ANSWER_WITHIN, () => this.#ended(1006))
  }

  /** The connection is over, at whatever stage: give up, or come back later. */
  #ended(code: number): void {
    const greeted = this.state === 'open'
    const polled = this.#broken > 1
    this.#drop()
    if (FINAL.includes(code)) return this.#become('ended', code)
    // A poll that fails from the start says that the network is down, not that it breaks sockets: the socket's turn again.
    if (polled) this.#broken = greeted ? 2 : 1
    else this.#broken = greeted ? 0 : this.#broken + 1
    const longest = LONGEST[this.#attempt < SOON ? 0 : 1]
    const delay = Math.random() * Math.min(this.#retry * 2 ** this.#attempt++, longest)
    this.#become('lost', code)
    this.#timers.set('again', delay, () => this.#connect())
  }

  #drop(): void {
    this.#timers.clear()
    this.#way?.close()
    this.#trial?.close()
    this.#way = this.#trial = null
  }

  #become(state: LinkState, code = 0): void {
    if (state === this.state) return
    this.state = state
    this.#options.changed(state, code)
  }
}

function wakers(): [EventTarget, string][] {
  if (typeof document === 'undefined') return []
  return [[globalThis, 'online'], [globalThis, 'pageshow'], [document, 'visibilitychange']]
}

function absolute(url: string): string {
  return new URL(url, globalThis.location?.href).href.replace(/^http/, 'ws')
}
