/** How long what people type may be, in characters, as the server takes it (`tests/house/test_limits.py` holds the two together). */
export const LIMITS = { message: 10_000, query: 200, contact_name: 120, email: 254, password: 1_000, tag: 40, canned_title: 120, canned_text: 10_000, folder: 60 } as const

export type Limited = keyof typeof LIMITS

export interface Length {
  readonly n: number
  readonly limit: number
  /** How many must go. */
  readonly over: number
}

/** How long a text is that is too long, counted as the server counts it; null for one that fits. */
export function tooLong(text: string, of: Limited): Length | null {
  const limit = LIMITS[of]
  if (text.length <= limit) return null
  const n = [...text].length
  return n > limit ? { n, limit, over: n - limit } : null
}
