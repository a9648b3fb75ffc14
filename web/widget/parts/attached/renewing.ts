/** Links to files end after a day (besedka/domain/links.py): a page that is open longer has the message told again, and its files with fresh ones. */
import type { VisitorFile } from '../../../shared/wire.gen'
import type { App } from '../../panel/app'

const SOON = 4 * 3_600_000
/** Where a link's token says when it ends, in minutes: after the file's id. */
const ENDS_AT = 16
const AGAIN_AFTER = 10_000

/** When each link was asked to be told anew. */
const asked = new Map<string, number>()

/** When a link ends; one that does not say so never does. */
export function endOf(url: string): number {
  try {
    const token = atob(url.slice(url.lastIndexOf('/') + 1).replaceAll('-', '+').replaceAll('_', '/'))
    const minutes = [0, 1, 2, 3].reduce((sum, place) => sum * 256 + token.charCodeAt(ENDS_AT + place), 0)
    return minutes ? minutes * 60_000 : Infinity
  } catch {
    return Infinity
  }
}

/** Have the message told again by the connection, which knows whose it is, if its link has ended or will soon. False: it is good. */
export function renew(app: Pick<App, 'session' | 'now'>, { id, url }: VisitorFile): boolean {
  const now = app.now()
  if (!url || endOf(url) - now > SOON) return false
  const bearer = app.session.state.messages.find(({ files }) => files.some((file) => file.id === id))
  const waits = now - (asked.get(url) ?? 0) < AGAIN_AFTER
  if (bearer && !waits && app.session.say({ t: 'history', before: bearer.seq + 1 })) asked.set(url, now)
  return true
}
