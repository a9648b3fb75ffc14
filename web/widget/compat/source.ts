/** Where the visitor came from, in one word: a mark in the address before the site that led here. */

export function source(): string {
  const query = new URLSearchParams(location.search)
  for (const mark of ['roistat', 'rs', 'utm_source']) {
    const found = query.get(mark)
    if (found) return found
  }
  try {
    const { host } = new URL(document.referrer)
    return host === location.host ? 'direct' : host
  } catch {
    return 'direct'
  }
}
