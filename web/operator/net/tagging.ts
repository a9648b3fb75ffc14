/** Tags: set on conversations by everybody, kept by administrators. What is refused is thrown as RequestRefused. */
import { withView } from '../state/fetched'
import type { State } from '../state/state'
import type { Store } from '../state/store'
import type { Tag } from '../wire'
import type { Api } from './api'
import type { Loading } from './loading'

export class Tagging {
  constructor(
    private api: Api,
    private state: Store<State>,
    private loading: Loading,
  ) {}

  /** Set a tag on a conversation, or unset it. */
  async set(conversation: string, tag: string, on: boolean): Promise<void> {
    const view = await this.api.setTag(conversation, tag, on)
    this.state.update((state) => ({ ...withView(state, view), countsStale: true }))
    this.loading.settle()
  }

  /** Make a tag, or change it. */
  async keep(tag: Tag, fresh: boolean): Promise<void> {
    await (fresh ? this.api.addTag(tag) : this.api.changeTag(tag))
    await this.loading.counted()
  }

  async remove(id: string): Promise<void> {
    await this.api.removeTag(id)
    await this.loading.counted()
  }
}
