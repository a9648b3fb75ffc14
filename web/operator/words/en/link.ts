/** Words of the connection, in English. */
import type { link as russian } from '../ru/link'

export const link: Readonly<Record<keyof typeof russian, string>> = {
  connected: 'Connected',
  connecting: 'Connecting…',
  lost: 'No connection',
  lost_since: 'No connection since {time}.',
  lost_then: 'Keep writing, everything will go in order',
  connect_now: 'Connect now',
  reload: 'Reload the page',
  old_app: 'This page is out of date.',
  old_app_then: 'Reload it: drafts are kept',
}
