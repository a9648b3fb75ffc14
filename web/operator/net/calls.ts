/** The clients to whom this operator is called by the ladder: until they are seen, answered or somebody else's. Every window of a device,
 *  and by the server's word every device, forgets what was seen in one of them. */
import type { Shelf } from '../../shared/shelf'
import { apart, type Call, kept, RINGING, withCall } from '../state/calls'
import { type Choices, isQuiet } from '../state/choices'
import type { State } from '../state/state'
import { type Store, store } from '../state/store'
import type { Fact } from '../wire'

const CALLS = 'calls'
/** A sound comes again after so long. */
const RING = 4_000

export interface CallsOptions {
  readonly shelf: Shelf
  readonly name: string
  readonly state: Store<State>
  readonly choices: Store<Choices>
  /** Tells the server, and by it the operator's other devices. */
  readonly seen: (conversation: string) => void
  /** Has a conversation fetched that is not known here. */
  readonly ask: (conversation: string) => void
}

export class Calls {
  readonly all: Store<readonly Call[]>
  /** Whoever makes the sound. */
  ring: () => void = () => {}
  /** Whoever takes away the pop-up of what was seen. */
  over: (conversation: string) => void = () => {}
  private unwatch: () => void
  private ringing = false
  private stopped = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private let: (() => void) | undefined
  private asked = new Set<string>()

  constructor(private options: CallsOptions) {
    this.all = store(kept(options.shelf.stored(CALLS)))
    this.unwatch = options.state.watch(() => this.look())
  }

  /** The fact has been applied. */
  heard(fact: Fact): void {
    if (fact.t !== 'conversation_called' || fact.notify !== true) return
    this.put(withCall(this.all.get(), { conversation: fact.conversation, step: fact.step, at: fact.at, hushed: false }))
  }

  /** The operator has the conversation before their eyes, or has put the card away. */
  see(conversation: string): void {
    if (!this.all.get().some((call) => call.conversation === conversation)) return
    this.forget(conversation)
    this.options.seen(conversation)
  }

  /** It was seen in another window, or on another device. */
  forget(conversation: string): void {
    this.put(this.all.get().filter((call) => call.conversation !== conversation))
  }

  /** No sound on this device, for all that calls now; what calls later is heard again. */
  hush(): void {
    this.put(this.all.get().map((call) => ({ ...call, hushed: true })))
  }

  /** Another window has written down what calls. */
  elsewhere(name: string, text: string | null): void {
    if (name === CALLS) this.take(kept(text))
  }

  get rings(): boolean {
    return this.all.get().some((call) => RINGING.has(call.step) && !call.hushed)
  }

  stop(): void {
    this.stopped = true
    this.unwatch()
    this.silence()
  }

  /** Go on with what was kept over a reload. */
  start(): void {
    this.look()
    this.sound()
  }

  private look(): void {
    const state = this.options.state.get()
    const all = apart(this.all.get(), state, this.asked)
    if (all !== this.all.get()) this.put(all)
    for (const { conversation } of all) {
      if (state.conversations.has(conversation)) this.asked.delete(conversation)
      else if (!this.asked.has(conversation) && !state.unknown.includes(conversation)) {
        this.asked.add(conversation)
        this.options.ask(conversation)
      }
    }
  }

  private put(all: readonly Call[]): void {
    this.options.shelf.set(CALLS, JSON.stringify(all))
    this.take(all)
  }

  private take(all: readonly Call[]): void {
    const gone = this.all.get().filter((was) => !all.some((call) => call.conversation === was.conversation))
    this.all.set(all)
    for (const call of gone) this.over(call.conversation)
    this.sound()
  }

  /** Of all windows of this device one makes the sound: whichever has the lock. */
  private sound(): void {
    if (this.stopped || !this.rings) return this.silence()
    if (this.ringing) return
    this.ringing = true
    const locks: LockManager | undefined | null = navigator.locks // there is none in pages without https
    if (!locks) return this.strike()
    void locks.request(`${this.options.name}ring`, () => {
      if (!this.ringing) return undefined
      this.strike()
      return new Promise<void>((done) => (this.let = done))
    })
  }

  private strike(): void {
    if (!isQuiet(this.options.choices.get(), Date.now())) this.ring()
    this.timer = setTimeout(() => (this.rings ? this.strike() : this.silence()), RING)
  }

  private silence(): void {
    clearTimeout(this.timer)
    this.ringing = false
    this.let?.()
    this.let = undefined
  }
}
