/** The browser has changed our subscription by itself: whoever is told by it, an operator or the cabinet, is told by the new one. */
import { renewCabinets, subscribed } from '../../shared/subscription'
import type { Devices } from '../wire'

declare const self: ServiceWorkerGlobalScope

const DEVICES = '/api/operator/v1/devices'

export async function resubscribe(): Promise<void> {
  await renewOperators()
  await renewCabinets(self.registration)
}

/** A device that was turned off stays off. */
async function renewOperators(): Promise<void> {
  const known = await fetch(DEVICES)
  if (!known.ok) return // nobody is signed in here any more
  const { key, devices } = (await known.json()) as Devices
  const here = devices.find((one) => one.this)
  if (!here) return
  const body = JSON.stringify({ ...(await subscribed(self.registration, key)), language: here.language })
  await fetch(DEVICES, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } })
}
