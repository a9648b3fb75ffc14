import type { Words } from '../../../shared/i18n'

/** Said by the button and its list; the server tells them to pages together with the ways (besedka/wire/widget_words.py). */
export const WORDS: Words<'open' | 'close' | 'title' | 'chat' | 'callback' | 'email' | 'phone'> = {
  ru: { open: 'Связаться с нами', close: 'Закрыть', title: 'Как вам удобнее?', chat: 'Написать в чат', callback: 'Перезвоните мне', email: 'Написать письмо', phone: 'Позвонить' },
  en: { open: 'Contact us', close: 'Close', title: 'How would you like to reach us?', chat: 'Chat with us', callback: 'Call me back', email: 'Send an e-mail', phone: 'Call us' },
}
