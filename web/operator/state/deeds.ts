/** The lines between messages: what was done with a conversation. */
import type { Activity, Fact } from '../wire'
import type { Deeds } from './state'

/** The line between messages that the fact leaves; null: none. */
export function deed(fact: Fact): Activity | null {
  const kept = { position: fact.position, by: 'operator', operator: null, target: null, rating: null } as const
  switch (fact.t) {
    case 'conversation_taken':
    case 'conversation_confirming':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator }
    case 'conversation_assigned':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, target: fact.assignee }
    case 'conversation_returned':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, target: fact.former }
    case 'conversation_closed':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, by: fact.operator === null ? 'visitor' : 'operator' }
    case 'conversation_unsolved':
      return { ...kept, kind: fact.t, at: fact.at, by: 'visitor' }
    case 'conversation_reopened':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, by: fact.by }
    case 'conversation_rated':
      return { ...kept, kind: fact.t, at: fact.at, by: 'visitor', rating: fact.rating }
    case 'lead_asked':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator }
    case 'lead_sent':
    case 'lead_failed':
      return { ...kept, kind: fact.t, at: fact.at }
    default:
      return null
  }
}

/** The lines with these in them, each once, in order. */
export function withDeeds(deeds: Deeds, some: readonly Activity[], more = deeds.more): Deeds {
  const known = new Set(deeds.all.map((one) => one.position))
  const fresh = some.filter((one) => !known.has(one.position))
  if (fresh.length === 0 && more === deeds.more) return deeds
  return { all: [...deeds.all, ...fresh].sort((a, b) => a.position - b.position), more }
}

/** Everybody who was ever responsible, as far as the lines tell. */
export function leaders(lines: readonly Activity[]): ReadonlySet<string> {
  const found = lines.map((line) => (line.kind === 'conversation_taken' ? line.operator : LED.has(line.kind) ? line.target : null))
  return new Set(found.filter((id) => id !== null))
}

const LED: ReadonlySet<Activity['kind']> = new Set(['conversation_assigned', 'conversation_returned'])
