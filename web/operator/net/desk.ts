/** An operator's desk: the state, the link that keeps it true, the outbox, the drafts, and what one can do. */
import { Outbox, type Item } from '../../shared/outbox'
import { openShelf, watchShelf } from '../../shared/shelf'
import { Link, type LinkState } from '../../shared/socket'
import { PROTOCOL } from '../../shared/wire.gen'
import type { Language } from '../../shared/i18n'
import { about, apply } from '../state/apply'
import { withOwn, withOwnNote } from '../state/fetched'
import { Drawers } from '../state/drawers'
import { Standings } from '../state/standings'
import { type Kept, type State, fromOverview } from '../state/state'
import { type Store, store } from '../state/store'
import type { Ack, Conversation, Fact, Operator, OperatorSays, Overview, Refused, ServerSays, Welcome } from '../wire'
import { PLAIN } from '../wire'
import { type Answer, said, sent } from './answers'
import type { Api } from './api'
import { Attachments } from './attachments'
import { Calls } from './calls'
import { noteDraft, openDrafts } from './drafts'
import { Handling } from './handling'
import { Tagging } from './tagging'
import { Idle } from './idle'
import { Keeper } from './keeper'
import { Library } from './library'
import { Loading } from './loading'
import { Marks } from './marks'
import { Words } from './words'
import { Teller } from './teller'
import { Workload } from './workload'

export interface Connection {
  readonly state: LinkState
  /** Why it ended: a close code. */
  readonly code: number
  /** Since when it has been lost, by this device's clock; null while it is there. */
  readonly lostAt: number | null
  /** How many times it has come: before the first, one is only connecting. */
  readonly times: number
}

const TYPING_FADES = 6_000
const AGAIN_AFTER = 1_000

export class Desk {
  readonly state: Store<State>
  readonly standings = new Standings()
  readonly connection = store<Connection>({ state: 'idle', code: 0, lostAt: null, times: 0 })
  readonly unsent: Store<readonly Item<Answer>[]>
  readonly loading: Loading
  readonly drafts
  readonly words: Words
  readonly attachments: Attachments
  readonly loads: Workload
  readonly handling: Handling
  readonly tagging: Tagging
  readonly library: Library
  readonly teller: Teller
  readonly calls: Calls
  /** The server's clock minus ours. */
  skew = 0
  private link: Link<OperatorSays, ServerSays>
  private outbox: Outbox<Answer>
  readonly marks: Marks
  private idle = new Idle((idle) => {
    this.link.send({ t: 'availability', idle })
    this.link.anew()
  })
  private fading = new Map<string, ReturnType<typeof setTimeout>>()
  private unwatch: () => void
  /** The conversations as they were when it was last told that the clients' words have arrived. */
  private looked = Drawers.of<Kept<Conversation>>()
  readonly keeper: Keeper
  /** The conversation on the screen: fetched again with everything else. */
  opened: string | null = null

  /** `begin`: fetched now, or, since `keptAt`, kept on the device. */
  constructor(readonly api: Api, begin: Overview | State, private language: () => Language, private signedOut: () => void, readonly keptAt: number | null = null) {
    this.state = store('conversations' in begin ? begin : fromOverview(begin))
    const prefix = `besedka.operator.${begin.me.id}.`
    const shelf = openShelf(prefix)
    this.drafts = openDrafts(shelf)
    this.words = new Words(api)
    this.attachments = new Attachments(language, shelf)
    this.loads = new Workload(api, this.state)
    this.handling = new Handling(api, { state: this.state, now: () => Date.now() + this.skew, signedOut, settled: () => this.loading.settle() })
    this.library = new Library(api, signedOut)
    this.teller = new Teller({ shelf, name: prefix, state: this.state })
    this.calls = new Calls({ shelf, name: prefix, state: this.state, choices: this.teller.choices, seen: (conversation) => this.link.send({ t: 'seen', conversation }), ask: (id) => this.loading.ask(id) })
    this.link = this.linked()
    this.marks = new Marks((frame) => this.link.send(frame), () => this.loading.opening)
    this.loading = new Loading(api, this.state, signedOut, () => this.received())
    this.tagging = new Tagging(api, this.state, this.loading)
    this.outbox = new Outbox<Answer>({
      shelf,
      say: (item) => this.link.send(said(item)),
      changed: () => this.unsent?.set(this.outbox.items),
    })
    this.unsent = store(this.outbox.items)
    this.keeper = new Keeper({
      api, state: this.state, opened: () => this.opened, signedOut, settle: () => this.loading.settle(),
      answer: ({ id, conversation, text }) => void this.outbox.add({ conversation, text }, id),
      draft: (conversation, text) => this.drafts.add(conversation, text),
    })
    this.unwatch = watchShelf(prefix, (name, text) => {
      this.outbox.elsewhere(name, text)
      this.teller.elsewhere(name, text)
      this.calls.elsewhere(name, text)
      this.attachments.elsewhere(name, text)
      if (!document.hasFocus()) this.drafts.elsewhere(name, text)
    })
  }

