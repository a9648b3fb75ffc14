/** How long somebody has been waiting: the share of the promised answer time that is gone, and the words for it. */
import type { Key } from '../words/ru'

/** The promised time of an answer, until projects set their own. */
export const PROMISE = 5 * 60_000

export type Mood = 'calm' | 'soon' | 'late'

export interface Waiting {
  /** Per cent of the promise that is gone, 0 to 100. */
  readonly share: number
  readonly mood: Mood
}

/** The ring: calm for the first three fifths of the promise, a warning until its end, then late. */
export function waiting(since: number, now: number, promise = PROMISE): Waiting {
  const gone = Math.max(0, now - since) / promise
  return { share: Math.min(100, Math.round(gone * 100)), mood: gone >= 1 ? 'late' : gone >= 0.6 ? 'soon' : 'calm' }
}

export type Say = (key: Key, params?: Readonly<Record<string, string | number>>) => string

/** A span in words: 20 s in steps of ten, then minutes, hours, days. */
export function span(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return say('seconds', { n: seconds < 10 ? seconds : Math.floor(seconds / 10) * 10 })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return say('minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return say('days', { n: Math.floor(hours / 24) })
  return minutes % 60 === 0 || hours >= 6 ? say('hours', { n: hours }) : say('hours_minutes', { h: hours, m: minutes % 60 })
}
