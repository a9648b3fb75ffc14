/** The order of the operators' table: by one of its columns, to and fro. Whoever may not sign in any more stands last. */
import type { OwnerOperator } from '../shared/wire.gen'

export const COLUMNS = ['operator', 'role', 'now', 'sessions', 'open_count'] as const
export type Column = (typeof COLUMNS)[number]

export interface Sorting {
  readonly by: Column
  readonly down: boolean
}

const THERE: Readonly<Record<OwnerOperator['there'], number>> = { online: 0, away: 1, offline: 2 }

/** Numbers begin with the largest, words with the first letter. */
const LESS: Readonly<Record<Column, (a: OwnerOperator, b: OwnerOperator) => number>> = {
  operator: () => 0,
  role: (a, b) => Number(b.role === 'admin') - Number(a.role === 'admin'),
  now: (a, b) => THERE[a.there] - THERE[b.there],
  sessions: (a, b) => b.sessions - a.sessions,
  open_count: (a, b) => b.open - a.open,
}

/** The operators in this order; equals stand by name. */
export function sorted(all: readonly OwnerOperator[], { by, down }: Sorting): readonly OwnerOperator[] {
  const sign = down ? -1 : 1
  const byName = (a: OwnerOperator, b: OwnerOperator): number => a.name.localeCompare(b.name)
  return [...all].sort((a, b) =>
    Number(a.disabled) - Number(b.disabled) || (by === 'operator' ? sign * byName(a, b) : sign * LESS[by](a, b) || byName(a, b)),
  )
}

/** What a press on a column's head makes of the order. */
export function pressed(was: Sorting, by: Column): Sorting {
  return { by, down: was.by === by && !was.down }
}
