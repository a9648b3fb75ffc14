/** Delivered and read marks: the highest of each, said a moment later, and again after a reconnect until they are known. */
import type { OperatorSays } from '../wire'

type Kind = 'delivered' | 'read'

const LATER = 300

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

  private said = new Set<string>()

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    for (const [key, { kind, conversation, seq }] of this.wanted)
      if (!this.said.has(key) && this.say({ t: kind, conversation, seq })) this.said.add(key)
  }
}
