/**
 * The app itself, whole and of one version: its page and every script, style and picture that it may ask for. The page comes from
 * here at once; another release is fetched beside it, whole again, and taken up when no window works with this one.
 */
declare const self: ServiceWorkerGlobalScope
/** What the build made: the page's own script, and every file of it. */
declare const __SHELL__: { readonly version: string; readonly entry: string; readonly files: readonly string[] }

const HERE = '/operator/'
const PREFIX = 'shell-'
const NAME = PREFIX + __SHELL__.version
const FILES: ReadonlySet<string> = new Set(__SHELL__.files)

const NAMED = /["'](\/assets\/[^"']+)["']/g

export async function install(): Promise<void> {
  const cache = await caches.open(NAME)
  const page = await fetch(HERE, { cache: 'reload', credentials: 'same-origin' })
  const named = [...(await page.clone().text()).matchAll(NAMED)].map(([, path]) => String(path))
  if (!page.ok || !named.includes(__SHELL__.entry) || !named.every((path) => FILES.has(path))) throw new Error('the page is of another release')
  await cache.addAll([...__SHELL__.files])
  await cache.put(HERE, page)
}

/** Let go of other releases, and take the windows that are open. */
export async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name)
  await self.clients.claim()
}

/** Answer what is ours; everything else goes its way. */
export function answer(event: FetchEvent): void {
  const { request } = event
  const at = new URL(request.url)
  if (request.method !== 'GET' || at.origin !== self.location.origin) return
  if (request.mode === 'navigate' && at.pathname.startsWith(HERE) && !at.pathname.includes('.')) event.respondWith(page(event))
  else if (FILES.has(at.pathname)) event.respondWith(kept(at.pathname, request))
}

/** Windows that wait for the other release: they work with none. */
const parting = new Set<string>()

async function page(event: FetchEvent): Promise<Response> {
  const { waiting } = self.registration
  if (!waiting || !(await isNobodyAtWork())) return kept(HERE, event.request)
  waiting.postMessage('take')
  parting.add(event.resultingClientId)
  return new Response(ANEW, { headers: { 'Content-Type': 'text/html' } })
}

/** The window asks again, and the new release answers. */
const ANEW = '<!doctype html><meta http-equiv="refresh" content="0">'
/** A window that does not answer works. */
const PATIENCE = 500

/** Whether every window is on its way out, as one is that is being loaded anew. */
async function isNobodyAtWork(): Promise<boolean> {
  const windows = await self.clients.matchAll({ type: 'window' })
  const left = await Promise.all(windows.map((one) => parting.has(one.id) || isLeaving(one)))
  return left.every(Boolean)
}

function isLeaving(window: Client): Promise<boolean> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => done(data === true)
    setTimeout(() => done(false), PATIENCE)
    window.postMessage({ ask: 'leaving' }, [port2])
  })
}

/** From the cache of this release; from the server when the device has lost it, or does not give it. */
async function kept(path: string, request: Request): Promise<Response> {
  const found = await caches.open(NAME).then((cache) => cache.match(path)).catch(() => undefined)
  return found ?? fetch(request)
}
