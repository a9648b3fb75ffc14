/** The multiwidget's settings while they are being changed: their parts, their order, and two people's changes made one. */
import type { OwnerMultiwidget, OwnerEntry, OwnerLook, OwnerMultiwidgetChanges, OwnerMultiwidgetSettings } from '../../shared/wire.gen'
import { type Kind, same } from '../drafts/draft'

type Settings = OwnerMultiwidgetSettings
type Entries = readonly OwnerEntry[]

const ids = (entries: Entries): readonly string[] => entries.map(({ id }) => id)

/** The order of those that both know: what was added or taken away is a change of itself. */
function reordered(before: Entries, after: Entries): boolean {
  const known = (entries: Entries, others: Entries) => ids(entries).filter((id) => ids(others).includes(id))
  return !same(known(before, after), known(after, before))
}

export function differing(before: Settings, after: Settings): readonly string[] {
  const names = [...new Set([...ids(before.entries), ...ids(after.entries)])]
  const of = (entries: Entries, id: string) => entries.find((entry) => entry.id === id)
  const looks = (Object.keys(after.look) as (keyof OwnerLook)[]).filter((name) => before.look[name] !== after.look[name])
  return [
    ...(reordered(before.entries, after.entries) ? ['order'] : []),
    ...names.filter((id) => !same(of(before.entries, id), of(after.entries, id))).map((id) => `way:${id}`),
    ...looks.map((name) => `look:${name}`), ...(same(before.invite, after.invite) ? [] : ['invite']), ...(before.hue === after.hue ? [] : ['hue']),
  ]
}

export function changesOf(before: Settings, after: Settings): OwnerMultiwidgetChanges {
  const names = ['entries', 'look', 'invite', 'hue'] as const
  return Object.fromEntries(names.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]])) as OwnerMultiwidgetChanges
}

export function merged(before: Settings, mine: Settings, theirs: Settings): Settings {
  const changed = new Set(differing(before, mine))
  const pick = <N extends keyof OwnerLook>(name: N) => [name, (changed.has(`look:${name}`) ? mine : theirs).look[name]]
  const look = Object.fromEntries((Object.keys(theirs.look) as (keyof OwnerLook)[]).map(pick)) as unknown as OwnerLook
  return { entries: mergedEntries(mine.entries, theirs.entries, changed), look, invite: (changed.has('invite') ? mine : theirs).invite, hue: changed.has('hue') ? mine.hue : theirs.hue }
}

/** Each way as whoever has changed it left it; in my order if I have moved any. */
function mergedEntries(mine: Entries, theirs: Entries, changed: ReadonlySet<string>): Entries {
  const own = (id: string): boolean => changed.has(`way:${id}`)
  const both = new Map([...theirs.filter(({ id }) => !own(id)), ...mine.filter(({ id }) => own(id))].map((entry) => [entry.id, entry]))
  const [first, second] = changed.has('order') ? [mine, theirs] : [theirs, mine]
  return [...new Set([...ids(first), ...ids(second)])].flatMap((id) => both.get(id) ?? [])
}

export const MULTIWIDGET: Kind<OwnerMultiwidget, Settings, string> = { of: ({ rules }) => rules, differing, changesOf, merged }

/** The entry moved to this place. */
export function moved(entries: Entries, id: string, to: number): Entries {
  const one = entries.find((entry) => entry.id === id)
  const rest = entries.filter((entry) => entry.id !== id)
  const place = Math.max(0, Math.min(to, rest.length))
  return one ? [...rest.slice(0, place), one, ...rest.slice(place)] : entries
}

/** A link of one's own, with a name that no other has. */
export function fresh(entries: Entries): OwnerEntry {
  const taken = entries.map(({ id }) => Number(/^link-(\d+)$/.exec(id)?.[1] ?? 0))
  return { id: `link-${Math.max(0, ...taken) + 1}`, kind: 'link', on: true, link: '', caption: '' }
}
