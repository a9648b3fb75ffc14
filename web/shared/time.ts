/** Moments in the reader's own zone and language. */

const formats = new Map<string, Intl.DateTimeFormat>()

/** Hours and minutes: 14:05, 2:05 PM. */
export function clock(at: number, language: string): string {
  return format('clock', language, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** The whole moment, for a title: 22 ноября 2026 г. в 14:05. */
export function moment(at: number, language: string): string {
  return format('moment', language, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}

/** A moment among others, short: today, 14:05; yesterday, 9:30; 12 November; 12 November 2025. One to come has its hour: tomorrow, 8:00. */
export function shortly(at: number, now: number, language: string): string {
  const days = daysBetween(at, now)
  if (days > 1) return day(at, now, language)
  return `${days < -1 ? day(at, now, language) : near(days, language)}, ${clock(at, language)}`
}

const names = new Map<string, string>()

/** So many days ago in a word, where the language has one: today, yesterday. Kept: making it costs more than a row of a list. */
export function near(days: number, language: string): string {
  const key = days + language
  const name = names.get(key) ?? relative(language).format(-days, 'day')
  names.set(key, name)
  return name
}

/** A day among others, short: 12 Nov. */
export function shortDay(at: number, language: string): string {
  return format('short', language, { day: 'numeric', month: 'short' }).format(at)
}

/** A day as people say it: today, yesterday, 12 November, with the year when it is another one. */
export function day(at: number, now: number, language: string): string {
  const days = daysBetween(at, now)
  if (days === 0 || days === 1) return capital(relative(language).format(-days, 'day'), language)
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return format('day', language, options).format(at)
  return format('year', language, { ...options, year: 'numeric' }).format(at)
}

export function sameDay(one: number, other: number): boolean {
  return daysBetween(one, other) === 0
}

function daysBetween(at: number, now: number): number {
  const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

function relative(language: string): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

function format(name: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = name + language
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language + '-u-nu-latn', options) // the digits of all other figures of ours
  formats.set(key, made)
  return made
}
