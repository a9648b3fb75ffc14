/** What the page tells of itself: where the visitor goes within it, and what the site's scripts say with `besedka('params', …)`. */
import type { About } from '../contract'

const PAGES = 50
const TITLE_AFTER = 300

/** In memory only: nothing leaves the page or is stored before the visitor writes. */
export function watchPage(): About & { put(given: unknown): void } {
  const about = {
    params: {} as About['params'],
    path: [] as About['path'],
    told() {},
    put(given: unknown) {
      if (!given || typeof given !== 'object') return
      for (const [name, value] of Object.entries(given)) about.params[name] = plain(value)
      about.told()
    },
  }
  const look = () => {
    const url = location.href
    if (about.path.at(-1)?.url === url) return
    about.path.push({ url, title: document.title, at: Date.now() })
    if (about.path.length > PAGES) about.path.shift()
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
