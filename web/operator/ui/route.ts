/** Where one is: a list, perhaps a conversation in it, perhaps its client. Addresses can be kept, and Back works. */
import { LISTS, type ListName } from '../state/state'
import { type Store, store } from '../state/store'

export interface Route {
  readonly list: ListName
  readonly conversation: string | null
  readonly client: boolean
}

const BASE = '/operator/'

export function parseRoute(path: string): Route {
  const [list, id, client] = path.slice(BASE.length).split('/')
  const known = LISTS.find((name) => name === list)
  const conversation = known && id && /^[0-9a-f]{32}$/.test(id) ? id : null
  return { list: known ?? 'new', conversation, client: conversation !== null && client === 'client' }
}

export function pathOf({ list, conversation, client }: Route): string {
  return BASE + list + (conversation ? `/${conversation}` : '') + (conversation && client ? '/client' : '')
}

export const route: Store<Route> = store({ list: 'new', conversation: null, client: false })

/** Follow the address bar from now on. */
export function followAddress(): void {
  const look = (): void => route.set(parseRoute(location.pathname))
  addEventListener('popstate', look)
  look()
}

/** Go there, with whatever the list is narrowed by; `replace`: without a step to come back to. */
export function go(change: Partial<Route>, replace = false): void {
  const next = { ...route.get(), ...change }
  const path = pathOf(next)
  if (path === location.pathname) return
  if (replace) history.replaceState(history.state, '', path + location.search)
  else history.pushState({ inside: true }, '', path + location.search)
  route.set(parseRoute(path))
}

/** One step up: back in history when we came from within, else to what stands above. */
export function goUp(): void {
  const { client, conversation } = route.get()
  const inside = (history.state as { inside?: boolean } | null)?.inside === true
  if (inside) history.back()
  else if (client) go({ client: false }, true)
  else if (conversation) go({ conversation: null }, true)
}

/** A plain click on one of our links; anything else (new tab, new window) is the browser's. */
export function ours(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
}
