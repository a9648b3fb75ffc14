/** The visitor's conversation as this tab lives it: the link, the outbox, the key and the state, kept in step with other tabs. */
import { Alarms } from '../../shared/alarms'
import { OTHERS_FIRST, Outbox, type Item } from '../../shared/outbox'
import { openShelf, watchShelf, type Shelf } from '../../shared/shelf'
import { Link, type LinkState } from '../../shared/socket'
import { PROTOCOL, type VisitorAck, type VisitorConfirm, type VisitorFile, type VisitorFilled, type VisitorHello, type VisitorHistory, type SpokenLanguage, type VisitorMessage, type VisitorRate, type VisitorSays, type VisitorServerSays } from '../../shared/wire.gen'
import { shelfPrefix, type Stage } from '../contract'
import { Identity } from './identity'
import { apply, EMPTY, lastFromOperator, read, stored, type State } from './state'

export type Body = { readonly text: string; readonly files?: readonly VisitorFile[] | undefined; readonly form?: VisitorFilled | undefined }

const CUT_SHOWS_AFTER = 1_500
const MARKS_AFTER = 300
const TYPING_AGAIN = 4_000
/** Where the project shows operators what is typed, it is told once a second. */
const TYPING_SHOWN = 1_000
const TYPING_STOPS = 3_000
const TYPING_FADES = 6_000
const RETRY_AFTER = 2_000

export class Session {
  #stage: Stage
  #changed: () => void
  state: State = EMPTY
  /** The connection is gone long enough to say so. */
  cut = false
  /** The server will not have us back: 4000 an old page, 4003 refused. */
  refused = 0
  readonly outbox: Outbox<Body>
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  skew = 0
  muted: boolean
  draft: string
  /** The person looks at the newest message right now. */
  looking = () => false
  /** An answer has come that nobody sees. */
  sound = (_id: string): void => {}
  readonly shelf: Shelf
  #identity: Identity
  #link: Link<VisitorSays, VisitorServerSays>
  #released = false
  #forgotAt = 0
  #typingAt = 0
  #shown = false
  #alarms = new Alarms<'marks' | 'typing' | 'cut' | 'pause' | 'shown' | 'anew' | 'others'>()

