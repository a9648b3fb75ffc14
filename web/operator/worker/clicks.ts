/** A notification is clicked: a window that is open comes forward with the conversation, or one is opened; or it is answered right there. */
import { reply } from './replies'
import type { Said } from './said'

declare const self: ServiceWorkerGlobalScope

export async function clicked(event: NotificationEvent & { readonly reply?: string | null }): Promise<void> {
  const said = event.notification.data as Said | null
  event.notification.close()
  const typed = event.reply?.trim()
  if (event.action === 'reply' && typed && said) return reply(said, typed)
  await open(said)
}

/** What only the cabinet can do something about. */
const CABINETS: readonly string[] = ['nobody_online', 'operators_back', 'channel_failed', 'disk_full']

function placeOf(said: Said | null): string {
  if (said?.conversation) return `/operator/mine/${said.conversation}`
  return CABINETS.includes(said?.kind ?? '') ? '/cabinet/' : '/operator/'
}

async function open(said: Said | null): Promise<void> {
  const place = placeOf(said)
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const ours = windows.filter((one) => new URL(one.url).pathname.split('/')[1] === place.split('/')[1])
  const found = ours.find((one) => one.focused) ?? ours.find((one) => one.visibilityState === 'visible') ?? ours[0]
  if (!found) return void (await self.clients.openWindow(place))
  found.postMessage({ open: said?.conversation ?? '' })
  await found.focus()
}
