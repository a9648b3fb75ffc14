/** The rules of showing while they are being changed: their parts, what differs, and two people's changes made one. */
import type { Targeting, TargetingChanges, TargetingRules } from '../../shared/wire.gen'
import { type Kind, same } from '../drafts/draft'
import type { Key } from '../words'

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const SECTIONS = ['filter', 'devices', 'schedule'] as const

/** The smallest things that two people may change at once without being in each other's way. */
function parts({ filter, devices, schedule }: TargetingRules): Readonly<Record<string, unknown>> {
  return {
    part_filter_on: filter.on, part_filter_mode: filter.mode, part_filter_text: filter.text, part_devices: devices,
    part_schedule_on: schedule.on, part_zone: schedule.zone, part_specials: schedule.specials, part_outside: schedule.outside ?? 'hide',
    ...Object.fromEntries(DAYS.map((day) => [`day_${day}`, schedule.days[day]])),
  }
}

/** The parts in which two sets of rules differ, by the words for them. */
export function differing(before: TargetingRules, after: TargetingRules): readonly Key[] {
  const [old, now] = [parts(before), parts(after)]
  return Object.keys(old).filter((name) => !same(old[name], now[name])) as Key[]
}

/** What is to be sent. */
export function changesOf(before: TargetingRules, after: TargetingRules): TargetingChanges {
  return Object.fromEntries(SECTIONS.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]]))
}

/** Mine where I have changed something, else theirs. */
export function merged(before: TargetingRules, mine: TargetingRules, theirs: TargetingRules): TargetingRules {
  const changed = new Set<string>(differing(before, mine))
  const pick = <T>(name: string, own: T, other: T): T => (changed.has(name) ? own : other)
  const day = (n: number) => pick(`day_${n}`, mine.schedule.days[n] ?? [], theirs.schedule.days[n] ?? [])
  return {
    filter: {
      on: pick('part_filter_on', mine.filter.on, theirs.filter.on), mode: pick('part_filter_mode', mine.filter.mode, theirs.filter.mode),
      text: pick('part_filter_text', mine.filter.text, theirs.filter.text),
    },
    devices: pick('part_devices', mine.devices, theirs.devices),
    schedule: {
      on: pick('part_schedule_on', mine.schedule.on, theirs.schedule.on), zone: pick('part_zone', mine.schedule.zone, theirs.schedule.zone),
      days: DAYS.map(day), specials: pick('part_specials', mine.schedule.specials, theirs.schedule.specials),
      outside: pick('part_outside', mine.schedule.outside ?? 'hide', theirs.schedule.outside ?? 'hide'),
    },
  }
}

export const RULES: Kind<Targeting, TargetingRules, Key> = { of: ({ rules }) => rules, differing, changesOf, merged }
