/** A page's address as people read it, and only if it may be opened. */

/** Host and path without the scheme, `www.` and the closing slash; the text itself when it is no address. */
export function short(url: string): string {
  const parsed = parse(url)
  if (!parsed) return url
  const path = decoded(parsed.pathname).replace(/\/$/, '')
  return parsed.host.replace(/^www\./, '') + path
}

/** The host alone; empty when the text is no address. */
export function host(url: string): string {
  return parse(url)?.host.replace(/^www\./, '') ?? ''
}

/** The address when it is http or https, else null: nothing else is ever made a link. */
export function openable(url: string): string | null {
  const parsed = parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null
}

function parse(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
