/** Delivered and read marks: the highest of each, said a moment later, and again after a reconnect until they are known. */
import type { OperatorSays } from '../wire'

type Kind = 'delivered' | 'read'

const LATER = 300
/** A morning may begin with hundreds: ten a second, well under what ends a connection as a flood. */
const AT_ONCE = 5
const PAUSE = 500

export class Marks {
  private wanted = new Map<string, { kind: Kind; conversation: string; seq: number }>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private say: (frame: OperatorSays) => boolean) {}

  /** Note that the client's messages up to `seq` have been received, or read. Asking again for the same is silent. */
  note(kind: Kind, conversation: string, seq: number): void {
    const key = kind + conversation
    if ((this.wanted.get(key)?.seq ?? 0) >= seq) return
    this.wanted.set(key, { kind, conversation, seq })
    this.said.delete(key)
    this.timer ??= setTimeout(() => this.flush(), LATER)
  }

  /** A fresh connection: whatever the old one may have lost is said once more. */
  opened(): void {
    this.said.clear()
    this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.wanted.clear()
  }

  /** The server has told that it knows: there is nothing more to say. */
  known(kind: Kind, conversation: string, seq: number): void {
    const key = kind + conversation
    if ((this.wanted.get(key)?.seq ?? Infinity) <= seq) this.wanted.delete(key)
  }

  private said = new Set<string>()

  /** What was read first, and never more at once than the server takes from one person; the rest a moment later. */
  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const all = [...this.wanted].filter(([key]) => !this.said.has(key))
    if (all.length > AT_ONCE) all.sort(([, a], [, b]) => Number(b.kind === 'read') - Number(a.kind === 'read'))
    for (const [key, { kind, conversation, seq }] of all.slice(0, AT_ONCE)) {
      if (!this.say({ t: kind, conversation, seq })) return
      this.said.add(key)
    }
    if (all.length > AT_ONCE) this.timer = setTimeout(() => this.flush(), PAUSE)
  }
}
