/** What one does with words that were said: change them, take them back, see what they said before. The facts tell of it. */
import type { Editing } from '../state/composing'
import type { Version } from '../wire'
import type { Api } from './api'

export class Words {
  constructor(private api: Api) {}

  /** Change one's own message or note; RequestRefused tells why not. */
  async edit(of: Editing, text: string): Promise<void> {
    if (of.kind === 'note') await this.api.editNote(of.conversation, of.id, text)
    else await this.api.editMessage(of.conversation, of.id, text)
  }

  /** Take one's own message or note back; RequestRefused tells why not. */
  async takeBack(of: Editing): Promise<void> {
    if (of.kind === 'note') await this.api.deleteNote(of.conversation, of.id)
    else await this.api.deleteMessage(of.conversation, of.id)
  }

  /** What it said before it was changed, for administrators. */
  async versions(of: Editing): Promise<readonly Version[]> {
    return (await this.api.versions(of.conversation, of.id)).versions
  }
}
