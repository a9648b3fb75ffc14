/** What a list is narrowed by, besides its name. */
import type { Conversation } from '../wire'

export interface Filter {
  readonly channel: Conversation['channel'] | null
  readonly operator: string | null
  readonly tag: string | null
  /** Begun at this moment or later, and before that one. */
  readonly since: number | null
  readonly until: number | null
  readonly rating: number | null
}

export const NO_FILTER: Filter = { channel: null, operator: null, tag: null, since: null, until: null, rating: null }

export function isNarrow(filter: Filter): boolean {
  return Object.values(filter).some((value) => value !== null)
}

/** True when the conversation goes through. */
export function passes(filter: Filter, it: Conversation): boolean {
  const { channel, operator, tag, since, until, rating } = filter
  return (
    (channel === null || it.channel === channel) && (operator === null || it.assignee === operator) && (tag === null || it.tags.includes(tag)) &&
    (since === null || it.created_at >= since) && (until === null || it.created_at < until) && (rating === null || it.rating === rating)
  )
}

/** What is asked of the server. */
export function asked(filter: Filter): Record<string, string | number> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)) as Record<string, string | number>
}

/** Under which name what was fetched is remembered. */
export function keyOf(list: string, filter: Filter): string {
  return isNarrow(filter) ? `${list}?${JSON.stringify(asked(filter))}` : list
}

/** As the address keeps it: it survives a reload, and each window has its own. */
export function toQuery(filter: Filter): string {
  const found = new URLSearchParams(Object.entries(asked(filter)).map(([name, value]) => [name, String(value)])).toString()
  return found && `?${found}`
}

/** What an address says; what it cannot mean is left out. */
export function fromQuery(query: string): Filter {
  const given = new URLSearchParams(query)
  const id = (name: string): string | null => /^[0-9a-f]{32}$/.exec(given.get(name) ?? '')?.[0] ?? null
  const moment = (name: string): number | null => Number(/^\d{1,15}$/.exec(given.get(name) ?? '')?.[0] ?? 0) || null
  const rating = Number(/^[1-5]$/.exec(given.get('rating') ?? '')?.[0] ?? 0) || null
  return { channel: given.get('channel') === 'site' ? 'site' : null, operator: id('operator'), tag: id('tag'), since: moment('since'), until: moment('until'), rating }
}
