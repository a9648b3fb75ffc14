/** What is known of the wait, reckoned from what the server tells: pure. */
import { sameDay } from '../../../shared/time'
import type { VisitorMessage } from '../../../shared/wire.gen'
import type { State } from '../../panel/state'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UNITS = [['days', DAY], ['hours', HOUR], ['minutes', MINUTE]] as const
/** The lengths of time that are named: plain words, and no false precision. */
const STEPS = [...[1, 2, 3, 5, 10, 15, 20, 30].map((n) => n * MINUTE), ...[1, 2, 3, 6, 12].map((n) => n * HOUR), ...[1, 2, 3, 7].map((n) => n * DAY)]

/** A length of time in the largest unit that it fills, no shorter than it is. */
export function inWords(millis: number): { readonly unit: 'minutes' | 'hours' | 'days'; readonly n: number } {
  const step = STEPS.find((one) => one >= millis) ?? Math.ceil(millis / DAY) * DAY
  const [unit, size] = UNITS.find(([, size]) => step >= size) ?? UNITS[2]
  return { unit, n: step / size }
}

/** How long until those words are others: the next smaller step is reached. */
export function until(left: number): number {
  return left - (STEPS.findLast((one) => one < left) ?? 0)
}

/** On which day something is, for a visitor who looks at it now. */
export function dayOf(at: number, now: number): 'today' | 'tomorrow' | 'later' {
  const tomorrow = new Date(now)
  tomorrow.setDate(tomorrow.getDate() + 1)
  return sameDay(at, now) ? 'today' : sameDay(at, +tomorrow) ? 'tomorrow' : 'later'
}

/** What is said to somebody who waits. */
export type Said = 'nobody' | 'left' | 'late'

export interface Waiting {
  readonly said: Said | null
  /** Milliseconds that an answer is still expected within. */
  readonly left: number
  /** How many wait before; undefined: nobody says, somebody has the conversation, or nobody is there. */
  readonly ahead: number | undefined
}

/** What somebody whose message waits is to know; null: nothing waits. `here`: since when somebody is seen to be there. */
export function waiting({ conversation, messages, team: { online, wait = {} } }: State, now: number, here: number): Waiting | null {
  const theirs = messages.findLastIndex(({ author }: VisitorMessage) => author === 'operator')
  const first = messages[theirs + 1]
  if (!conversation || !first || conversation.status === 'closed' || conversation.status === 'confirming') return null
  const left = wait.usual ? Math.max(first.at, here) + wait.usual * 1_000 - now : 0
  const expected = online && wait.usual ? (left <= 0 ? 'late' : theirs < 0 ? 'left' : null) : null // who is being talked with need not count the minutes
  const ahead = online && !conversation.operator ? wait.ahead : undefined
  return { said: !online && wait.opens ? 'nobody' : expected, left, ahead }
}
