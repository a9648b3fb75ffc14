/** A thread as it is drawn: day marks, the "new messages" line, and groups of one author and minute. */
import type { Conversation, File, Message, Note } from '../wire'

export type Fate = 'waiting' | 'sending' | 'failed' | 'sent' | 'delivered' | 'read'

/** What is written but not yet known to be stored. */
export interface Pending {
  readonly id: string
  readonly at: number
  readonly text: string
  readonly files: readonly File[]
  readonly quote: number | null
  readonly fate: 'waiting' | 'sending' | 'failed'
  readonly why: string
}

export interface Said {
  readonly id: string
  readonly at: number
  readonly text: string
  readonly files: readonly File[]
  readonly seq: number
  /** The `seq` of the message that it answers. */
  readonly quote: number | null
  readonly edited: boolean
  /** Taken back: only the place is left. */
  readonly deleted: boolean
  /** Null for the client's words. */
  readonly fate: Fate | null
  readonly why: string
}

export interface Group {
  readonly kind: 'group'
  readonly key: string
  readonly ours: boolean
  readonly operator: string | null
  readonly said: readonly Said[]
  /** Goes on from the group above: a long one is drawn in pieces. */
  readonly joined: boolean
  readonly goesOn: boolean
}

export interface Mark<Kind> {
  readonly kind: Kind
  readonly key: string
  readonly at: number
}

/** A note among the messages; not yet stored while `pending` is there. */
export interface NoteLine {
  readonly kind: 'note'
  readonly key: string
  readonly at: number
  readonly note: Note
  readonly pending: Pending | null
}

export type Line = Group | NoteLine | Mark<'day'> | Mark<'fresh'>

type Marks = Pick<Conversation, 'visitor_delivered' | 'visitor_read'>

/** The lines of a thread; the "new" line stands before the client's first message after `freshAfter`, if anything stands above (null: nowhere). */
export function lines(
  messages: readonly Message[], pending: readonly Pending[], marks: Marks, freshAfter: number | null, me: string,
  notes: readonly NoteLine[] = [],
): Line[] {
  const out: Line[] = []
  let fresh = freshAfter !== null
  let day: readonly [number, number] = [0, 0]
  const put = (said: Said, ours: boolean, operator: string | null): void => {
    if (said.at < day[0] || said.at >= day[1]) {
      day = dayOf(said.at)
      out.push({ kind: 'day', key: `day ${said.id}`, at: said.at })
    }
    if (fresh && !ours && said.seq > (freshAfter ?? 0)) {
      fresh = false
      if (out.some((line) => line.kind === 'group')) out.push({ kind: 'fresh', key: 'fresh', at: said.at })
    }
    join(out, said, ours, operator)
  }
  const between = [...notes]
  const upTo = (seq: number): void => {
    while (between[0] && between[0].note.after < seq) out.push(between.shift() as NoteLine)
  }
  for (const message of messages) {
    upTo(message.seq)
    put(stored(message, marks), message.author === 'operator', message.operator)
  }
  upTo(Number.POSITIVE_INFINITY)
  const known = new Set(pending.length > 0 ? messages.map((message) => message.id) : [])
  for (const item of pending) if (!known.has(item.id)) put({ ...item, seq: Number.POSITIVE_INFINITY, edited: false, deleted: false }, true, me)
  return out
}

/** The lines of the stored notes, and after them those of the notes that wait to be stored. */
export function noteLines(notes: readonly Note[], pending: readonly Pending[], me: string): NoteLine[] {
  const known = new Set(notes.map((note) => note.id))
  const waiting = pending.filter((item) => !known.has(item.id)).map((item) => {
    const note = { id: item.id, after: Number.MAX_SAFE_INTEGER, at: item.at, operator: me, text: item.text, files: item.files, edited_at: null, deleted_at: null }
    return { kind: 'note', key: item.id, at: item.at, note, pending: item } as const
  })
  return [...notes.map((note) => ({ kind: 'note', key: note.id, at: note.at, note, pending: null }) as const), ...waiting]
}

/** What became of our stored message. */
export function fate(seq: number, marks: Marks): Fate {
  if (marks.visitor_read >= seq) return 'read'
  return marks.visitor_delivered >= seq ? 'delivered' : 'sent'
}

/** What has been made of a message, and is made of it again as long as its fate is the same. */
const MADE = new WeakMap<Message, Said>()

function stored(message: Message, marks: Marks): Said {
  const became = message.author === 'operator' ? fate(message.seq, marks) : null
  const made = MADE.get(message)
  if (made?.fate === became) return made
  const { id, at, text, files, seq, quote } = message
  const said = { id, at, text, files, seq, quote, edited: message.edited_at !== null, deleted: message.deleted_at !== null, fate: became, why: '' }
  MADE.set(message, said)
  return said
}

/** From midnight to midnight. */
function dayOf(at: number): readonly [number, number] {
  return [new Date(at).setHours(0, 0, 0, 0), new Date(at).setHours(24, 0, 0, 0)]
}

/** At every so many messages a new piece of a group begins: cut by their numbers, so that older ones move no cut. */
const PIECE = 8

/** A group while it is being gathered. */
type Growing = { -readonly [K in keyof Group]: Group[K] } & { said: Said[] }

function join(out: Line[], said: Said, ours: boolean, operator: string | null): void {
  const last = out.at(-1) as Growing | undefined
  const joined = last?.kind === 'group' && belongs(last, said, ours, operator)
  if (joined && said.seq % PIECE !== 0) return void last.said.push(said)
  if (joined) last.goesOn = true
  out.push({ kind: 'group', key: said.id, ours, operator, said: [said], joined, goesOn: false } satisfies Growing)
}

/** One author and one minute; what has not been sent stands apart from what has. */
function belongs(group: Group, said: Said, ours: boolean, operator: string | null): boolean {
  const last = group.said.at(-1)
  if (!last || group.ours !== ours || group.operator !== operator) return false
  if (Number.isFinite(last.seq) !== Number.isFinite(said.seq)) return false
  return Math.floor(last.at / 60_000) === Math.floor(said.at / 60_000)
}
