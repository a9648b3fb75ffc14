/** A tiny server for tests: it makes facts at random and answers fetches by the rules of the journal. */
import type { Activity, Conversation, ConversationPage, Counts, Fact, Message, Note, Operator, Overview, Project, Tag } from '../wire'
import { PLAIN } from '../wire'
import { STEPS } from '../state/change'
import { deed } from '../state/deeds'
import { LISTS, type ListName } from '../state/state'

export const ANNA: Operator = person('a'.repeat(32), 'Анна Соколова')
export const IGOR: Operator = person('b'.repeat(32), 'Игорь Белов')
/** What the project sorts by. */
export const TAGS: readonly Tag[] = [{ id: 'c'.repeat(32), name: 'Замер', color: 'amber' }, { id: 'd'.repeat(32), name: 'Договор', color: 'violet' }]
const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 20, 9)

/** A project that has chosen nothing. */
export const PROJECT: Project = {
  number: 1042,
  name: 'Окна',
  settings: {
    answer_within: 120, edit_limit: 900, confirm_closing: false, ask_rating: true, show_client_typing: false,
    notify_unassigned: 'nobody', routing: 'hand', load_limit: 0, pass_on_after: 0, tell_waiting_after: 300,
    ladder_popup: 15, ladder_sound: 30, ladder_push: 60, ladder_letter: 180, ladder_others: 300, ladder_admins: 600, show_wait: true, show_position: false,
    mail_after: 180, file_limit: 25, conversation_files: 500, project_files: 10_000,
  },
}

export function person(id: string, name: string, role: Operator['role'] = 'operator'): Operator {
  return { id, name, email: `${id.slice(0, 2)}@okna.example`, title: null, avatar: null, role, disabled: false, stance: null }
}

export function conversation(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id, ordinal: 1, status: 'new', assignee: null, visitor_name: null, created_at: START, closed_at: null, last_message: null,
    last_at: START, last_seq: 0, unread: 0, waiting_since: null, visitor_delivered: 0, visitor_read: 0, operator_delivered: 0,
    operator_read: 0, page_url: 'https://okna.example/', page_title: 'Окна', referrer: '', language: 'ru', user_agent: '',
    channel: 'site', contact: null, tags: [], rating: null, rating_comment: '', assigned_at: null, first_answer_at: null, left: null, called: null, ...more,
  }
}

/** Random numbers that repeat with their seed. */
export function dice(seed: number): (sides: number) => number {
  let x = seed * 2654435761 + 1
  return (sides) => {
    x = (Math.imul(x ^ (x >>> 15), 2246822519) + 374761393) >>> 0
    return (x >>> 8) % sides
  }
}

export class Model {
  position = 0
  now = START
  readonly all = new Map<string, Conversation>()
  readonly words = new Map<string, Message[]>()
  readonly notes = new Map<string, Note[]>()
  readonly deeds = new Map<string, Activity[]>()

  constructor(readonly me: Operator, private readonly roll: (sides: number) => number) {}

  /** One thing that happens, as the operator `me` is told of it; null when it is outside their scope. */
  step(): Fact | null {
    this.now += 1 + this.roll(HOUR / 60)
    const open = [...this.all.values()]
    const it = open[this.roll(Math.max(1, open.length))]
    if (!it || this.roll(6) === 0) return this.started()
    const can = [
      this.visitorWrites, this.operatorWrites, this.taken, this.closed, this.marked, this.reopened, this.returned, this.assigned,
      this.called, this.asked, this.unsolved, this.rated, this.tagged, this.edited, this.noted, this.named,
    ]
    const fact = can[this.roll(can.length)]?.call(this, it) ?? null
    const line = fact && deed(fact)
    if (line) this.deeds.set(it.id, [...(this.deeds.get(it.id) ?? []), line])
    return fact && this.told(fact, it)
  }

  /** As the server words it for this operator: of what goes to a colleague, only who has it. */
  private told(fact: Fact, was: Conversation): Fact | null {
    if (this.sees(this.all.get(was.id) ?? was)) return fact
    if (fact.t === 'conversation_taken') return fact
    if (fact.t !== 'conversation_assigned') return null
    return { t: 'conversation_taken', position: fact.position, conversation: was.id, operator: fact.assignee, at: fact.at }
  }

  sees(it: Conversation): boolean {
    return this.me.role === 'admin' || it.assignee === null || it.assignee === this.me.id
  }

  overview(): Overview {
    const open = this.in('all').flatMap((it) => it.tags)
    const tags = Object.fromEntries(TAGS.map(({ id }) => [id, open.filter((one) => one === id).length]))
    const counts: Counts = {
      new: this.in('new').length, mine: this.in('mine').length, unanswered: this.in('unanswered').length, all: this.in('all').length,
      closed: this.in('closed').length, tags,
    }
    return { position: this.position, me: this.me, project: PROJECT, operators: [ANNA, IGOR], tags: TAGS, counts }
  }

