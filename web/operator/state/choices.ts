/** How this device tells its operator: pop-ups, sound, do-not-disturb. Kept on the device, because a night shift's phone is not the desk. */

export const SOUNDS = ['drop', 'bell', 'wood', 'chime'] as const
export type Sound = (typeof SOUNDS)[number]
export const STAYS = [5, 10, 30, 0] as const

export interface Choices {
  /** Seconds that a pop-up stays; 0: until it is clicked. */
  readonly stay: number
  /** null: none. */
  readonly sound: Sound | null
  /** Per cent. */
  readonly volume: number
  /** Do not disturb until then; 'on': until it is turned off; null: disturb. */
  readonly quiet: number | 'on' | null
}

export const DEFAULT: Choices = { stay: 10, sound: 'drop', volume: 60, quiet: null }

/** What was kept on the device, with the defaults for whatever is missing or makes no sense. */
export function readChoices(text: string | null): Choices {
  const kept = parsed(text)
  const { stay, sound, volume, quiet } = kept
  return {
    stay: STAYS.find((one) => one === stay) ?? DEFAULT.stay,
    sound: sound === null ? null : (SOUNDS.find((one) => one === sound) ?? DEFAULT.sound),
    volume: typeof volume === 'number' && volume >= 0 && volume <= 100 ? volume : DEFAULT.volume,
    quiet: quiet === 'on' || typeof quiet === 'number' ? quiet : null,
  }
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    return typeof kept === 'object' && kept !== null ? { ...kept } : {}
  } catch {
    return {}
  }
}

/** Whether one is not to be disturbed now. */
export function isQuiet({ quiet }: Choices, now: number): boolean {
  return quiet === 'on' || (quiet !== null && quiet > now)
}

const HOUR = 3_600_000
/** Tomorrow is when people come to work, not midnight. */
const MORNING = 8

/** When "an hour" and "until tomorrow" end, by this device's clock. */
export function quietUntil(how: 'hour' | 'tomorrow', now: number): number {
  if (how === 'hour') return now + HOUR
  const day = new Date(now)
  day.setDate(day.getDate() + 1)
  return day.setHours(MORNING, 0, 0, 0)
}
