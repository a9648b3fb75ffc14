/** The worker behind the operators' app: it has the app at hand without a network, and speaks while no window is open. */
import { clicked } from './clicks'
import { pushed } from './pushes'
import { answerLater, REPLIES } from './replies'
import { answer, install, tidy } from './shell'
import { resubscribe } from './subscription'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(tidy()))
self.addEventListener('fetch', answer)
self.addEventListener('message', (event) => {
  if (event.data === 'take') void self.skipWaiting()
  if (event.data === 'claim') event.waitUntil(self.clients.claim())
})
self.addEventListener('push', (event) => event.waitUntil(pushed(event.data)))
self.addEventListener('notificationclick', (event) => event.waitUntil(clicked(event)))
self.addEventListener('pushsubscriptionchange', (event) => (event as ExtendableEvent).waitUntil(resubscribe()))
self.addEventListener('sync', (event) => {
  const due = event as ExtendableEvent & { readonly tag: string }
  if (due.tag === REPLIES) due.waitUntil(answerLater())
})