  start(): void {
    this.link.start()
    this.idle.start()
    this.keeper.start(this.keptAt !== null)
    this.loads.stale()
    this.loading.lists()
    this.calls.start()
  }

  stop(): void {
    this.unwatch()
    this.keeper.stop()
    this.attachments.stop()
    this.outbox.shut()
    this.marks.stop()
    this.idle.stop()
    this.loads.stop()
    this.loading.stop()
    this.teller.stop()
    this.calls.stop()
    this.link.stop()
    for (const timer of this.fading.values()) clearTimeout(timer)
  }

  reconnect(): void {
    this.link.nudge()
  }

  /** Keep the answer and send it as soon as it can be. */
  answer(conversation: string, text: string, quote: number | null = null): void {
    this.post({ conversation, text, ...(quote === null ? {} : { quote }) }, conversation)
  }

  /** Keep the note and send it as soon as it can be: no client ever hears of it. */
  note(conversation: string, text: string, draft = noteDraft(conversation)): void {
    this.post({ conversation, text, note: true }, draft)
  }

  /** With what is attached where it was written. */
  private post(words: Answer, draft: string): void {
    const uploads = this.attachments.of(draft)
    const files = uploads.items.map(sent)
    this.outbox.add(files.length > 0 ? { ...words, files } : words)
    this.drafts.set(draft, '')
    uploads.posted()
  }

  retry(id: string): void {
    this.outbox.retry(id)
  }

  discard(id: string): void {
    this.outbox.discard(id)
  }

  typing(conversation: string, on: boolean): void {
    this.link.send({ t: 'typing', conversation, on })
  }

  /** The client's messages up to `seq` are on the screen of somebody who may speak for the company. */
  seen(it: Conversation, seq: number): void {
    if (seq > it.operator_read && this.speaksFor(it)) this.marks.note('read', it.id, seq)
  }

  /** Say of oneself that one is away or offline; null: there. RequestRefused tells why not. */
  async setStance(stance: Operator['stance']): Promise<void> {
    const me = await this.api.setStance(stance)
    this.state.update((state) => ({ ...state, me, operators: { ...state.operators, [me.id]: me } }))
  }

  /** One's own picture has changed. */
  wear(avatar: string | null): void {
    this.state.update((state) => {
      const me = { ...state.me, avatar }
      return { ...state, me, operators: { ...state.operators, [me.id]: me } }
    })
  }

  /** Set one's own password: every session ends, and this browser has a new one. */
  changePassword(old: string, fresh: string): Promise<void> {
    return this.api.setPassword(old, fresh)
  }

  private linked(): Link<OperatorSays, ServerSays> {
    return new Link({
      address: { socket: '/ws/operator', poll: '/api/operator/v1/poll', credentials: 'same-origin' },
      hello: () => ({ t: 'hello', v: PROTOCOL, position: this.state.get().position, language: this.language(), idle: this.idle.idle }),
      heard: (frame) => this.heard(frame),
      changed: (state, code) => this.changed(state, code),
    })
  }

  private changed(state: LinkState, code: number): void {
    const was = this.connection.get()
    this.connection.set({ state, code, lostAt: state === 'open' ? null : (was.lostAt ?? Date.now()), times: was.times + (state === 'open' ? 1 : 0) })
    if (state === 'open') {
      this.outbox.opened()
      this.marks.opened()
      this.loading.mend(this.opened)
      void this.library.fetch()
    } else this.outbox.shut()
    if (state === 'ended' && code === 4001) this.signedOut()
  }

