/**
 * Plain text as a list of words and links: http, https, mailto and tel, nothing else (SECURITY.md, line 2).
 * What a link shows is what it opens: characters that hide or turn text end a link.
 */

export interface LinkPart {
  href: string
  text: string
}
export type Part = string | LinkPart

const TOPS = /\.(ru|рф|su|by|kz|ua|uz|com|net|org|info|biz|io|me|dev|app|shop|store|site|online|example)$/i
const REST = '[/?#][^\\s<>"«»\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]*'
const PHONE = '\\+\\d(?:[ ()\\u00a0-]{0,2}\\d){9,14}(?!\\d)'
const FOUND = /* @__PURE__ */ pattern() // who only wants names has none of it

/** Every repetition is bounded: a hostile text must not cost more than its length. */
function pattern(): RegExp {
  const letter = '[\\p{L}\\p{N}]'
  const host = `(?:${letter}(?:[\\p{L}\\p{N}-]{0,61}${letter})?\\.){0,9}${letter}(?:[\\p{L}\\p{N}-]{0,61}${letter})?`
  return new RegExp(`(?<![\\p{L}\\p{N}@/:.])(?:(https?:\\/\\/)|mailto:)?([\\w.%+-]{1,64}@)?(${host})((?::\\d+)?(?:${REST})?)|(?:tel:)?${PHONE}`, 'giu')
}

export function linkify(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const found of text.matchAll(FOUND)) {
    const shown = trim(found[0])
    const href = address(shown, found)
    if (!href) continue
    if (found.index > from) parts.push(text.slice(from, found.index))
    parts.push({ href, text: shown })
    from = found.index + shown.length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** Names come from people: what would hide or turn their letters is taken out. */
export function plainName(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '').trim()
}

/** Names of two words are shown by the first, as people call each other. */
export function firstName(name: string): string {
  return plainName(name).split(' ')[0] ?? ''
}

function address(shown: string, [, scheme, user, host]: RegExpMatchArray): string | null {
  if (!host) return 'tel:' + shown.replace(/[^+\d]/g, '')
  if (user && !scheme) return host.includes('.') ? 'mailto:' + shown.replace(/^mailto:/i, '') : null
  if (!scheme && !TOPS.test(host)) return null
  try {
    return new URL(scheme ? shown : 'https://' + shown).href
  } catch {
    return null
  }
}

/** The full stop, comma or bracket after a link belongs to the sentence, unless the bracket was opened inside the link. */
function trim(shown: string): string {
  let surplus = count(shown, /[)\]}]/g) - count(shown, /[([{]/g)
  let end = shown.length
  for (; end > 0; end--) {
    const last = shown.charAt(end - 1)
    if (/[)\]}]/.test(last) ? surplus-- <= 0 : !/[.,;:!?'*_…]/.test(last)) break
  }
  return shown.slice(0, end)
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0
}

/** Whether some paragraph is read from right to left, as its first letter tells. */
export function fromTheRight(text: string): boolean {
  return /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/mu.test(text)
}
