/**
 * The visit's number. It is the site's own, in the cookie that the original's counter keeps; we make one only where the
 * project has turned visit numbers on (PRODUCT.md 2.2a).
 */
import { page, say, tell, type Callback } from './page'

const COOKIE = /(?:^|;\s*)roistat_visit=(\d{1,15})(?:;|$)/
const YEARS = 10 * 365 * 86_400

export interface Visit {
  get(): string | null
  set(visit: unknown): void
  /** Calls back with the number, now or once there is one. */
  on(callback: unknown): void
  /** The project turned visit numbers on: a new visitor gets one, kept on the device. */
  begin(): void
}

export function watchVisit(): Visit {
  const waiting: unknown[] = []
  let number = stored()
  let keeps = number !== null

  function known(): void {
    if (number === null) return
    say('params', { roistat_visit: number })
    for (const callback of waiting.splice(0)) tell(callback, number)
  }

  const visit: Visit = {
    get: () => number,
    set(given) {
      if (!/^\d{1,15}$/.test(String(given))) return
      number = String(given)
      if (keeps) keep(number)
      known()
    },
    on(callback) {
      waiting.push(callback)
      known()
    },
    begin() {
      keeps = true
      if (number === null) visit.set(fresh())
    },
  }
  visit.on((given: string) => (page.roistatVisitCallback as Callback | undefined)?.(given))
  return visit
}

function stored(): string | null {
  try {
    return COOKIE.exec(document.cookie)?.[1] ?? null
  } catch {
    return null // cookies are blocked
  }
}

function keep(number: string): void {
  const domain = page.roistatCookieDomain ? `;domain=${String(page.roistatCookieDomain)}` : ''
  try {
    document.cookie = `roistat_visit=${number};path=/;max-age=${YEARS};samesite=lax${domain}`
  } catch {
    // It lives as long as the page.
  }
}

/** Nobody counts the visits of all browsers, so chance must keep them apart. */
function fresh(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return String(100_000_000_000 + ((high * 2 ** 20 + (low >>> 12)) % 900_000_000_000))
}
