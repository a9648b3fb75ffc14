/** How large a file is, in words: 248 КБ, 1,2 МБ. */

/** As each language writes them; the others write them as English does. */
const UNITS: Readonly<Record<string, string>> = { ru: 'Б КБ МБ ГБ', uk: 'Б КБ МБ ГБ', kk: 'Б КБ МБ ГБ', fr: 'o Ko Mo Go', ar: 'بايت كيلوبايت ميغابايت غيغابايت' }

export function fileSize(bytes: number, language: string): string {
  return `${inUnit(bytes, unitOf(bytes), language)}\u00a0${unitName(unitOf(bytes), language)}`
}

/** "1,2 из 3,4 МБ": both in the unit of the whole. `of` is the word between them. */
export function sizeSoFar(sent: number, bytes: number, of: string, language: string): string {
  const unit = unitOf(bytes)
  return `${inUnit(sent, unit, language)} ${of} ${inUnit(bytes, unit, language)}\u00a0${unitName(unit, language)}`
}

function unitName(unit: number, language: string): string {
  return (UNITS[language] ?? 'B KB MB GB').split(' ')[unit] ?? ''
}

function unitOf(bytes: number): number {
  return bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3
}

function inUnit(bytes: number, unit: number, language: string): string {
  return (bytes / 1024 ** unit).toLocaleString(language, { numberingSystem: 'latn', maximumFractionDigits: unit < 2 ? 0 : 1 })
}
