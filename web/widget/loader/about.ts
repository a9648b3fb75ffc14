/** What the page tells of itself: where the visitor goes within it, and what the site's scripts say with `besedka('params', …)`. */
import type { VisitorAbout, VisitorClaims } from '../../shared/wire.gen'
import { tidy, type About } from '../contract'
import { visitNumber } from './visits'

const PAGES = 50
const TITLE_AFTER = 300
const CLAIMS = ['name', 'phone', 'email', 'id', 'until', 'hash'] as const

interface Page {
  readonly url: string
  readonly title: string
  readonly at: number
}

export interface Watched extends About {
  /** The site's own parameters; null takes one away. */
  put(given: unknown): void
  /** Who the site says its visitor is. */
  identify(given: unknown): void
}

/** In memory only: nothing leaves the page or is stored before the visitor writes. `shelf` is how our entries on the device begin. */
export function watchPage(shelf: string): Watched {
  const params: Record<string, string | number | boolean | null> = {}
  const claims: Record<string, string> = {}
  const path: Page[] = []
  const about = {
    told() {},
    hello: () => ({ page: { url: tidy(location.href, 2_000), title: tidy(document.title, 500), referrer: tidy(document.referrer, 2_000) }, claims: claims as VisitorClaims }),
    put(given: unknown) {
      if (!given || typeof given !== 'object') return
      for (const [name, value] of Object.entries(given)) params[name] = plain(value)
      about.told()
    },
    identify(given: unknown) {
      for (const name of CLAIMS) {
        const said = (given as Record<string, unknown> | null)?.[name]
        if (typeof said === 'string' || typeof said === 'number') claims[name] = tidy(String(said), 500)
      }
      about.told()
    },
    frame(): VisitorAbout {
      const visits = visitNumber(shelf)
      return {
        t: 'about', params, path: path.map(({ url, title, at }) => ({ url: tidy(url, 2_000), title: tidy(title, 500), ago: Math.max(0, Date.now() - at) })),
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, claims: claims as VisitorClaims, touch: navigator.maxTouchPoints > 1,
        ...(visits && { visits }),
      }
    },
  }
  const look = () => {
    const url = location.href
    if (path.at(-1)?.url === url) return
    path.push({ url, title: document.title, at: Date.now() })
    if (path.length > PAGES) path.shift()
    about.told()
  }
  look()
  const soon = () => setTimeout(look, TITLE_AFTER) // sites set the title after the address
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('currententrychange', soon)
  addEventListener('popstate', soon)
  return about
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && isFinite(value))) return value
  try {
    return value === null ? null : (JSON.stringify(value) ?? null)
  } catch {
    return null
  }
}
