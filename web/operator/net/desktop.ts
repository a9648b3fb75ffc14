/** The desktop app round this page: what is said to it, and what it says; desktop/besedka_desktop/said.py says the same from its side. */

export type Status = 'online' | 'away' | 'offline'

export interface Note {
  /** One of the same tag stands in its place. */
  readonly tag: string
  /** Empty when it is about none, or about several. */
  readonly conversation: string
  readonly title: string
  readonly text: string
  /** Seconds; 0: until it is clicked. */
  readonly stay: number
  /** Whether one may answer right there. */
  readonly reply: boolean
}

export type Said =
  | { readonly t: 'open'; readonly conversation: string }
  | { readonly t: 'reply'; readonly conversation: string; readonly text: string }
  | { readonly t: 'presence'; readonly status: Status }
  | { readonly t: 'quiet'; readonly until: number }

export interface Desktop {
  readonly version: 1
  notify(note: Note): void
  withdraw(tag: string): void
  badge(waiting: number): void
  opened(conversation: string): void
  presence(status: Status): void
  quiet(until: number): void
  signed(yes: boolean): void
  listen(heard: (said: unknown) => void): void
}

/** The desktop app, when the page is shown in one that speaks as we do; null: a browser. */
export function desktop(): Desktop | null {
  const found = (globalThis as { besedkaDesktop?: Partial<Desktop> }).besedkaDesktop
  return found?.version === 1 ? (found as Desktop) : null
}

const CONVERSATION = /^[0-9a-f]{32}$/

/** What it said, if that has a shape we know; null: something else. */
export function understood(said: unknown): Said | null {
  const { t, conversation, text, status, until } = (said ?? {}) as Record<string, unknown>
  const named = typeof conversation === 'string' && CONVERSATION.test(conversation) ? conversation : null
  if (t === 'open' && (named !== null || conversation === '')) return { t, conversation: named ?? '' }
  if (t === 'reply' && named !== null && typeof text === 'string' && text.trim()) return { t, conversation: named, text: text.trim() }
  if (t === 'presence' && (status === 'online' || status === 'away' || status === 'offline')) return { t, status }
  if (t === 'quiet' && typeof until === 'number' && until >= -1) return { t, until }
  return null
}

/** Who is told what it says, while somebody sits at a desk. */
export type Hears = (said: Said) => void

/**
 * What the desktop app says, passed on to the desk at which somebody sits. With nobody there a reply waits for the same operator to come
 * back: it was typed to be sent. Whatever else was said to nobody is forgotten.
 */
export class Ear {
  private hears: Hears | null = null
  private whose = ''
  private waiting: Said[] = []

  heard(said: unknown): void {
    const known = understood(said)
    if (known && this.hears) this.hears(known)
    else if (known?.t === 'reply' || known?.t === 'open') this.waiting.push(known)
  }

  /** An operator has sat down: with what was said to them while they were away, and not with what was said to somebody else. */
  seated(operator: string, hears: Hears): void {
    const theirs = this.whose === '' || this.whose === operator ? this.waiting : []
    this.waiting = []
    this.whose = operator
    this.hears = hears
    theirs.forEach(hears)
  }

  left(): void {
    this.hears = null
  }
}

/** The one ear of the page. */
export const ear = new Ear()
