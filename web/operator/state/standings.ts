/** The lists as they stand: a list that is known follows what has changed since, row by row; only a new one is sorted. */
import type { Conversation } from '../wire'
import type { Difference, Drawers } from './drawers'
import { type Filter, keyOf, NO_FILTER } from './filter'
import { ORDER, type Ordered, ordered, partOf } from './lists'
import type { Kept, ListName, State } from './state'

type Known = Pick<State, 'conversations' | 'me'>

/** Beyond so many changes at once, sorting anew is quicker. */
const MANY = 400
/** So many lists are remembered; the one that was asked for longest ago is forgotten first. */
const REMEMBERED = 8

interface Standing extends Known {
  readonly now: Ordered
}

export class Standings {
  private readonly known = new Map<string, Standing>()

  /** The list in order: the very same as long as nothing in it has changed. */
  of(list: ListName, { conversations, me }: Known, filter: Filter = NO_FILTER): Ordered {
    const key = keyOf(list, filter)
    const was = this.known.get(key)
    const same = was?.me.id === me.id ? was : undefined
    if (same?.conversations === conversations) return same.now
    const now = (same && followed(list, same, conversations, filter)) ?? ordered(list, conversations, me, filter)
    this.remember(key, { conversations, me, now })
    return now
  }

  private remember(key: string, standing: Standing): void {
    this.known.delete(key)
    this.known.set(key, standing)
    const [oldest] = this.known.keys()
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest)
  }
}

/** The list after what has changed; null when too much has. */
function followed(list: ListName, { now, conversations, me }: Standing, later: Drawers<Kept<Conversation>>, filter: Filter): Ordered | null {
  const moves = new Moves(now, (it) => partOf(list, it, me, filter))
  let count = 0
  for (const difference of later.since(conversations)) {
    if (++count > MANY) return null
    moves.make(difference)
  }
  return moves.result()
}

/** Rows leave their places and come to others; a part in which none moves stays the very same. */
class Moves {
  private readonly parts: Record<keyof Ordered, Conversation[] | null> = { waiting: null, answered: null }

  constructor(private readonly was: Ordered, private readonly partOf: (it: Conversation) => keyof Ordered | null) {}

  make({ before, after }: Difference<Kept<Conversation>>): void {
    if (before?.it === after?.it) return
    const [from, to] = [before && this.partOf(before.it), after && this.partOf(after.it)]
    if (before && from) this.open(from).splice(place(from, this.open(from), before.it), 1)
    if (after && to) this.open(to).splice(place(to, this.open(to), after.it), 0, after.it)
  }

  result(): Ordered {
    const { waiting, answered } = this.parts
    return waiting || answered ? { waiting: waiting ?? this.was.waiting, answered: answered ?? this.was.answered } : this.was
  }

  private open(part: keyof Ordered): Conversation[] {
    return (this.parts[part] ??= [...this.was[part]])
  }
}

/** Where the conversation stands among these, or would: found by halving. */
export function place(part: keyof Ordered, rows: readonly Conversation[], it: Conversation): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >> 1
    const there = rows[middle]
    if (there && ORDER[part](there, it) < 0) from = middle + 1
    else to = middle
  }
  return from
}
