/** Which clients call this operator: what is kept of it on the device, and when it is over. Pure. */
import type { LadderStep } from '../wire'
import { STEPS } from './change'
import type { State } from './state'

export interface Call {
  readonly conversation: string
  readonly step: LadderStep
  /** When the ladder called. */
  readonly at: number
  /** The sound was stopped on this device. */
  readonly hushed: boolean
}

/** The steps that sound again and again; a pop-up alone does not. */
export const RINGING: ReadonlySet<LadderStep> = new Set(['sound', 'others', 'admins'])

/** With this call: a newer one of the same client stands in place of the older, and is heard anew. */
export function withCall(all: readonly Call[], call: Call): readonly Call[] {
  return [...all.filter((one) => one.conversation !== call.conversation), call]
}

/** Without those who wait no more, or of whom the ladder does not call any more: answered, closed, taken. What is not known, and was asked
 *  for in vain (`asked`), is out of reach. */
export function apart(all: readonly Call[], state: State, asked: ReadonlySet<string>): readonly Call[] {
  const left = all.filter(({ conversation }) => {
    const it = state.conversations.get(conversation)?.it
    if (it) return it.waiting_since !== null && it.called !== null
    return state.unknown.includes(conversation) || !(asked.has(conversation) || conversation in state.taken)
  })
  return left.length === all.length ? all : left
}

/** What was kept on the device; whatever makes no sense is left out. */
export function kept(text: string | null): readonly Call[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(found) ? found.filter(isCall) : []
  } catch {
    return []
  }
}

function isCall(one: unknown): one is Call {
  if (typeof one !== 'object' || one === null) return false
  const { conversation, step, at, hushed }: Partial<Record<keyof Call, unknown>> = one
  return typeof conversation === 'string' && STEPS.some((known) => known === step) && typeof at === 'number' && typeof hushed === 'boolean'
}
