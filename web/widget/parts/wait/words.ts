import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'minutes' | 'hours' | 'days' | 'usual' | 'some' | 'today' | 'tomorrow' | 'later' | 'nobody' | 'left' | 'late' | 'kept' | 'next' | 'ahead' | 'many'> = {
  ru: {
    minutes: '{n|минуту|# минуты|# минут}', hours: '{n|час|# часа|# часов}', days: '{n|сутки|# суток|# суток}',
    usual: 'Обычно отвечаем за {time}', some: 'Команда отвечает за {time}',
    today: 'Откроемся в {time}', tomorrow: 'Откроемся завтра в {time}', later: 'Откроемся {day} в {time}', nobody: 'Никого нет. {opens}',
    left: 'Ответим примерно через {time}', late: 'Отвечаем дольше обычного.', kept: 'Ваше сообщение у нас, ответим здесь.',
    next: 'Ваше обращение следующее', ahead: 'Впереди {n|ждёт # человек|ждут # человека|ждут # человек}', many: 'Впереди ждут больше {n} человек',
  },
  en: {
    minutes: '{n|a minute|# minutes}', hours: '{n|an hour|# hours}', days: '{n|a day|# days}',
    usual: 'Usually replies in {time}', some: 'The team replies in {time}',
    today: 'We are back at {time}', tomorrow: 'We are back tomorrow at {time}', later: 'We are back on {day} at {time}', nobody: 'Nobody is here. {opens}',
    left: 'We will reply in about {time}', late: 'This takes longer than usual.', kept: 'We have your message and will reply here.',
    next: 'Your conversation is next', ahead: '{n|# person is|# people are} waiting before you', many: 'More than {n} people are waiting before you',
  },
}
