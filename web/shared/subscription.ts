/** A browser's subscription to pushes, for the app and for its worker. */
import type { OwnerAlertPushHere } from './wire.gen'

/** A subscription for this key of the server; one for another key is none. */
export async function subscribed(worker: ServiceWorkerRegistration, key: string): Promise<{ endpoint: string; p256dh: string; auth: string }> {
  const known = await worker.pushManager.getSubscription()
  const fits = known !== null && encoded(known.options.applicationServerKey) === key
  if (known && !fits) await known.unsubscribe()
  const at = known && fits ? known : await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  return { endpoint: at.endpoint, p256dh: encoded(at.getKey('p256dh')), auth: encoded(at.getKey('auth')) }
}

const CABINETS = '/api/owner/v1/push'

/** Whatever the cabinet has told on this browser is told by the subscription that it has now. */
export async function renewCabinets(worker: ServiceWorkerRegistration): Promise<void> {
  const known = await fetch(CABINETS)
  if (!known.ok) return // nobody is signed in to it any more
  const { key, here } = (await known.json()) as OwnerAlertPushHere
  if (!here) return
  const body = JSON.stringify(await subscribed(worker, key))
  await fetch(CABINETS, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } })
}

/** Bytes in base64url, without padding. */
export function encoded(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
