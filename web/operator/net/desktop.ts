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
  /** Of this operator's; it is told to each page until one took it, and has one id over every attempt. */
  | { readonly t: 'reply'; readonly id: string; readonly operator: string; readonly conversation: string; readonly text: string }
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
  signed(operator: string): void
  took(reply: string): void
  listen(heard: (said: unknown) => void): void
}

/** The desktop app, when the page is shown in one that speaks as we do; null: a browser. */
export function desktop(): Desktop | null {
  const found = (globalThis as { besedkaDesktop?: Partial<Desktop> }).besedkaDesktop
  return found?.version === 1 ? (found as Desktop) : null
}

const ID = /^[0-9a-f]{32}$/

const isId = (it: unknown): it is string => typeof it === 'string' && ID.test(it)

/** What it said, if that has a shape we know; null: something else. */
export function understood(said: unknown): Said | null {
  const { t, id, operator, conversation, text, status, until } = (said ?? {}) as Record<string, unknown>
  const named = isId(conversation) ? conversation : null
  if (t === 'open' && (named !== null || conversation === '')) return { t, conversation: named ?? '' }
  if (t === 'reply' && isId(id) && isId(operator) && named !== null && typeof text === 'string' && text.trim()) return { t, id, operator, conversation: named, text: text.trim() }
  if (t === 'presence' && (status === 'online' || status === 'away' || status === 'offline')) return { t, status }
  if (t === 'quiet' && typeof until === 'number' && until >= -1) return { t, until }
  return null
}

/** Who is told what it says, while somebody sits at a desk. */
export type Hears = (said: Said) => void

/**
 * What the desktop app says, passed on to the desk at which somebody sits. A reply waits for who typed it: it was typed to be sent, and by
 * nobody else. Which conversation to open waits for whoever comes; whatever else was said to nobody is forgotten.
 */
export class Ear {
  private hears: Hears | null = null
  private whose: string | null = null
  private waiting: Said[] = []

  heard(said: unknown): void {
    const known = understood(said)
    if (known && this.hears && this.isTheirs(known)) this.hears(known)
    else if (known?.t === 'reply' || known?.t === 'open') this.waiting.push(known)
  }

  /** An operator has sat down: with what was said to them while they were away, and not with what was said to somebody else. */
  seated(operator: string, hears: Hears): void {
    this.whose = operator
    this.hears = hears
    const all = this.waiting
    this.waiting = all.filter((said) => !this.isTheirs(said))
    all.filter((said) => this.isTheirs(said)).forEach(hears)
  }

  left(): void {
    this.hears = null
  }

  private isTheirs(said: Said): boolean {
    return said.t !== 'reply' || said.operator === this.whose
  }
}

/** The one ear of the page. */
export const ear = new Ear()
