/** Which visit this is: the number that the site itself keeps, or how often this browser has come since it first wrote to us. */
import type { Shelf } from '../../../shared/shelf'

const NAME = 'visits'
/** Who is away for so long comes anew. */
const ANEW_AFTER = 30 * 60_000

let now = 0

/** The number; 0 where the device keeps nothing. Asked only after the visitor has acted: from then on the count is kept on the device. */
export function visitNumber(shelf: Shelf): number {
  try {
    const given = /(^|; )roistat_visit=(\d{1,15})(;|$)/.exec(document.cookie)
    if (given) return +given[2]!
  } catch {
    // Cookies are blocked.
  }
  const [count, at] = (shelf.stored(NAME) ?? '').split(' ')
  now ||= +count! + +(Date.now() - +at! > ANEW_AFTER) || 1
  shelf.set(NAME, now + ' ' + Date.now())
  return shelf.stored(NAME) ? now : 0
}
