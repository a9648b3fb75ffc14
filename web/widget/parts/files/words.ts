import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'of' | 'waits' | 'held' | 'remove' | 'retry' | 'many' | 'list'> = {
  ru: {
    of: 'из', waits: 'ждёт связи', held: 'уйдёт, когда отправите форму', remove: 'Убрать «{name}»', retry: 'Повторить',
    many: 'Не больше {n} {n|файла|файлов|файлов} в сообщении. Уберите лишние.', list: 'Прикреплено',
  },
  en: {
    of: 'of', waits: 'waiting for the network', held: 'goes once the form is sent', remove: 'Remove “{name}”', retry: 'Try again',
    many: 'Up to {n} {n|file|files} in a message. Remove some.', list: 'Attached',
  },
}
