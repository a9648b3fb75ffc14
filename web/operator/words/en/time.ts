/** Words of lengths of time, in English. */
import type { time as russian } from '../ru/time'

export const time: Readonly<Record<keyof typeof russian, string>> = {
  minutes_seconds: '{m}\u00a0min\u00a0{s}\u00a0s',
  seconds: '{n}\u00a0s',
  minutes: '{n}\u00a0min',
  hours: '{n}\u00a0h',
  hours_minutes: '{h}\u00a0h\u00a0{m}\u00a0min',
  days: '{n}\u00a0{n|day|days}',
}
