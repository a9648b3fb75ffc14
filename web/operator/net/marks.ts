/** Delivered and read marks: the highest of each, said a moment later, and again after a reconnect until they are known. */
import { store } from '../state/store'
import type { OperatorSays } from '../wire'

type Kind = 'delivered' | 'read'

const LATER = 300
/** A morning may begin with hundreds: ten a second, well under what ends a connection as a flood. */
const AT_ONCE = 5
const PAUSE = 500

export class Marks {
  /** Up to where each conversation had been read in another window before this one began: nothing up to there is new. */
  readonly readBefore = store<Readonly<Record<string, number>>>({})
  private wanted = new Map<string, { kind: Kind; conversation: string; seq: number }>()
  /** Not said yet on this connection, in the order in which they came. */
  private unsaid = new Set<string>()
  /** Those of them that were read. */
  private read = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private say: (frame: OperatorSays) => boolean, private busy: () => boolean = () => false) {}

  /** Note that the client's messages up to `seq` have been received, or read. Asking again for the same is silent. */
  note(kind: Kind, conversation: string, seq: number): void {
    const key = kind + conversation
    if ((this.wanted.get(key)?.seq ?? 0) >= seq) return
    this.wanted.set(key, { kind, conversation, seq })
    this.waits(kind, key)
    this.timer ??= setTimeout(() => this.flush(), LATER)
  }

  /** A fresh connection: whatever the old one may have lost is said once more. */
  opened(): void {
    for (const [key, { kind }] of this.wanted) this.waits(kind, key)
    this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.wanted.clear()
    this.unsaid.clear()
    this.read.clear()
  }

  /** The server has told that it knows: there is nothing more to say. `before`: since before this window began. */
  known(kind: Kind, conversation: string, seq: number, before = false): void {
    if (before && kind === 'read') this.readBefore.update((was) => ({ ...was, [conversation]: seq }))
    const key = kind + conversation
    if ((this.wanted.get(key)?.seq ?? Infinity) > seq) return
    this.wanted.delete(key)
    this.done(key)
  }

  /** What was read first, and never more at once than the server takes from one person; the rest a moment later. */
  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.busy()) return void (this.timer = setTimeout(() => this.flush(), LATER)) // what they are answered with would be drawn first
    const many = this.unsaid.size > AT_ONCE
    for (let n = 0; n < AT_ONCE; n++) {
      const [first] = many && this.read.size > 0 ? this.read : this.unsaid
      if (first === undefined || !this.told(first)) return
    }
    if (this.unsaid.size > 0) this.timer = setTimeout(() => this.flush(), PAUSE)
  }

  private told(key: string): boolean {
    const mark = this.wanted.get(key)
    if (mark && !this.say({ t: mark.kind, conversation: mark.conversation, seq: mark.seq })) return false
    this.done(key)
    return true
  }

  private waits(kind: Kind, key: string): void {
    this.unsaid.add(key)
    if (kind === 'read') this.read.add(key)
  }

  private done(key: string): void {
    this.unsaid.delete(key)
    this.read.delete(key)
  }
}
