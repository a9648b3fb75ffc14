/** The language of an app: the person's choice, else the browser's; remembered on the device. */
import { type Language, pickLanguage } from '../i18n'

const PLACE = 'besedka.language'

export function savedLanguage(): Language {
  const saved = read()
  return saved === 'ru' || saved === 'en' ? saved : pickLanguage(navigator.languages)
}

export function saveLanguage(language: Language): void {
  document.documentElement.lang = language
  try {
    localStorage.setItem(PLACE, language)
  } catch {
    // storage is blocked: the choice holds for the page's life
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(PLACE)
  } catch {
    return null
  }
}
