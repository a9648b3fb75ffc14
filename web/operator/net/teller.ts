/** Tells the operator what happened: once, whichever of the windows hears it first, and never of what is before their eyes. */
import type { Shelf } from '../../shared/shelf'
import { type Choices, DEFAULT, isQuiet, readChoices } from '../state/choices'
import { grown, isTold, type News, newsOf, summary } from '../state/news'
import type { State } from '../state/state'
import { type Store, store } from '../state/store'
import type { Fact } from '../wire'
import { Front } from './front'

const CHOICES = 'telling'
const TOLD = 'told'
/** What comes after a break comes at once: this much silence, and it is told as one. */
const GATHER = 600
/** What one window writes down, another of another process reads a moment later: so long the lock is held. */
const SPREADS = 150

export interface TellerOptions {
  readonly shelf: Shelf
  /** Names the operator on this device: windows of the same one share what was told. */
  readonly name: string
  readonly state: Store<State>
}

export class Teller {
  readonly choices: Store<Choices>
  /** Whoever shows pop-ups and makes sounds; `quiet`: only for the eyes within. */
  speak: (news: News, quiet: boolean) => void = () => {}
  readonly front: Front
  /** Facts up to here had happened before the app was opened with what was kept. */
  before = 0
  private upto = 0
  private missed: Fact[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private options: TellerOptions) {
    this.choices = store(readChoices(options.shelf.stored(CHOICES)))
    this.front = new Front(options.name)
  }

  choose(change: Partial<Choices>): void {
    this.choices.update((was) => ({ ...was, ...change }))
    this.options.shelf.set(CHOICES, JSON.stringify(this.choices.get()))
  }

  /** Another window chose. */
  elsewhere(name: string, text: string | null): void {
    if (name === CHOICES) this.choices.set(text === null ? DEFAULT : readChoices(text))
  }

  /** A connection: facts up to `upto` were missed. A journal that is shorter than what was told is another one. `begun`: the app has just been
   * opened; whoever looks at it has the lists before their eyes, and to nobody else they are told. */
  welcomed(upto: number, begun = false): void {
    this.upto = upto
    if (begun) this.before = upto
    if ((begun && this.front.focused()) || this.toldUpto() > upto) this.options.shelf.set(TOLD, String(upto))
  }

  /** The fact has been applied. */
  heard(fact: Fact): void {
    if (!isTold(fact)) return
    if (fact.position > this.upto) return void this.tell(newsOf(fact), fact.position)
    this.missed.push(fact)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.gathered(), GATHER)
  }

  /** Everything was fetched anew. */
  refetched(before: State): void {
    const news = grown(before, this.options.state.get())
    if (news) void this.tell(news, this.upto)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.front.stop()
  }

  private gathered(): void {
    const missed = this.missed
    this.missed = []
    const news = summary(missed, this.options.state.get())
    if (news) void this.tell(news, missed.at(-1)?.position ?? 0)
  }

  private async tell(news: News, position: number): Promise<void> {
    if (!(await this.isFirst(position))) return
    if (news.of !== 'missed' && this.front.shows(news.conversation)) return
    this.speak(news, isQuiet(this.choices.get(), Date.now()))
  }

  /** Whether no other window has told it: the windows ask one after the other, under a lock of the browser. */
  private isFirst(position: number): Promise<boolean> {
    const look = (): boolean => {
      if (position <= this.toldUpto()) return false
      this.options.shelf.set(TOLD, String(position))
      return true
    }
    const locks: LockManager | undefined | null = navigator.locks // there is none in pages without https
    if (!locks) return Promise.resolve(look())
    return new Promise((answer) => {
      void locks.request(this.options.name + TOLD, async () => {
        const first = look()
        answer(first)
        if (first) await new Promise((done) => setTimeout(done, SPREADS))
      })
    })
  }

  private toldUpto(): number {
    return Number(this.options.shelf.stored(TOLD)) || 0
  }
}