  constructor(stage: Stage, public language: SpokenLanguage, changed: () => void) {
    this.#stage = stage
    this.#changed = changed
    const { project } = stage.settings
    const prefix = shelfPrefix(project)
    this.shelf = openShelf(prefix, () => stage.mark.leave())
    this.#identity = new Identity(this.shelf, prefix)
    this.muted = this.shelf.stored('muted') !== null
    this.draft = this.shelf.stored('draft') ?? ''
    this.outbox = new Outbox<Body>({ shelf: this.shelf, say: ({ id, body }) => this.#link.send({ t: 'post', id, ...body, files: body.files?.map((file) => file.id) } as VisitorSays), changed })
    this.#link = new Link<VisitorSays, VisitorServerSays>({
      address: { socket: stage.base + '/ws/visitor', poll: `${stage.base}/api/visitor/v1/poll?project=${stage.settings.project}` },
      hello: () => this.#hello(),
      heard: (frame) => this.#heard(frame),
      changed: (state, code) => this.#linkChanged(state, code),
    })
    stage.about.told = () => this.#tellAbout()
    watchShelf(prefix, (name, value) => this.#elsewhere(name, value))
    addEventListener('offline', () => this.#setCut(true))
    addEventListener('online', () => this.#link.state === 'open' && this.#setCut(false))
    if (this.engaged) this.start()
  }

  /** Something was written in this browser: from then on the connection stays, to hear the answer. */
  get engaged(): boolean {
    return this.#identity.settled || this.outbox.items.length > 0
  }

  /** There is something to show; before that, a skeleton. */
  get known(): boolean {
    return this.state.ready || this.cut || this.refused > 0
  }

  start(): void {
    this.#link.start()
  }

  /** The window was closed: who has written nothing need not be connected. */
  rest(): void {
    if (!this.engaged) this.#link.stop()
  }

  write(text: string, files?: readonly VisitorFile[], form?: VisitorFilled): void {
    this.outbox.add({ text, files, form })
    this.keepDraft('')
    this.mute(this.muted)
    this.typed(false)
    this.start()
    void this.#release()
  }

  /** Our key, agreed with the other tabs: choosing a file is an act, too. Null while the server has given us none. */
  async act(): Promise<string | null> {
    this.start()
    if (await this.#identity.settle()) this.#reconnect()
    return this.#identity.settled ? this.#identity.key : null
  }

  /** The visitor types; told every few seconds, and only once there is somebody to tell. */
  typed(on: boolean, text = ''): void {
    const now = Date.now()
    if (on) this.#alarms.set('pause', TYPING_STOPS, () => this.typed(false))
    const early = on && now - this.#typingAt < (this.#shown ? TYPING_SHOWN : TYPING_AGAIN)
    if (early && this.#shown) this.#alarms.set('shown', TYPING_SHOWN, () => this.typed(true, text))
    if (!this.state.conversation || early || !(on || this.#typingAt)) return
    this.#alarms.clear('shown')
    this.#typingAt = on ? now : 0
    this.#link.send({ t: 'typing', on, ...(this.#shown && { text: text.slice(0, 500) }) })
  }

  /** Kept over a reload once something was written; before that, for the page's life. */
  keepDraft(text: string): void {
    this.draft = text
    if (text && this.engaged) this.shelf.set('draft', text)
    if (!text) this.shelf.remove('draft')
  }

  mute(on: boolean): void {
    this.muted = on
    if (on && this.engaged) this.shelf.set('muted', '1')
    if (!on) this.shelf.remove('muted')
  }

  /** What the visitor says about a closing, or a part wants to have told again. False: there is no connection. */
  say(word: VisitorConfirm | VisitorRate | VisitorHistory): boolean {
    return this.#link.send(word)
  }

  older(): boolean {
    const first = this.state.messages[0]
    return this.state.more && first !== undefined && this.#link.send({ t: 'history', before: first.seq })
  }

  /** Tell the server, a little later, what this device has received and what the person has seen. */
  mark(): void {
    if (this.#alarms.has('marks')) return
    this.#alarms.set('marks', MARKS_AFTER, () => {
      const seq = lastFromOperator(this.state)
      const marks = this.state.conversation?.marks
      if (!marks) return
      if (this.looking()) {
        if (seq > marks.visitor_read && this.#link.send({ t: 'read', seq })) this.#become(read(this.state, 'visitor', seq))
      } else if (seq > marks.visitor_delivered) this.#link.send({ t: 'delivered', seq })
    })
  }

  #hello(): VisitorHello {
    const { key } = this.#identity
    return { t: 'hello', v: PROTOCOL, project: this.#stage.settings.project, key, position: this.state.position, language: this.language, ...this.#stage.about.hello(), shown: this.#stage.gate.version }
  }

  #heard(frame: VisitorServerSays): void {
    if (frame.t === 'welcome') {
      this.skew = frame.now - Date.now()
      this.#shown = frame.shows_typing
    }
    if (frame.t === 'welcome' && frame.key) this.#identity.given(frame.key)
    if (frame.t === 'ack') return this.#acked(frame)
    if (frame.t === 'shown') return this.#stage.gate.put(frame.shown)
    if (frame.t === 'refused') return frame.id ? this.outbox.refused(frame.id, frame.again, Number(frame.params['retry_after'] ?? 0) * 1_000 || RETRY_AFTER, frame.message, frame.params['field']) : undefined
    const known = this.state
    this.#become(apply(known, frame, Date.now()))
    if (frame.t === 'typing') this.#alarms.set('typing', TYPING_FADES, () => this.#become({ ...this.state, typing: null }))
    if (frame.t === 'message_posted') this.#arrived(frame.message, known)
    if (frame.t === 'welcome') this.outbox.stored(frame.messages.map(({ id }) => id))
    this.mark()
  }

  #arrived(message: VisitorMessage, known: State): void {
    this.outbox.stored([message.id])
    if (known.messages.some(({ id }) => id === message.id)) return
    this.#tell(message)
    if (message.author === 'operator' && !this.looking() && !this.muted) this.sound(message.id)
  }

  #acked({ id, seq, at, position, files }: VisitorAck): void {
    const item = this.outbox.items.find((item) => item.id === id)
    if (!item) return
    const message: VisitorMessage = { id, seq, at, author: 'visitor', operator: null, text: item.body.text, quote: null, files, edited: false, deleted: false }
    const known = this.state.messages.some((message) => message.id === id)
    this.#become(stored(this.state, message, position))
    this.outbox.stored([id])
    if (!known) this.#tell(message)
  }

  #tell({ author, text, at }: VisitorMessage): void {
    this.#stage.emit('message', { author, text, at })
  }

  #linkChanged(state: LinkState, code: number): void {
    this.#released = false
    this.outbox.shut()
    this.refused = state === 'ended' ? code : 0
    if (state === 'open') {
      this.#alarms.clear('cut')
      this.#setCut(false)
      void this.#release()
    }
    if (state === 'lost' && !this.#alarms.has('cut')) this.#alarms.set('cut', CUT_SHOWS_AFTER, () => this.#setCut(true))
    if (state === 'ended' && code === 4001) this.#beginAnew()
    this.#changed()
  }

  /** Let the outbox speak: the connection is there, and all tabs have agreed who we are. */
  async #release(): Promise<void> {
    if (this.#link.state !== 'open' || this.#released || !this.engaged) return
    this.#released = true
    if (await this.#identity.settle()) return this.#reconnect()
    if (this.#link.state !== 'open' || !this.#identity.settled) return void (this.#released = false)
    this.#tellAbout()
    this.outbox.opened()
  }

  /** What the page says of itself goes out with the first message, and whenever it changes after that. */
  #tellAbout(): void {
    if (!this.#released || !this.#identity.settled) return
    this.#link.send(this.#stage.about.frame())
  }

  #reconnect(): void {
    this.state = { ...EMPTY, ready: this.state.ready, team: this.state.team }
    this.#link.stop()
    this.#link.start()
  }

  /** The server knows our key no more (once a minute at most). What was not sent yet goes out under a new one. */
  #beginAnew(): void {
    const wait = this.#forgotAt + 60_000 - Date.now()
    if (wait > 0) return this.#alarms.set('anew', Math.min(wait, 60_000), () => this.#beginAnew())
    this.#forgotAt = Date.now()
    this.#identity.forget()
    this.#reconnect()
  }

  /** What another tab wrote it sends itself, under its key; should it die before it has one, ours will do. */
  #elsewhere(name: string, value: string | null): void {
    this.outbox.elsewhere(name, value)
    // The event tells of the past: two keys may cross on their way, and only one of them lies there in the end.
    if (name === 'key' && value && this.#identity.adopt(this.shelf.stored(name) ?? value)) this.#reconnect()
    if (this.engaged) {
      this.start()
      this.#alarms.set('others', OTHERS_FIRST, () => void this.#release())
    }
    this.#changed()
  }

  #setCut(cut: boolean): void {
    this.cut = cut
    this.#changed()
  }

  #become(state: State): void {
    this.state = state
    this.#changed()
  }
}

export type Pending = Item<Body>
