/** Ids that the client makes: UUIDv7 as 32 lower-case hex digits, the same form as the server's. */

let last = 0

/** A fresh id born at `now` (milliseconds of Unix time). Ids of one page sort in the order of their making, whatever its clock does. */
export function newId(now: number = Date.now()): string {
  last = Math.max(Math.floor(now), last + 1, 0)
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = ((parseInt(random[4] ?? '0', 16) & 3) | 8).toString(16)
  return last.toString(16).padStart(12, '0') + '7' + random.slice(1, 4) + variant + random.slice(5)
}
