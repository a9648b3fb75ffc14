import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'sound' | 'on' | 'off'> = {
  ru: { sound: 'Звук', on: 'включён', off: 'выключен' },
  en: { sound: 'Sound', on: 'on', off: 'off' },
}
