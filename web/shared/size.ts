/** How large a file is, in words: 248 КБ, 1,2 МБ. */
import type { Language } from './i18n'

const UNITS: Record<Language, readonly string[]> = { ru: ['Б', 'КБ', 'МБ', 'ГБ'], en: ['B', 'KB', 'MB', 'GB'] }

export function fileSize(bytes: number, language: Language): string {
  return `${inUnit(bytes, unitOf(bytes), language)}\u00a0${UNITS[language][unitOf(bytes)]}`
}

/** "1,2 из 3,4 МБ": both in the unit of the whole. `of` is the word between them. */
export function sizeSoFar(sent: number, bytes: number, of: string, language: Language): string {
  const unit = unitOf(bytes)
  return `${inUnit(sent, unit, language)} ${of} ${inUnit(bytes, unit, language)}\u00a0${UNITS[language][unit]}`
}

function unitOf(bytes: number): number {
  return bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3
}

function inUnit(bytes: number, unit: number, language: Language): string {
  return (bytes / 1024 ** unit).toLocaleString(language, { maximumFractionDigits: unit < 2 ? 0 : 1 })
}
