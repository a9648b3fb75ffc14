/** The worker behind both apps: one browser has one, and is told by it. */

const WORKER = '/operator/sw.js'
export const SCOPE = '/operator/'
/** One that is not up by then will not be. */
const ARRIVES = 20_000

/** Have it begun, or kept new. A browser that is told to block workers may answer nothing. */
export function enlist(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' })
}

/** The worker, once it is up: a browser subscribes by no other. Rejects when it does not come up. */
export async function working(): Promise<ServiceWorkerRegistration> {
  const found = await enlist()
  if (!found) throw new Error('workers are blocked')
  const coming = found.active ? null : (found.installing ?? found.waiting)
  if (coming) await up(coming)
  return found
}

function up(coming: ServiceWorker): Promise<void> {
  return new Promise((done, failed) => {
    const look = (): void => {
      if (coming.state === 'activated') done()
      else if (coming.state === 'redundant') failed(new Error('the worker was not taken up'))
    }
    coming.addEventListener('statechange', look)
    setTimeout(() => failed(new Error('the worker takes too long')), ARRIVES)
    look()
  })
}
