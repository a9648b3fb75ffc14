/** Which visit this is: the number that the site itself keeps, or how often this browser has come since it first wrote to us. */

const NAME = 'visits'
/** Who is away for so long comes anew. */
const ANEW_AFTER = 30 * 60_000

let now = 0

/** The number; 0 where the device keeps nothing. Asked only after the visitor has acted: from then on the count is kept on the device. */
export function visitNumber(shelf: string): number {
  try {
    const given = /(^|; )roistat_visit=(\d{1,15})(;|$)/.exec(document.cookie)
    if (given) return Number(given[2])
    const [count = 0, at = 0] = (localStorage.getItem(shelf + NAME) ?? '').split(' ').map(Number)
    now ||= count + (Date.now() - at > ANEW_AFTER ? 1 : 0) || 1
    localStorage.setItem(shelf + NAME, `${now} ${Date.now()}`)
  } catch {
    return 0 // storage is blocked
  }
  return now
}
