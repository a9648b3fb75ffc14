import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'form' | 'intro' | 'call' | 'name' | 'phone' | 'email' | 'reach' | 'message' | 'optional' | 'send' | 'back' | 'again' | 'needed' | 'noReach' | 'noMail' | 'noConsent'> = {
  ru: {
    form: 'Оставить сообщение', intro: 'Оставьте вопрос: ответим, когда вернёмся.', call: 'Оставьте номер, и мы перезвоним. Напишите, когда вам удобно.', name: 'Имя', phone: 'Телефон', email: 'Почта', reach: 'Телефон или почта', message: 'Вопрос',
    optional: 'необязательно', send: 'Отправить', back: 'Назад', again: 'Попросить о звонке ещё раз', needed: 'Заполните это поле.', noReach: 'Оставьте телефон или почту: иначе ответить будет некуда.',
    noMail: 'Допишите адрес: после @ должно стоять имя сайта с точкой.', noConsent: 'Без согласия отправить нельзя. Отметьте его.',
  },
  en: {
    form: 'Leave a message', intro: 'Leave your question: we will answer when we are back.', call: 'Leave your number and we will call you. Say when it suits you.', name: 'Name', phone: 'Telephone', email: 'E-mail', reach: 'Telephone or e-mail', message: 'Question',
    optional: 'optional', send: 'Send', back: 'Back', again: 'Ask for another call', needed: 'Fill in this field.', noReach: 'Leave a telephone number or an e-mail: there is no other way to answer you.',
    noMail: 'Complete the address: a site’s name with a dot belongs after the @.', noConsent: 'Without your consent this cannot be sent. Tick the box.',
  },
}
