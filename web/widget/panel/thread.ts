/** The conversation as it is drawn: days, the line above what is new, and groups of one author within a minute. Pure. */
import { sameDay } from '../../shared/time'
import type { VisitorFile, VisitorMarks, VisitorMessage, VisitorPerson } from '../../shared/wire.gen'
import type { Pending } from './session'
import type { State } from './state'

/** What became of an own message. */
export type Phase = 'waiting' | 'failed' | 'sent' | 'delivered' | 'read'

export interface Line {
  readonly id: string
  readonly at: number
  readonly text: string
  readonly files: readonly VisitorFile[]
  readonly own: boolean
  readonly operator: VisitorPerson | null
  readonly phase: Phase | null
  readonly reason?: string | undefined
  readonly edited?: boolean
  /** Taken back: only the place is left. */
  readonly deleted?: boolean
  /** The message that it answers, if that is here. */
  readonly quote?: VisitorMessage | undefined
}

export interface Group {
  readonly kind: 'group'
  readonly own: boolean
  readonly operator: VisitorPerson | null
  readonly lines: Line[]
  /** The newest own group says in words what became of it, the others by ticks. */
  last: boolean
}

export type Block = Group | { readonly kind: 'day'; readonly at: number } | { readonly kind: 'fresh' }

const TOGETHER = 60_000

/**
 * `freshFrom` is the seq of the first new message, 0 when no line is to be drawn; `skew` is how far the server's clock is
 * ahead of ours, so that a device that believes in 1970 still shows today.
 */
export function thread(state: State, pending: readonly Pending[], freshFrom: number, skew = 0): Block[] {
  const blocks: Block[] = []
  let group: Group | undefined
  let own: Group | undefined
  let before: Line | undefined
  let fresh = freshFrom > 0
  for (const line of lines(state, pending, skew)) {
    const newDay = !before || !sameDay(before.at, line.at)
    if (newDay) blocks.push({ kind: 'day', at: line.at })
    const newLine = fresh && !line.own && seqOf(state, line.id) >= freshFrom
    if (newLine) {
      blocks.push({ kind: 'fresh' })
      fresh = false
    }
    if (!group || newDay || newLine || !before || !together(before, line)) {
      group = { kind: 'group', own: line.own, operator: line.operator, lines: [], last: false }
      blocks.push(group)
      if (line.own) own = group
    }
    group.lines.push(line)
    before = line
  }
  if (own) own.last = true
  return blocks
}

function lines(state: State, pending: readonly Pending[], skew: number): Line[] {
  const known = new Set(state.messages.map(({ id }) => id))
  const said = state.messages.map(({ id, at, text, files, author, operator, seq, quote, edited, deleted }): Line => {
    const own = author === 'visitor'
    return { id, at, text, files, own, operator, phase: own ? phase(seq, state.conversation?.marks) : null, edited, deleted, quote: state.messages.find((other) => other.seq === quote) }
  })
  const unsaid = pending.filter(({ id }) => !known.has(id)).map(({ id, at, body, failed }): Line => {
    return { id, at: at + skew, text: body.text, files: body.files ?? [], own: true, operator: null, phase: failed === undefined ? 'waiting' : 'failed', reason: failed }
  })
  return [...said, ...unsaid]
}

function phase(seq: number, marks: VisitorMarks | undefined): Phase {
  if (marks && seq <= marks.operator_read) return 'read'
  return marks && seq <= marks.operator_delivered ? 'delivered' : 'sent'
}

function together(before: Line, line: Line): boolean {
  const unsaid = ({ phase }: Line) => (phase === 'waiting' || phase === 'failed' ? phase : '')
  return before.own === line.own && before.operator?.id === line.operator?.id && unsaid(before) === unsaid(line) &&
    Math.abs(line.at - before.at) < TOGETHER && line.phase !== 'failed'
}

function seqOf(state: State, id: string): number {
  return state.messages.find((message) => message.id === id)?.seq ?? 0
}
