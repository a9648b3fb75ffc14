/** The worker behind the app: begun with, kept new, and listened to. Where browsers have none, the app does without. */
import { enlist, SCOPE } from '../../shared/worker'
import { type Store, store } from '../state/store'

/** A window that stands open for days learns of new releases. */
const LOOK_EVERY = 3_600_000

/** Within so long, a window that was to go is gone. */
const LEAVES = 10_000

/** Another release lies ready. */
export const fresher: Store<boolean> = store(false)

/** Begin with it; `open` is called with the conversation of a notification that was clicked (empty: of none), `shown` when it asks which one
 * is on the screen. */
export function startWorker(open: (conversation: string) => void, shown: () => string | null): void {
  const workers = navigator.serviceWorker
  if (!workers) return
  let ours = workers.controller
  let leaving = false
  addEventListener('beforeunload', () => {
    leaving = true
    setTimeout(() => (leaving = false), LEAVES) // a file may have been fetched, and nobody leaves
  })
  workers.addEventListener('controllerchange', () => {
    if (ours) location.reload() // the release that this window works with has been put away
    ours = workers.controller
  })
  workers.addEventListener('message', ({ data, ports }: MessageEvent<{ open?: string; ask?: string }>) => {
    if (typeof data?.open === 'string') open(data.open)
    if (data?.ask === 'conversation') ports[0]?.postMessage(shown())
    if (data?.ask === 'leaving') ports[0]?.postMessage(leaving)
  })
  enlist().then((found) => found && follow(found), () => {})
  void workers.ready.then(({ active }) => workers.controller ?? active?.postMessage('claim')) // it was taken up while this page was on its way
}

function follow(found: ServiceWorkerRegistration): void {
  const look = (): void => fresher.set(found.waiting !== null && navigator.serviceWorker.controller !== null)
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', look))
  look()
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - last < LOOK_EVERY) return
    last = Date.now()
    void found.update().catch(() => {})
  })
}

/** Take the other release up: every window is loaded anew. */
export async function freshen(): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration(SCOPE)
  if (found?.waiting) found.waiting.postMessage('take')
  else location.reload()
}

const ARRIVES = 10_000

/** The server speaks otherwise than this release: have the next one, and load the page anew. */
export async function renewApp(): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration(SCOPE).catch(() => undefined)
  await found?.update().catch(() => {})
  const coming = found?.installing
  if (coming)
    await new Promise<void>((done) => {
      coming.addEventListener('statechange', () => coming.state !== 'installing' && done())
      setTimeout(done, ARRIVES)
    })
  await freshen()
}
