/** A server that is always there and says little: for the preview, which reaches none. */
import type { VisitorConversation, VisitorForm, VisitorMessage, VisitorPerson, VisitorWait } from '../../shared/wire.gen'

/** What the visitor finds when they come. */
export interface Conversing {
  readonly online: boolean
  readonly form?: VisitorForm | null | undefined
  readonly wait?: VisitorWait | undefined
  /** There is a conversation, and it is as far as this. */
  readonly at?: VisitorConversation['status'] | undefined
  /** It would be rated once it is closed. */
  readonly asks: boolean
  readonly operator: VisitorPerson
  /** What the two have said. */
  readonly client: string
  readonly answer: string
}

const TYPES_AGAIN = 5_000
const MARKS = { visitor_delivered: 2, visitor_read: 2, operator_delivered: 2, operator_read: 2 }

function messages({ at, operator, client, answer }: Conversing): VisitorMessage[] {
  if (!at) return []
  const one = (seq: number, author: 'visitor' | 'operator', text: string): VisitorMessage => ({
    id: `message-${seq}`, seq, at: Date.now() - (4 - seq) * 60_000, author, operator: author === 'operator' ? operator : null, text, quote: null, files: [], edited: false, deleted: false,
  })
  return at === 'new' ? [one(3, 'visitor', client)] : [one(1, 'visitor', client), one(2, 'operator', answer)]
}

/** A socket to such a server. */
export function echo(talk: Conversing): typeof WebSocket {
  return class extends EventTarget {
    readyState = 0
    binaryType = ''
    bufferedAmount = 0
    #seq = talk.at ? 2 : 0

    constructor() {
      super()
      setTimeout(() => {
        this.readyState = 1
        this.#tell('open')
      })
    }

    send(text: string): void {
      const { t, id, ...frame } = JSON.parse(text) as { t: string; id: string; rating: number; solved: boolean }
      if (t === 'ping') this.#say({ t: 'pong' })
      if (t === 'hello') this.#welcome()
      if (t === 'post') this.#say({ t: 'ack', id, seq: ++this.#seq, at: Date.now(), position: null, files: [] })
      if (t === 'rate') this.#say({ t: 'conversation_rated', position: '', rating: frame.rating })
      if (t === 'confirm') this.#say(frame.solved ? { t: 'conversation_closed', position: '', at: Date.now() } : { t: 'conversation_unsolved', position: '', status: 'open' })
    }

    close(): void {
      this.readyState = 3
    }

    #welcome(): void {
      const { at, asks, operator, online, form, wait } = talk
      const conversation = at ? { status: at, operator: at === 'new' ? null : operator, marks: MARKS, unread: 0, rating: null } : null
      this.#say({
        t: 'welcome', v: 1, key: 'preview', position: '', snapshot: true, conversation, messages: messages(talk), more: false,
        team: { online, people: at ? [operator] : [], ...(form && { form }), ...(wait && { wait }) }, now: Date.now(), heartbeat: 25, retry: 1_000, ask_rating: asks, shows_typing: false,
      })
      if (at !== 'open') return
      const types = () => this.#say({ t: 'typing', on: true, name: operator.name })
      types()
      setInterval(types, TYPES_AGAIN)
    }

    #say(frame: unknown): void {
      setTimeout(() => this.#tell('message', JSON.stringify(frame)), 20)
    }

    #tell(kind: string, data?: string): void {
      const event = data === undefined ? new Event(kind) : new MessageEvent(kind, { data })
      ;(this as unknown as Record<string, ((event: Event) => void) | null>)[`on${kind}`]?.(event)
      this.dispatchEvent(event)
    }
  } as unknown as typeof WebSocket
}
