/** What the button says. It is told of it with the project's settings, in the project's languages. */
import type { Words } from '../../shared/i18n'

export const WORDS: Words<'open' | 'close' | 'unread' | 'broken'> = {
  ru: {
    open: 'Открыть чат',
    close: 'Закрыть чат',
    unread: 'непрочитанных: ',
    broken: 'Чат не загрузился. Проверьте связь и откройте его ещё раз.',
  },
  en: {
    open: 'Open chat',
    close: 'Close chat',
    unread: 'unread: ',
    broken: 'The chat did not load. Check your connection and open it again.',
  },
}