  private heard(frame: ServerSays): void {
    if (frame.t === 'ack') return this.acknowledged(frame)
    if (frame.t === 'noted') return this.noted(frame)
    if (frame.t === 'refused') return this.refused(frame)
    if (frame.t === 'welcome') this.welcomed(frame)
    this.state.update((state) => apply(state, frame))
    if (frame.t === 'seen') this.calls.forget(frame.conversation)
    if (frame.t === 'canned') void this.library.fetch()
    if (frame.t === 'typing') this.fade(frame.conversation)
    if (frame.t === 'message_posted' && frame.message.author === 'operator') this.outbox.stored([frame.message.id])
    if (frame.t === 'note_added') this.outbox.stored([frame.note.id])
    if ('position' in frame && frame.t !== 'welcome') this.happened(frame)
    if (frame.t.startsWith('conversation_')) this.loads.stale()
    this.loading.settle()
  }

  private welcomed(frame: Welcome): void {
    this.skew = frame.now - Date.now()
    this.teller.welcomed(frame.upto, this.keptAt !== null && this.connection.get().times === 0)
    const before = this.state.get()
    if (frame.resync) void this.loading.again(this.opened).then(() => this.teller.refetched(before))
  }

  private happened(fact: Fact): void {
    const it = this.state.get().conversations.get(about(fact))?.it
    if (it) this.receive(it)
    this.teller.heard(fact)
    this.calls.heard(fact)
    if (fact.t === 'conversation_called') this.loading.calledOut(fact)
    if (fact.t === 'messages_read' && fact.by === 'operator') this.marks.known('read', fact.conversation, fact.seq, fact.position <= this.teller.before)
    if (fact.t === 'messages_delivered' && fact.by === 'operator') this.marks.known('delivered', fact.conversation, fact.seq)
  }

  private acknowledged(ack: Ack): void {
    const item = this.outbox.items.find((one) => one.id === ack.id)
    const me = this.state.get().me.id
    if (item) {
      const message = { id: ack.id, seq: ack.seq, at: ack.at, author: 'operator', operator: me, text: item.body.text, ...PLAIN, files: ack.files, quote: item.body.quote ?? null } as const
      this.state.update((state) => withOwn(state, item.body.conversation, message))
    }
    this.outbox.stored([ack.id])
  }

  /** Our note, on the disk before its fact arrived. */
  private noted({ id, at, files }: Extract<ServerSays, { t: 'noted' }>): void {
    const item = this.outbox.items.find((one) => one.id === id)
    if (item) {
      const { me } = this.state.get()
      const after = this.state.get().conversations.get(item.body.conversation)?.it.last_seq ?? 0
      const note = { id, after, at, operator: me.id, text: item.body.text, files, edited_at: null, deleted_at: null }
      this.state.update((state) => withOwnNote(state, item.body.conversation, note))
    }
    this.outbox.stored([id])
  }

  private refused(frame: Refused): void {
    if (frame.id === null) return
    const wait = Number(frame.params['retry_after'] ?? 0) * 1000 || AGAIN_AFTER
    this.outbox.refused(frame.id, frame.again, wait, frame.message)
  }

  private fade(conversation: string): void {
    clearTimeout(this.fading.get(conversation))
    const off = { t: 'typing', conversation, by: 'visitor', operator: null, on: false, text: '' } as const
    this.fading.set(conversation, setTimeout(() => this.state.update((state) => apply(state, off)), TYPING_FADES))
  }

  /** Tell the clients of everything that has been fetched that their words have arrived. */
  private received(): void {
    const { conversations } = this.state.get()
    for (const { after } of conversations.since(this.looked)) if (after) this.receive(after.it)
    this.looked = conversations
  }

  private receive(it: Conversation): void {
    if (it.last_message?.author !== 'visitor' || it.last_seq <= it.operator_delivered) return
    if (this.speaksFor(it)) this.marks.note('delivered', it.id, it.last_seq)
  }

  private speaksFor(it: Conversation): boolean {
    const { me } = this.state.get()
    return it.assignee === null || it.assignee === me.id
  }
}
