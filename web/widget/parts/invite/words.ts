import type { Words } from '../../../shared/i18n'

/** Said by the invitation; the server tells them to the page at its moment (besedka/wire/inviting_words.py). */
export const WORDS: Words<'hello' | 'close'> = {
  ru: { hello: 'Здравствуйте. Подсказать что-нибудь?', close: 'Закрыть приглашение' },
  en: { hello: 'Hello. Can we help you find something?', close: 'Close the invitation' },
}
