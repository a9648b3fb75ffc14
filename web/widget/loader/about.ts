/** What the page tells of itself: where the visitor goes within it, and what the site's scripts say with `besedka('params', …)`. */
import type { VisitorAbout, VisitorClaims } from '../../shared/wire.gen'
import { tidy, type About } from '../contract'

const PAGES = 50
const TITLE_AFTER = 300
/** Characters of all parameters together, as the server keeps them: what is too much is left out, or the frame would be refused whole. */
const ALL = 32_000
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

/** In memory only: nothing leaves the page or is stored before the visitor writes. */
export function watchPage(): Watched {
  const params: Record<string, string | number | boolean | null> = {}
  const claims: Record<string, string> = {}
  const path: Page[] = []
  const about = {
    told() {},
    hello: () => ({ page: { ...here(), referrer: tidy(document.referrer, 2_000) }, claims: claims as VisitorClaims }),
    put(given: unknown) {
      for (const [name, value] of Object.entries((typeof given === 'object' && given) || {})) params[tidy(name, 100)] = plain(value)
      about.told()
    },
    identify(given: unknown) {
      for (const name of CLAIMS) {
        const said = plain((given as Record<string, unknown> | null)?.[name])
        if (said !== null) claims[name] = tidy(`${said}`, 500)
      }
      about.told()
    },
    frame(): VisitorAbout {
      let room = ALL
      return {
        t: 'about', params: Object.fromEntries(Object.entries(params).filter((one) => (room -= `${one}`.length) > 0)),
        path: path.map(({ at, ...page }) => ({ ...page, ago: Math.max(0, Date.now() - at) })),
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, claims: claims as VisitorClaims, touch: navigator.maxTouchPoints > 1,
      }
    },
  }
  look()
  const soon = () => setTimeout(look, TITLE_AFTER) // sites set the title after the address
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('currententrychange', soon)
  addEventListener('popstate', soon)
  return about

  function here() {
    return { url: tidy(location.href, 2_000), title: tidy(document.title, 500) }
  }

  function look(): void {
    const page = here()
    if (path.at(-1)?.url === page.url) return
    path.push({ ...page, at: Date.now() })
    if (path.length > PAGES) path.shift()
    about.told()
  }
}

/** Text, a number or a yes stay what they are; a thing is told as it is written in JSON, and what cannot be is nothing. */
function plain(value: unknown): string | number | boolean | null {
  try {
    if (value === !!value || value === +(value as number)) return value as boolean | number // a yes or a number, in fewer bytes
    return tidy(typeof value === 'string' ? value : JSON.stringify(value ?? undefined), 2_000)
  } catch {
    return null
  }
}
