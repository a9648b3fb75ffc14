/** Where the visitor came from, in one word: a mark in the address before the site that led here. */

const MARKS = ['roistat', 'rs', 'utm_source']

export function source(): string {
  const query = new URLSearchParams(location.search)
  for (const mark of MARKS) if (query.get(mark)) return query.get(mark) ?? ''
  try {
    const { host } = new URL(document.referrer)
    return host === location.host ? 'direct' : host
  } catch {
    return 'direct'
  }
}
