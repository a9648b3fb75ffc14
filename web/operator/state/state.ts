/** What the app knows of its project: fetched once with a position, and every fact after it. */
import type { Activity, Conversation, Counts, Fact, Message, Note, Operator, Overview, Project, Tag, VisitorPage } from '../wire'
import { Drawers } from './drawers'

export const LISTS = ['new', 'mine', 'unanswered', 'all', 'closed'] as const
export type ListName = (typeof LISTS)[number]

/** The lists that this operator is shown: All is an administrator's. */
export function listsOf(me: Operator): readonly ListName[] {
  return LISTS.filter((list) => list !== 'all' || me.role === 'admin')
}

/** A thing, and the position that it is true as of: facts up to there are already in it. */
export interface Kept<T> {
  readonly at: number
  readonly it: T
}

/** Messages in order of `seq`, and the notes among them; `more` tells that older ones remain on the server. */
export interface Thread {
  readonly messages: readonly Message[]
  /** Notes in the order of their places. */
  readonly notes: readonly Note[]
  readonly more: boolean
}

/** What was done with a conversation, in order; `more` tells that older ones remain on the server. */
export interface Deeds {
  readonly all: readonly Activity[]
  readonly more: boolean
}

/** How far a list has been fetched: `next` continues it, null at its end. */
export interface Fetched {
  readonly loaded: boolean
  readonly next: string | null
}

/** A conversation that a colleague took before us. */
export interface Taken {
  readonly operator: string
  readonly at: number
}

export interface State {
  /** The newest fact that has been applied: where a reconnect resumes. */
  readonly position: number
  readonly me: Operator
  readonly project: Project
  readonly operators: Readonly<Record<string, Operator>>
  readonly online: readonly string[]
  readonly away: readonly string[]
  readonly counts: Kept<Counts>
  readonly tags: readonly Tag[]
  readonly conversations: Drawers<Kept<Conversation>>
  readonly threads: Readonly<Record<string, Thread>>
  readonly deeds: Readonly<Record<string, Deeds>>
  /** By the list's name, or by `keyOf` when it is narrowed. */
  readonly lists: Readonly<Record<string, Fetched>>
  /** Conversations in which the client types now, and what, where the project shows it. */
  readonly typing: Readonly<Record<string, string>>
  /** Where clients are on the site, as far as it was told since the app is open. */
  readonly pages: Readonly<Record<string, VisitorPage>>
  readonly taken: Readonly<Record<string, Taken>>
  /** The latest facts, applied again to whatever a slow answer brings; older ones than `recentFrom` are gone. */
  readonly recent: readonly Fact[]
  readonly recentFrom: number
  /** Conversations that a fact spoke of and that must be fetched to be known. */
  readonly unknown: readonly string[]
  /** A fact changed a list by an unknown amount: the counts must be fetched. */
  readonly countsStale: boolean
  /** How often something that no fact tells was lost on the way: what rests on it is fetched again. */
  readonly unheard: number
  /** How often it was told that leads of the project's own CRM are others by now. */
  readonly deals: number
  /** How often the CRM told that something changed there. */
  readonly crm: number
}

const NOT_FETCHED: Fetched = { loaded: false, next: null }

export function fetchedOf(state: Pick<State, 'lists'>, key: string): Fetched {
  return state.lists[key] ?? NOT_FETCHED
}

/** The state right after the overview was fetched: nobody's words yet. */
export function fromOverview(overview: Overview, there: Pick<State, 'online' | 'away'> = { online: [], away: [] }): State {
  return {
    position: overview.position,
    me: overview.me,
    project: overview.project,
    operators: byId(overview.operators),
    online: there.online,
    away: there.away,
    counts: { at: overview.position, it: overview.counts },
    tags: overview.tags,
    conversations: Drawers.of(),
    threads: {},
    deeds: {},
    lists: {},
    typing: {},
    pages: {},
    taken: {},
    recent: [],
    recentFrom: overview.position,
    unknown: [],
    countsStale: false,
    unheard: 0,
    deals: 0,
    crm: 0,
  }
}

export type Availability = 'online' | 'away' | 'offline'

/** Whether an operator is there, as the server tells it. */
export function availability(state: Pick<State, 'online' | 'away'>, id: string): Availability {
  return state.online.includes(id) ? 'online' : state.away.includes(id) ? 'away' : 'offline'
}

export function byId(operators: readonly Operator[]): Record<string, Operator> {
  return Object.fromEntries(operators.map((operator) => [operator.id, operator]))
}
