/** Settings while they are being changed: kept until saved, and never saved over another's head. */

/** How settings of one kind are taken apart. `Seen` is what the server tells, with its version. */
export interface Kind<Seen, Wanted> {
  of(seen: Seen): Wanted
  /** The smallest things that two people may change at once without being in each other's way, by name. */
  differing(before: Wanted, after: Wanted): readonly string[]
  /** What is to be sent. */
  changes(before: Wanted, after: Wanted): unknown
  /** Mine where I have changed something, else theirs. */
  merged(before: Wanted, mine: Wanted, theirs: Wanted): Wanted
}

/** What is being changed: the settings as they were seen, and as they are wanted. */
export interface Draft<Seen, Wanted> {
  readonly seen: Seen
  readonly wanted: Wanted
  /** What somebody else has saved meanwhile. */
  readonly others: readonly string[]
}

/** Somebody else was quicker: their settings with my changes in them. */
export function met<Seen, Wanted>(kind: Kind<Seen, Wanted>, { seen, wanted }: Draft<Seen, Wanted>, theirs: Seen): Draft<Seen, Wanted> {
  const [before, after] = [kind.of(seen), kind.of(theirs)]
  return { seen: theirs, wanted: kind.merged(before, wanted, after), others: kind.differing(before, after) }
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
