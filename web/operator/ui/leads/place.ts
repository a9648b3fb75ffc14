/** Where one is among the leads of the project's own CRM: nowhere (null), at the board (empty), or at a lead. It goes by the address. */
import { store, type Store } from '../../state/store'
import { route } from '../route'

export const LEADS = '/operator/leads'

export function parseLeads(path: string): string | null {
  if (path !== LEADS && !path.startsWith(`${LEADS}/`)) return null
  const id = path.slice(LEADS.length + 1)
  return /^[0-9a-f]{32}$/.test(id) ? id : ''
}

export const leadsAt: Store<string | null> = store(parseLeads(location.pathname))

const look = (): void => leadsAt.set(parseLeads(location.pathname))
addEventListener('popstate', look)
route.watch(look)

/** Go to the board, or to a lead; `replace`: without a step to come back to. */
export function toLeads(id = '', replace = false): void {
  const path = id ? `${LEADS}/${id}` : LEADS
  if (path === location.pathname) return
  if (replace) history.replaceState(history.state, '', path)
  else history.pushState({ inside: true }, '', path)
  look()
}
