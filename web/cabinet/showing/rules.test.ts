import { expect, it } from 'vitest'
import type { Targeting, TargetingRules } from '../../shared/wire.gen'
import { met } from '../drafts/draft'
import { changesOf, differing, merged, RULES as KIND } from './rules'

const RULES: TargetingRules = {
  filter: { on: false, mode: 'clear', text: '' },
  devices: ['desktop', 'tablet', 'phone'],
  schedule: { on: false, zone: 'UTC', days: [[], [], [], [], [], [], []], specials: [], outside: 'hide' },
}
const OPEN = [{ start: 540, end: 1080 }]
const seen: Targeting = { version: 'a', rules: RULES, clock: '2026-11-27T12:00', sites: [] }
const monday: TargetingRules = { ...RULES, schedule: { ...RULES.schedule, days: [OPEN, [], [], [], [], [], []] } }
const theirs: TargetingRules = { ...RULES, devices: ['desktop'], schedule: { ...RULES.schedule, zone: 'Europe/Moscow', days: [[], OPEN, [], [], [], [], []] } }

it('what differs is named by its smallest part', () => {
  expect(differing(RULES, RULES)).toEqual([])
  expect(differing(RULES, monday)).toEqual(['day_0'])
  expect(differing(RULES, theirs)).toEqual(['part_devices', 'part_zone', 'day_1'])
})

it('only the sections that differ are sent', () => {
  expect(changesOf(RULES, RULES)).toEqual({})
  expect(changesOf(RULES, monday)).toEqual({ schedule: monday.schedule })
})

it('two people in one section keep both their changes', () => {
  const both = merged(RULES, monday, theirs)
  expect(both).toEqual({ ...theirs, schedule: { ...theirs.schedule, days: [OPEN, OPEN, [], [], [], [], []] } })
})

it('who was slower is told what has changed, and keeps what they typed', () => {
  const draft = met(KIND, { seen, wanted: monday, others: [] }, { ...seen, version: 'b', rules: theirs })
  expect(draft.others).toEqual(['part_devices', 'part_zone', 'day_1'])
  expect(draft.seen.version).toBe('b')
  expect(differing(draft.seen.rules, draft.wanted)).toEqual(['day_0'])
})
