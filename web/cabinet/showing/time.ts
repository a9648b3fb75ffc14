/** Hours as people read and type them. */
import type { Language } from '../../shared/i18n'
import type { Span } from '../../shared/wire.gen'

export const MIDNIGHT = 1440

const two = (n: number): string => String(n).padStart(2, '0')

/** What was typed as a time: 9, 9:30, 09.30, 0930, 24:00; an end at 0:00 is midnight. Null for what is none, or not yet. */
export function minuteOf(text: string, end: boolean): number | null {
  const [, hours, minutes = '0'] = /^\s*(\d{1,2})(?:[:.\s]?([0-5]\d))?\s*$/.exec(text) ?? []
  if (hours === undefined) return null
  const minute = Number(hours) * 60 + Number(minutes)
  if (minute > MIDNIGHT || (minute === MIDNIGHT && !end)) return null
  return minute || (end ? MIDNIGHT : 0)
}

/** A step of a quarter of an hour up or down, round the clock. */
export function stepped(minute: number, up: boolean, end: boolean): number {
  const next = up ? Math.floor(minute / 15) * 15 + 15 : Math.ceil(minute / 15) * 15 - 15
  return ((next % MIDNIGHT) + MIDNIGHT) % MIDNIGHT || (end ? MIDNIGHT : 0)
}

/** As it is read: 9:00, and 24:00 for midnight. */
export function told(minute: number): string {
  return `${Math.floor(minute / 60)}:${two(minute % 60)}`
}

export const hoursTold = ({ start, end }: Span): string => `${told(start)}–${told(end)}`

/** Goes on into the next day, not merely to midnight. */
export const overnight = ({ start, end }: Span): boolean => end <= start && end > 0

/** The pieces of a day's bar in percent; `late` is what is left over from the shift of the evening before. */
export function pieces(spans: readonly Span[], eve: readonly Span[]): readonly { from: number; size: number; late: boolean }[] {
  const share = (minutes: number): number => (minutes / MIDNIGHT) * 100
  const left = eve.filter(overnight).map(({ end }) => ({ from: 0, size: share(end), late: true }))
  return [...left, ...spans.map(({ start, end }) => ({ from: share(start), size: share((end <= start ? MIDNIGHT : end) - start), late: false }))]
}

/** Hours to begin a further span of a day with: after the last one, as long as there is room. */
export function further(spans: readonly Span[]): Span {
  const last = spans.at(-1)
  if (!last) return { start: 540, end: 1080 }
  const start = last.end <= last.start || last.end >= 1380 ? 0 : last.end + 60
  return start ? { start, end: Math.min(start + 180, MIDNIGHT) } : { start: 0, end: Math.max(60, (spans[0]?.start ?? 120) - 60) }
}

/** What the clock in this zone shows: the weekday from Monday on, and the minute. Null for a zone that the browser does not know. */
export function clockIn(zone: string, now: Date): { day: number; minute: number } | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(now)
    const at = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
    return { day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(at('weekday')), minute: Number(at('hour')) * 60 + Number(at('minute')) }
  } catch {
    return null
  }
}

/** A moment of the project's clock, such as 2026-11-27T21:40, in words; only the time when it is on the day of `beside`. */
export function wallTold(wall: string, language: Language, beside = ''): string {
  const date = new Date(wall + 'Z')
  const time = wall.slice(11).replace(/^0/, '')
  if (wall.slice(0, 10) === beside.slice(0, 10)) return time
  const far = Math.abs(date.getTime() - new Date(beside + 'Z').getTime()) > 6 * 86_400_000
  const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short', ...(far || !beside ? { day: 'numeric', month: 'short' } : {}) }).format(date)
  return `${day}, ${time}`
}

/** The zones that most of our neighbours live in. */
export const USUAL = [
  'Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Novosibirsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk',
  'Asia/Yakutsk', 'Asia/Vladivostok', 'Asia/Magadan', 'Asia/Kamchatka', 'Europe/Minsk', 'Asia/Almaty', 'Asia/Tashkent', 'Asia/Tbilisi', 'Europe/Berlin',
  'Europe/London', 'America/New_York', 'UTC',
] as const

const RUSSIAN = [
  'Калининград', 'Москва', 'Самара', 'Екатеринбург', 'Омск', 'Новосибирск', 'Красноярск', 'Иркутск', 'Якутск', 'Владивосток', 'Магадан', 'Камчатка', 'Минск',
  'Алматы', 'Ташкент', 'Тбилиси', 'Берлин', 'Лондон', 'Нью-Йорк', 'UTC',
]

/** A zone with its distance from UTC, as in “Moscow · UTC+3”; UTC by its name alone. */
export function zoneTold(zone: string, now: Date, language: Language): string {
  if (zone === 'UTC') return zone
  const known = USUAL.indexOf(zone as (typeof USUAL)[number])
  const city = (language === 'ru' && RUSSIAN[known]) || zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(now)
    return `${city} · ${(parts.find((part) => part.type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC')}`
  } catch {
    return zone
  }
}
