/** The settings of the work while they are being changed: what differs, and what somebody else has saved meanwhile. */
import type { OwnerWork, WorkSettings } from '../shared/wire.gen'

export type Name = keyof WorkSettings
export type Changes = Partial<WorkSettings>

/** What of the draft differs from what is stored. */
export function differing(stored: WorkSettings, draft: Changes): Changes {
  const names = Object.keys(draft) as Name[]
  return Object.fromEntries(names.filter((name) => draft[name] !== stored[name]).map((name) => [name, draft[name]])) as Changes
}

/** What somebody else has changed between two looks at the settings. */
export function changedBetween(before: OwnerWork, after: OwnerWork): readonly Name[] {
  return (Object.keys(after.settings) as Name[]).filter((name) => before.settings[name] !== after.settings[name])
}
