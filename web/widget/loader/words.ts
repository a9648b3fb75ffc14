/** What the button says before the panel is there: its name in the project's languages, and, in the main one, that the panel did not come. */
import type { Words } from '../../shared/i18n'

export const WORDS: Words<'open' | 'broken'> = {
  ru: {
    open: 'Открыть чат',
    broken: 'Чат не загрузился. Проверьте связь и откройте его ещё раз.',
  },
  en: {
    open: 'Open chat',
    broken: 'The chat did not load. Check your connection and open it again.',
  },
}