  page(list: ListName): ConversationPage {
    return { position: this.position, conversations: this.in(list), next: null }
  }

  private in(list: ListName): Conversation[] {
    const mine = (c: Conversation): boolean => c.assignee === this.me.id && (c.status === 'open' || c.status === 'confirming')
    const belongs = (c: Conversation): boolean => {
      if (list === 'unanswered') return c.waiting_since !== null && c.status !== 'closed'
      if (list === 'all') return c.status !== 'closed'
      return list === 'mine' ? mine(c) : c.status === list
    }
    return [...this.all.values()].filter((c) => this.sees(c) && belongs(c)).sort((a, b) => b.last_at - a.last_at)
  }

  private next(): number {
    this.position += 1 + this.roll(3) // facts outside the scope take numbers too
    return this.position
  }

  private change(it: Conversation, how: Partial<Conversation>): void {
    this.all.set(it.id, { ...it, ...how })
  }

  private started(): Fact {
    const id = (this.all.size + 1).toString(16).padStart(32, '0')
    const it = conversation(id, { ordinal: this.all.size + 1, created_at: this.now, last_at: this.now })
    this.all.set(id, it)
    this.words.set(id, [])
    return { t: 'conversation_started', position: this.next(), conversation: it }
  }

  private write(it: Conversation, author: 'visitor' | 'operator'): Fact {
    const operator = author === 'operator' ? it.assignee : null
    const text = 'слово 🙂 '.repeat(1 + this.roll(40))
    const message: Message = { id: `${it.id.slice(6)}${it.last_seq}`, seq: it.last_seq + 1, at: this.now, author, operator, text, ...PLAIN }
    this.words.get(it.id)?.push(message)
    const last = { seq: message.seq, at: message.at, author, operator, text: [...text].slice(0, 200).join('') }
    const theirs = author === 'visitor'
    this.change(it, {
      last_message: last, last_at: this.now, last_seq: message.seq, unread: it.unread + (theirs ? 1 : 0),
      waiting_since: theirs ? (it.waiting_since ?? this.now) : null, first_answer_at: theirs ? it.first_answer_at : (it.first_answer_at ?? this.now), called: theirs ? it.called : null,
    })
    return { t: 'message_posted', position: this.next(), conversation: it.id, message }
  }

  private visitorWrites(it: Conversation): Fact | null {
    return it.status === 'closed' ? null : this.write(it, 'visitor')
  }

  private operatorWrites(it: Conversation): Fact | null {
    return it.status === 'open' ? this.write(it, 'operator') : null
  }

  /** The operator changes or takes back the newest of their messages. */
  private edited(it: Conversation): Fact | null {
    const words = this.words.get(it.id) ?? []
    const was = words.findLast((one) => one.author === 'operator' && one.deleted_at === null)
    if (!was) return null
    const gone = this.roll(3) === 0
    const message: Message = gone ? { ...was, text: '', deleted_at: this.now } : { ...was, text: 'другое', edited_at: this.now }
    words[words.indexOf(was)] = message
    if (it.last_message?.seq === was.seq) this.change(it, { last_message: { ...it.last_message, text: message.text } })
    return { t: gone ? 'message_deleted' : 'message_edited', position: this.next(), conversation: it.id, message }
  }

  private noted(it: Conversation): Fact {
    const notes = this.notes.get(it.id) ?? []
    const newest = notes.at(-1)
    const how = newest ? this.roll(4) : 3
    const position = this.next()
    const fresh = { id: `n${position}`.padStart(32, '0'), after: it.last_seq, at: this.now, operator: IGOR.id, text: 'между нами', files: [], edited_at: null, deleted_at: null }
    const note = !newest || how > 1 ? fresh : how === 0 ? { ...newest, text: '', deleted_at: this.now } : { ...newest, text: 'иначе', edited_at: this.now }
    this.notes.set(it.id, note === fresh ? [...notes, note] : [...notes.slice(0, -1), note])
    return { t: note === fresh ? 'note_added' : how === 0 ? 'note_deleted' : 'note_edited', position, conversation: it.id, note }
  }

  private taken(it: Conversation): Fact | null {
    if (it.status !== 'new') return null
    const operator = this.roll(2) ? ANNA.id : IGOR.id
    this.change(it, { status: 'open', assignee: operator, assigned_at: this.now, called: null })
    return { t: 'conversation_taken', position: this.next(), conversation: it.id, operator, at: this.now }
  }

