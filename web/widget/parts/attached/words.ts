import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'save' | 'open'> = {
  ru: { save: 'Сохранить «{name}»', open: 'Открыть «{name}»' },
  en: { save: 'Save “{name}”', open: 'Open “{name}”' },
}
