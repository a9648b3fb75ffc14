/** `apply(state, frame)`: the one place where what the server says changes what the app knows. Pure. */
import type { Conversation, Fact, Operator, ServerSays } from '../wire'
import { changed } from './change'
import { deed, withDeeds } from './deeds'
import { recount } from './lists'
import { said } from './thread'
import { byId, type Kept, type State } from './state'

/** How many facts are remembered for answers that are on their way. */
const RECENT = 500

/** The state after the frame. Facts up to the known position change nothing: a repeat is harmless. */
export function apply(state: State, frame: ServerSays): State {
  switch (frame.t) {
    case 'welcome':
    case 'presence':
      return { ...state, online: frame.online, away: frame.away }
    case 'people':
      return staffed(state, frame.operators)
    case 'project':
      return { ...state, project: frame.project }
    case 'typing':
      return frame.by === 'visitor' ? typed(state, frame.conversation, frame.on, frame.text) : state
    case 'visitor_page':
      return { ...state, pages: { ...state.pages, [frame.conversation]: frame } }
    case 'ack':
    case 'noted':
    case 'refused':
    case 'pong':
    case 'seen':
    case 'canned':
      return state
    case 'unheard':
      return { ...state, unheard: state.unheard + 1 }
    case 'deals':
      return { ...state, deals: state.deals + 1 }
    case 'crm':
      return { ...state, crm: state.crm + 1 }
    case 'tags':
      return { ...state, tags: frame.tags }
    default:
      return frame.position <= state.position ? state : happened(state, frame)
  }
}

/** The operators as they are now, oneself among them. */
function staffed(state: State, operators: readonly Operator[]): State {
  const all = byId(operators)
  return { ...state, operators: all, me: all[state.me.id] ?? state.me }
}

/** Which conversation the fact is about. */
export function about(fact: Fact): string {
  return typeof fact.conversation === 'string' ? fact.conversation : fact.conversation.id
}

function happened(state: State, fact: Fact): State {
  const next = done(inThread(inConversation(remembered(state, fact), fact), fact), fact)
  const silent = fact.t === 'message_posted' && fact.message.author === 'visitor'
  return silent ? typed(next, about(fact), false) : next
}

function remembered(state: State, fact: Fact): State {
  const recent = [...state.recent, fact]
  const gone = recent.length > RECENT ? recent.shift() : undefined
  return { ...state, position: fact.position, recent, recentFrom: gone ? gone.position : state.recentFrom }
}

function inConversation(state: State, fact: Fact): State {
  const id = about(fact)
  const known = state.conversations.get(id)
  if (known && known.at >= fact.position) return ahead(state, fact)
  if (lost(state, fact)) return forgotten(state, fact, known)
  const whole = typeof fact.conversation === 'string' ? null : fact.conversation
  if (!known && !whole) return wanted(state, fact)
  const before = known?.it ?? null
  const after = whole ?? changed((known as Kept<Conversation>).it, fact)
  const free = whole ? untaken(state, id) : state
  return counted(withConversation(free, id, { at: fact.position, it: after }), fact, before, after)
}

function lost(state: State, fact: Fact): boolean {
  return fact.t === 'conversation_taken' && isLost(state, fact.operator)
}

/** What a colleague took, an ordinary operator sees no more. */
export function isLost(state: State, taker: string): boolean {
  return taker !== state.me.id && state.me.role !== 'admin'
}

function forgotten(state: State, fact: Fact, known: Kept<Conversation> | undefined): State {
  const id = about(fact)
  const next = without(state, id)
  if (fact.t !== 'conversation_taken') return next
  const told = { ...next, taken: { ...next.taken, [id]: { operator: fact.operator, at: fact.at } } }
  return known ? counted(told, fact, known.it, null) : stale(told, fact)
}

/** The state without this conversation: it is no longer within the operator's scope. */
export function without(state: State, id: string): State {
  const conversations = state.conversations.without(id)
  const { [id]: _words, ...threads } = state.threads
  const { [id]: _deeds, ...deeds } = state.deeds
  return typed({ ...state, conversations, threads, deeds, unknown: state.unknown.filter((one) => one !== id) }, id, false)
}

/** Nobody has it any more. */
function untaken(state: State, id: string): State {
  if (!(id in state.taken)) return state
  const { [id]: _free, ...taken } = state.taken
  return { ...state, taken }
}

function withConversation(state: State, id: string, kept: Kept<Conversation>): State {
  return { ...state, conversations: state.conversations.with([[id, kept]]) }
}

function counted(state: State, fact: Fact, before: Conversation | null, after: Conversation | null): State {
  if (fact.position <= state.counts.at) return state
  const it = recount(state.counts.it, before, after, state.me)
  return { ...state, counts: { at: fact.position, it } }
}

/** An unheard-of conversation: ask for it, and for the counts if it may have changed its list. */
function wanted(state: State, fact: Fact): State {
  const id = about(fact)
  const next = state.unknown.includes(id) ? state : { ...state, unknown: [...state.unknown, id] }
  return stale(next, fact)
}

/** The conversation was fetched after this fact: it is in already, only the counts may not know. */
function ahead(state: State, fact: Fact): State {
  return stale(state, fact)
}

function stale(state: State, fact: Fact): State {
  const moves = fact.t.startsWith('conversation_') || fact.t === 'message_posted'
  return moves && fact.position > state.counts.at ? { ...state, countsStale: true } : state
}

function inThread(state: State, fact: Fact): State {
  const id = about(fact)
  const thread = state.threads[id]
  const next = thread && said(thread, fact)
  return next && next !== thread ? { ...state, threads: { ...state.threads, [id]: next } } : state
}

/** A line between the messages, where they are known. */
function done(state: State, fact: Fact): State {
  const line = deed(fact)
  const known = state.deeds[about(fact)]
  return line && known ? { ...state, deeds: { ...state.deeds, [about(fact)]: withDeeds(known, [line]) } } : state
}

function typed(state: State, id: string, on: boolean, text = ''): State {
  if (on ? state.typing[id] === text : !(id in state.typing)) return state
  if (on) return { ...state, typing: { ...state.typing, [id]: text } }
  const { [id]: _silent, ...typing } = state.typing
  return { ...state, typing }
}
