/** Settings while they are being changed: kept until saved, and never saved over another's head. */

/** What the server tells of settings: the version is named when they are changed. */
export interface Versioned {
  readonly version: string
}

/** How settings of one kind are taken apart. `Seen` is what the server tells. */
export interface Kind<Seen, Wanted, Name extends string> {
  of(seen: Seen): Wanted
  /** The smallest things that two people may change at once without being in each other's way, by name. */
  differing(before: Wanted, after: Wanted): readonly Name[]
  /** What is to be sent. */
  changesOf(before: Wanted, after: Wanted): unknown
  /** Mine where I have changed something, else theirs. */
  merged(before: Wanted, mine: Wanted, theirs: Wanted): Wanted
}

/** What is being changed: the settings as they were seen, and as they are wanted. */
export interface Draft<Seen, Wanted, Name extends string> {
  readonly seen: Seen
  readonly wanted: Wanted
  /** What somebody else has saved meanwhile. */
  readonly others: readonly Name[]
}

/** The draft; null when it says nothing else than what is stored. */
export function drafted<Seen, Wanted, Name extends string>(kind: Kind<Seen, Wanted, Name>, draft: Draft<Seen, Wanted, Name>): Draft<Seen, Wanted, Name> | null {
  return kind.differing(kind.of(draft.seen), draft.wanted).length ? draft : null
}

/** Somebody else was quicker: their settings with my changes in them. */
export function met<Seen, Wanted, Name extends string>(kind: Kind<Seen, Wanted, Name>, { seen, wanted }: Draft<Seen, Wanted, Name>, theirs: Seen): Draft<Seen, Wanted, Name> {
  const [before, after] = [kind.of(seen), kind.of(theirs)]
  return { seen: theirs, wanted: kind.merged(before, wanted, after), others: kind.differing(before, after) }
}

/** What was sent is stored; what was typed since it was sent is a draft still. */
export function since<Seen, Wanted, Name extends string>(
  kind: Kind<Seen, Wanted, Name>, sent: Draft<Seen, Wanted, Name>, now: Draft<Seen, Wanted, Name> | null, stored: Seen,
): Draft<Seen, Wanted, Name> | null {
  return now && drafted(kind, { seen: stored, wanted: kind.merged(sent.wanted, now.wanted, kind.of(stored)), others: [] })
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Settings that are a plain list of names and values. */
export function plain<Seen, Wanted extends object>(of: (seen: Seen) => Wanted): Kind<Seen, Wanted, keyof Wanted & string> {
  const differing = (before: Wanted, after: Wanted) => (Object.keys(after) as (keyof Wanted & string)[]).filter((name) => !same(before[name], after[name]))
  const changesOf = (before: Wanted, after: Wanted) => Object.fromEntries(differing(before, after).map((name) => [name, after[name]]))
  return { of, differing, changesOf, merged: (before, mine, theirs) => ({ ...theirs, ...changesOf(before, mine) }) }
}
