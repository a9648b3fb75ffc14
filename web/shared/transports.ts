/** The two ways to the server, alike to the link that drives them: one WebSocket, or long polling where proxies break it. */

export interface Frame {
  t: string
}

/** What a way tells its link. `end` comes once and last; `code` is a WebSocket close code, ours from 4000 on. */
export interface Ears<Hears extends Frame> {
  hear(frame: Hears): void
  end(code: number): void
}

export interface Way<Says extends Frame> {
  /** Whether it answers a ping: a silent poll is no sign of death. */
  answers: boolean
  send(frame: Says): void
  /** What `hello` says has changed: a way that says it again and again does so now. */
  anew?(): void
  close(): void
}

export interface Address {
  socket: string
  poll: string
  credentials?: RequestCredentials
}

export const BROKEN = 1006
const WAIT = 25
const BREATH = 200

export function openSocket<Says extends Frame, Hears extends Frame>(url: string, hello: () => Says, ears: Ears<Hears>): Way<Says> {
  let over = false
  const end = (code: number) => {
    if (over) return
    over = true
    ears.end(code)
  }
  let socket: WebSocket
  try {
    socket = new WebSocket(url)
  } catch {
    queueMicrotask(() => end(BROKEN)) // a policy of the page forbids it: same as a network that does
    return { answers: true, send() {}, close: () => (over = true) }
  }
  socket.onopen = () => socket.send(JSON.stringify(hello()))
  socket.onmessage = (event) => {
    const frame = parse<Hears>(event.data)
    if (frame && !over) ears.hear(frame)
  }
  socket.onclose = (event) => end(event.code)
  socket.onerror = () => {}
  return {
    answers: true,
    send: (frame) => socket.readyState === 1 && socket.send(JSON.stringify(frame)),
    close() {
      over = true
      socket.close()
    },
  }
}

/** Long polling: one request waits for news, a second one carries what is said meanwhile. Any failure ends the way. */
export function openPoll<Says extends Frame, Hears extends Frame>(to: Address, hello: () => Says, ears: Ears<Hears>): Way<Says> {
  const stop = new AbortController()
  let waiting = stop
  let queue: Says[] = []
  let pushing = false
  const end = (code: number) => {
    if (stop.signal.aborted) return
    close()
    ears.end(code)
  }

  function close(): void {
    stop.abort()
    waiting.abort()
  }

  async function ask(frames: Says[], wait: number, signal = stop.signal): Promise<void> {
    const answer = await fetch(to.poll, {
      __proto__: null, // a page that spoils Object.prototype must not speak here
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ hello: hello(), frames, wait }),
      credentials: to.credentials ?? 'omit',
      cache: 'no-store',
      signal,
    } as RequestInit)
    if (!answer.ok) return end(closeCode(answer.status, to.credentials !== undefined))
    const polled = (await answer.json()) as { frames: Hears[]; close: number | null }
    for (const frame of polled.frames) if (!stop.signal.aborted) ears.hear(frame)
    if (polled.close) end(polled.close)
  }

  async function listen(): Promise<void> {
    for (let wait = 0; !stop.signal.aborted; wait = WAIT) {
      const { signal } = (waiting = new AbortController())
      try {
        await ask([], wait, signal)
      } catch {
        if (!signal.aborted) end(BROKEN)
      }
      await new Promise((done) => setTimeout(done, BREATH))
    }
  }

  async function push(): Promise<void> {
    if (pushing) return
    pushing = true
    try {
      while (queue.length && !stop.signal.aborted) {
        const frames = queue.slice(0, 50)
        queue = queue.slice(50)
        await ask(frames, 0)
      }
    } catch {
      end(BROKEN)
    }
    pushing = false
  }

  void listen()
  return {
    answers: false,
    send(frame) {
      queue.push(frame)
      queueMicrotask(() => void push())
    },
    anew: () => waiting.abort(),
    close,
  }
}

function parse<Hears>(data: unknown): Hears | null {
  try {
    return JSON.parse(String(data)) as Hears
  } catch {
    return null
  }
}

/** Only who signs in can be signed out: to anybody else a status is some proxy's word. Our server ends a poll by its `close`. */
function closeCode(status: number, signedIn: boolean): number {
  return status === 401 && signedIn ? 4001 : BROKEN
}
