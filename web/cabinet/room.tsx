/** The words of the cabinet, in the language of the moment. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type Language, type Translate, translator } from '../shared/i18n'
import { Icon } from '../shared/ui/icon'
import { globe } from '../shared/ui/icons'
import { type Key, words } from './words'

export interface Speech {
  readonly language: Language
  readonly say: Translate<Key>
  set(language: Language): void
}

const tables: Readonly<Record<Language, Translate<Key>>> = { ru: translator(words, 'ru'), en: translator(words, 'en') }

export function speech(language: Language, set: (language: Language) => void): Speech {
  return { language, say: tables[language], set }
}

export const SpeechContext = createContext<Speech>(speech('en', () => {}))
export const useSpeech = (): Speech => useContext(SpeechContext)
export const NAMES = { ru: 'Русский', en: 'English' } as const

/** The other language, under its own name. */
export function LanguageSwitch() {
  const { language, set } = useSpeech()
  const other = language === 'ru' ? 'en' : 'ru'
  return <button type="button" class="btn quiet" lang={other} onClick={() => set(other)}><Icon path={globe} size="m" />{NAMES[other]}</button>
}
