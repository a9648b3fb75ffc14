import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'solved' | 'yes' | 'no' | 'rate' | 'star' | 'comment' | 'send' | 'later' | 'thanks' | 'change'> = {
  ru: {
    solved: 'Ваш вопрос решён?', yes: 'Да, спасибо', no: 'Нет, ещё нужна помощь', rate: 'Как вам разговор?', star: 'Оценка {n} из 5',
    comment: 'Что понравилось или нет (можно пропустить)', send: 'Оценить', later: 'Не сейчас', thanks: 'Спасибо за оценку', change: 'Изменить',
  },
  en: {
    solved: 'Was your question solved?', yes: 'Yes, thank you', no: 'No, I still need help', rate: 'How was the conversation?', star: '{n} of 5',
    comment: 'What was good or bad (you may skip this)', send: 'Rate', later: 'Not now', thanks: 'Thank you for the rating', change: 'Change',
  },
}
