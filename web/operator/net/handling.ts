/** What one does with a conversation: take, close, reopen, hand over. The server decides; a refusal tells why not. */
import { withView } from '../state/fetched'
import type { State } from '../state/state'
import type { Store } from '../state/store'
import type { ConversationView } from '../wire'
import { type Api, RequestRefused, type Verb } from './api'

export interface Around {
  readonly state: Store<State>
  /** Now, by the server's clock. */
  now(): number
  signedOut(): void
  settled(): void
}

/** The codes that say that a colleague has it. */
const LOST: ReadonlySet<string> = new Set(['already_taken', 'not_yours'])

export class Handling {
  constructor(private api: Pick<Api, 'change' | 'assign'>, private around: Around) {}

  change(id: string, verb: Verb): Promise<void> {
    return this.did(id, () => this.api.change(id, verb))
  }

  /** In place of whoever is shown to be responsible; null: nobody yet. */
  assign(id: string, to: string | null): Promise<void> {
    const seen_with = this.around.state.get().conversations.get(id)?.it.assignee ?? null
    return this.did(id, () => this.api.assign(id, { to, seen_with }))
  }

  private async did(id: string, deed: () => Promise<ConversationView>): Promise<void> {
    try {
      const view = await deed()
      this.around.state.update((state) => ({ ...withView(state, view), countsStale: true }))
    } catch (trouble) {
      if (trouble instanceof RequestRefused && trouble.status === 401) this.around.signedOut()
      if (trouble instanceof RequestRefused && LOST.has(trouble.code)) this.tooLate(id, trouble)
      throw trouble
    }
    this.around.settled()
  }

  /** An administrator goes on seeing it; for the others it is gone. */
  private tooLate(id: string, trouble: RequestRefused): void {
    const taken = { operator: String(trouble.params['operator_id'] ?? ''), at: this.around.now() }
    this.around.state.update((state) => (state.taken[id] || state.me.role === 'admin' ? state : { ...state, taken: { ...state.taken, [id]: taken } }))
  }
}
