/** How many conversations everybody has in work: for administrators, asked for anew a moment after something moved. */
import type { State } from '../state/state'
import { type Store, store } from '../state/store'
import { type Api, RequestRefused } from './api'

const SETTLE = 700

export class Workload {
  /** Open conversations by operator; null until they are known, and for whom they are not. */
  readonly known = store<Readonly<Record<string, number>> | null>(null)
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private api: Pick<Api, 'loads'>, private state: Store<State>) {}

  /** Something may have moved. */
  stale(): void {
    if (this.state.get().me.role !== 'admin') return this.known.set(null)
    this.timer ??= setTimeout(() => void this.ask(), SETTLE)
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private async ask(): Promise<void> {
    this.timer = undefined
    try {
      this.known.set((await this.api.loads()).loads)
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble // the next fact asks again
    }
  }
}
