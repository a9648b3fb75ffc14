/** What one does with words that were said: change them, take them back, see what they said before. The facts tell of it. */
import type { Editing } from '../state/composing'
import type { Version } from '../wire'
import type { Api } from './api'

export class Words {
  /** What was asked last: two changes of the same words arrive in the order in which they were made. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(private api: Api) {}

  /** Change one's own message or note; RequestRefused tells why not. */
  edit(of: Editing, text: string): Promise<void> {
    const edit = of.kind === 'note' ? this.api.editNote : this.api.editMessage
    return this.inTurn(() => edit(of.conversation, of.id, text))
  }

  /** Take one's own message or note back; RequestRefused tells why not. */
  takeBack(of: Editing): Promise<void> {
    const remove = of.kind === 'note' ? this.api.deleteNote : this.api.deleteMessage
    return this.inTurn(() => remove(of.conversation, of.id))
  }

  private async inTurn(deed: () => Promise<unknown>): Promise<void> {
    const done = this.last.then(deed)
    this.last = done.catch(() => {})
    await done
  }

  /** What it said before it was changed, for administrators. */
  async versions(of: Editing): Promise<readonly Version[]> {
    return (await this.api.versions(of.conversation, of.id)).versions
  }
}
