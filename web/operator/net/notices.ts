/** What the worker has on the screen. */
import { SCOPE } from '../../shared/worker'
import type { Said } from '../worker/said'

/** Take away those that `which` names; null is said by one that is of no push. */
export async function takeAway(which: (said: Said | null) => boolean): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration?.(SCOPE).catch(() => undefined)
  const all = (await found?.getNotifications?.().catch(() => [])) ?? []
  for (const one of all) if (which(one.data as Said | null)) one.close()
}
