/** A user agent in plain words: iPhone, Safari. Unknown ones say nothing rather than guess. */

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android.*Mobile/, 'Android'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser/, 'Yandex'],
  [/OPR\/|Opera/, 'Opera'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Vivaldi/, 'Vivaldi'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
]

/** "iPhone, Safari"; empty when neither can be told. */
export function device(userAgent: string): string {
  return [first(SYSTEMS, userAgent), first(BROWSERS, userAgent)].filter(Boolean).join(', ')
}

/** True for a phone or a tablet, by what the browser says of itself. */
export function handheld(userAgent: string): boolean {
  return /iPhone|iPad|Android/.test(userAgent)
}

function first(table: readonly (readonly [RegExp, string])[], text: string): string {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? ''
}