  private returned(it: Conversation): Fact | null {
    if (it.status !== 'open' || it.assignee === null) return null
    this.change(it, { status: 'new', assignee: null, assigned_at: null })
    const conversation = this.all.get(it.id) ?? it
    return { t: 'conversation_returned', position: this.next(), conversation, former: it.assignee, operator: null, at: this.now }
  }

  private closed(it: Conversation): Fact | null {
    if (it.status !== 'open') return null
    this.change(it, { status: 'closed', closed_at: this.now, waiting_since: null, called: null })
    return { t: 'conversation_closed', position: this.next(), conversation: it.id, operator: it.assignee, at: this.now }
  }

  private reopened(it: Conversation): Fact | null {
    if (it.status !== 'closed' && it.status !== 'confirming') return null
    const by = this.roll(2) ? 'visitor' : 'operator'
    const waiting_since = by === 'visitor' ? this.now : null
    this.change(it, { status: 'open', closed_at: null, waiting_since })
    const operator = by === 'visitor' ? null : it.assignee
    return { t: 'conversation_reopened', position: this.next(), conversation: it.id, by, operator, status: 'open', waiting_since, at: this.now }
  }

  private assigned(it: Conversation): Fact | null {
    const assignee = this.roll(2) ? ANNA.id : IGOR.id
    if (it.status === 'closed' || it.assignee === assignee) return null
    this.change(it, { status: it.status === 'new' ? 'open' : it.status, assignee, assigned_at: this.now, called: null })
    const conversation = this.all.get(it.id) ?? it
    return { t: 'conversation_assigned', position: this.next(), conversation, operator: this.roll(2) ? ANNA.id : null, assignee, at: this.now }
  }

  private named(it: Conversation): Fact {
    const contact = it.contact ?? it.id.replace(/^./, 'c')
    const name = this.roll(4) ? `Марина ${this.roll(100)}` : null
    this.change(it, { contact, visitor_name: name })
    return { t: 'contact_changed', position: this.next(), conversation: it.id, contact, name, left: it.left }
  }

  private asked(it: Conversation): Fact | null {
    if (it.status !== 'open') return null
    this.change(it, { status: 'confirming', waiting_since: null, called: null })
    return { t: 'conversation_confirming', position: this.next(), conversation: it.id, operator: it.assignee ?? '', at: this.now }
  }

  private called(it: Conversation): Fact | null {
    const step = STEPS[this.roll(STEPS.length)]
    if (it.waiting_since === null || step === undefined) return null
    const higher = it.called !== null && STEPS.indexOf(it.called) > STEPS.indexOf(step)
    this.change(it, { called: higher ? it.called : step })
    return { t: 'conversation_called', position: this.next(), conversation: it.id, step, people: [it.assignee ?? ANNA.id], at: this.now }
  }

  private unsolved(it: Conversation): Fact | null {
    if (it.status !== 'confirming') return null
    this.change(it, { status: 'open', waiting_since: this.now })
    return { t: 'conversation_unsolved', position: this.next(), conversation: it.id, status: 'open', at: this.now }
  }

  private rated(it: Conversation): Fact | null {
    if (it.status !== 'closed') return null
    const how = { rating: 1 + this.roll(5), rating_comment: this.roll(2) ? 'так себе' : '' }
    this.change(it, how)
    return { t: 'conversation_rated', position: this.next(), conversation: it.id, rating: how.rating, comment: how.rating_comment, at: this.now }
  }

  private tagged(it: Conversation): Fact {
    const tag = TAGS[this.roll(TAGS.length)]?.id ?? ''
    const tags = it.tags.includes(tag) ? it.tags.filter((one) => one !== tag) : [...it.tags, tag]
    this.change(it, { tags })
    return { t: 'conversation_tagged', position: this.next(), conversation: it.id, operator: IGOR.id, tags, at: this.now }
  }

  private marked(it: Conversation): Fact | null {
    const by = this.roll(2) ? 'visitor' : 'operator'
    const seq = it.last_seq
    if (seq === 0) return null
    const received = by === 'visitor' ? { visitor_delivered: seq } : { operator_delivered: seq }
    this.change(it, received)
    if (this.roll(2)) {
      return { t: 'messages_delivered', position: this.next(), conversation: it.id, by, seq }
    }
    const unread = by === 'operator' ? 0 : it.unread
    this.change({ ...it, ...received }, by === 'visitor' ? { visitor_read: seq } : { operator_read: seq, unread })
    return { t: 'messages_read', position: this.next(), conversation: it.id, by, seq, unread }
  }
}

/** Everything fetched at once, as the app does at its start. */
export function lists(model: Model): readonly (readonly [ListName, ConversationPage])[] {
  return LISTS.map((list) => [list, model.page(list)] as const)
}
