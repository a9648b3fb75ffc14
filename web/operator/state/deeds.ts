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
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, target: fact.former, ...(fact.step && { step: fact.step }) }
    case 'conversation_called':
      return { ...kept, kind: fact.t, at: fact.at, step: fact.step, people: fact.people }
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
    case 'link_made':
    case 'links_revoked':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator }
    case 'letter_sent':
      return { ...kept, kind: fact.t, at: fact.at, operator: fact.operator, letter: fact.letter }
    case 'letter_failed':
      return { ...kept, kind: fact.t, at: fact.at, letter: fact.letter }
    case 'letter_received':
      return { ...kept, kind: fact.t, at: fact.at, by: 'visitor', letter: fact.letter }
    default:
      return null
  }
}

/** The lines with these in them, each once, in order; of what went out by the ladder the newer word counts. */
export function withDeeds(deeds: Deeds, some: readonly Activity[], more = deeds.more): Deeds {
  const known = new Set(deeds.all.map((one) => one.position))
  const fresh = some.filter((one) => !known.has(one.position))
  const told = new Map(some.flatMap((one) => (one.deliveries && known.has(one.position) ? [[one.position, one]] : [])))
  if (fresh.length === 0 && told.size === 0 && more === deeds.more) return deeds
  return { all: [...deeds.all.map((one) => told.get(one.position) ?? one), ...fresh].sort((a, b) => a.position - b.position), more }
}

/** Everybody who was ever responsible, as far as the lines tell. */
export function leaders(lines: readonly Activity[]): ReadonlySet<string> {
  const found = lines.map((line) => (line.kind === 'conversation_taken' ? line.operator : LED.has(line.kind) ? line.target : null))
  return new Set(found.filter((id) => id !== null))
}

const LED: ReadonlySet<Activity['kind']> = new Set(['conversation_assigned', 'conversation_returned'])
