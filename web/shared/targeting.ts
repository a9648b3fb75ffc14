/**
 * When and where the chat is shown, as a page tells it by itself (PRODUCT.md 2.7, 2.10). The server has compiled the rules: nothing
 * is parsed here, and no time zone is computed. Python explains them to the cabinet; both run tests/vectors/targeting.json.
 */
import type { VisitorHours, VisitorPageRules } from './wire.gen'

export type Device = 'desktop' | 'tablet' | 'phone'

/** Whether the page at this host and path shows the chat, both as `location` has them. */
export function pageShown({ clear, list }: VisitorPageRules, host: string, path: string): boolean {
  path = path.replace(/\/+$/, '')
  if (clear) path = decoded(path)
  const whole = host.replace(/^www\./, '') + path
  let included = false
  for (const entry of list) {
    const excludes = entry[0] === '!'
    const pattern = excludes ? entry.slice(1) : entry
    if (matches(pattern, clear && pattern[0] === '/' ? path || '/' : whole)) return !excludes
    included ||= !excludes
  }
  return !included
}

/** `*` stands for anything, a line break for any one character; takes pattern times text steps at most, whatever an owner has typed. */
function matches(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let mark = 0
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') {
      star = at++
      mark = i
    } else if (pattern[at] === text[i] || pattern[at] === '\n') {
      at++
      i++
    } else if (star < 0) return false
    else {
      at = star + 1
      i = ++mark
    }
  }
  return !/[^*]/.test(pattern.slice(at))
}

/** A path as people read it; what would mean something else when decoded (`%2F`, `%3F`, `%23`, `%25`, `%2A`, `%0A`) stays. */
function decoded(path: string): string {
  return path
    .replace(/\*/g, '%2A')
    .replace(/(%[\da-f]{2})+/gi, (run) => {
      run = run.toUpperCase()
      try {
        return decodeURIComponent(run.replace(/%(?=2[F35A]|3F|0A)/g, '%25'))
      } catch {
        return run
      }
    })
    .normalize()
}

/** iPadOS calls itself a Macintosh, but no Macintosh is touched; an Android that does not call itself mobile is a tablet. */
export function deviceOf(agent: string, touch: boolean, mobile: boolean | undefined): Device {
  if (/iPad|Tablet(?! PC)|PlayBook|Kindle|Silk(?!.*Mobile)/.test(agent) || (touch && agent.includes('Macintosh'))) return 'tablet'
  if (mobile || /Mobi|iP(?:hone|od)|Opera Mini|BlackBerry|Phone/.test(agent)) return 'phone'
  return agent.includes('Android') ? 'tablet' : 'desktop'
}

/** Whether the chat is offered at this moment, and when that changes next; undefined: as far as is known, it does not. */
export function hoursAt({ open, changes }: VisitorHours, now: number): { open: boolean; next: number | undefined } {
  const past = changes.filter((at) => at <= now).length
  return { open: open !== (past % 2 > 0), next: changes[past] }
}
