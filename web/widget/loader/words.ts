/** What the button says before the panel is there: its name in the project's languages, and, in the main one, that the panel did not come. */
import type { Words } from '../../shared/i18n'

export const WORDS: Words<'open' | 'broken'> = {
  ru: {
    open: 'Открыть чат',
    broken: 'Не загрузилось. Откройте ещё раз.',
  },
  en: {
    open: 'Open chat',
    broken: 'It did not load. Open it again.',
  },
}
