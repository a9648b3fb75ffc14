/** What a line of the audit log says: names of fields, values and sections in words, where there are words for them. */
import type { Language, Translate } from '../../shared/i18n'
import type { OwnerAuditChange, OwnerAuditEntry } from '../../shared/wire.gen'
import { type Key, ru } from '../words'

type Say = Translate<Key>
const SECTIONS: Readonly<Record<string, Key>> = {
  work: 'work', targeting: 'of_targeting', forms: 'offline_page', counting: 'of_counting', texts: 'texts_page', multiwidget: 'multiwidget',
}
/** What is told of a field that nobody may read. */
const HIDDEN = new Set(['password'])

function known(say: Say, ...keys: readonly string[]): string | null {
  const key = keys.find((one) => Object.hasOwn(ru, one))
  return key === undefined ? null : say(key as Key)
}

/** What it was done to. Of settings, the section by its name in the cabinet. */
export function aboutOf(say: Say, entry: OwnerAuditEntry): string {
  const section = entry.kind === 'settings_changed' ? SECTIONS[entry.about] : undefined
  return section ? say(section) : entry.about
}

export interface Told {
  readonly field: string
  readonly old: string
  readonly now: string
}

export function toldOf(say: Say, change: OwnerAuditChange): Told {
  const last = change.field.split('.').pop() ?? ''
  if (!change.field) return { field: '', old: '', now: say('audit_and_more', { n: change.new }) }
  const field = known(say, `field_${last}`, `set_${last}`, `part_${last}`) ?? change.field
  if (HIDDEN.has(change.field)) return { field, old: '', now: say('audit_hidden') }
  const value = (text: string): string => (text && known(say, `value_${text}`)) || text
  return { field, old: value(change.old), now: value(change.new) || (change.old ? say('audit_empty') : '') }
}

/** Who did it, by name; the house and strangers have none. */
export function whoOf(say: Say, entry: OwnerAuditEntry): string {
  if (entry.side === 'house') return say('audit_house')
  return entry.side === 'nobody' ? say('audit_nobody') : entry.name
}

export interface Filter {
  readonly person: string
  readonly kind: string
  /** Days as the browser's own field has them: 2026-11-27. */
  readonly since: string
  readonly until: string
}

export const EVERYTHING: Filter = { person: '', kind: '', since: '', until: '' }

/** The address's query of a filter: whole days of this browser's time zone, the last one too. */
export function queryOf({ person, kind, since, until }: Filter): string {
  const query = new URLSearchParams()
  if (person) query.set('person', person)
  if (kind) query.set('kind', kind)
  if (since) query.set('since', String(midnight(since)))
  if (until) query.set('until', String(midnight(until, 1)))
  const text = query.toString()
  return text && `?${text}`
}

function midnight(day: string, later = 0): number {
  const at = new Date(`${day}T00:00`)
  at.setDate(at.getDate() + later)
  return at.getTime()
}

/** The lines by days of this browser's time zone, in their order. */
export function byDay(entries: readonly OwnerAuditEntry[], language: Language): readonly (readonly [day: string, entries: readonly OwnerAuditEntry[]])[] {
  const days = new Map<string, OwnerAuditEntry[]>()
  for (const entry of entries) {
    const day = new Date(entry.at).toLocaleDateString(language, { dateStyle: 'full' })
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
