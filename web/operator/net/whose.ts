/** Whose this device is. Operators use one after the other, and what is one's is not shown to the next; the worker asks here, too. */
import type { Cupboard } from './cupboard'

const WHOSE = 'whose'

/** The operator's id; empty: they have signed out; null: nobody knows. */
export function whose(cupboard: Cupboard): Promise<string | null> {
  return cupboard.get<string>(WHOSE)
}

export async function sits(cupboard: Cupboard, operator: string): Promise<void> {
  await cupboard.put(WHOSE, operator)
}

/** Whoever has sat down since stays. */
export async function leaves(cupboard: Cupboard, operator: string): Promise<void> {
  if ((await whose(cupboard)) === operator) await cupboard.put(WHOSE, '')
}
