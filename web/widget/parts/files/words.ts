import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'of' | 'waits' | 'remove' | 'retry' | 'many' | 'list'> = {
  ru: {
    of: 'из', waits: 'ждёт связи', remove: 'Убрать «{name}»', retry: 'Повторить',
    many: 'Не больше {n} {n|файла|файлов|файлов} в сообщении. Уберите лишние.', list: 'Прикреплено',
  },
  en: {
    of: 'of', waits: 'waiting for the network', remove: 'Remove “{name}”', retry: 'Try again',
    many: 'Up to {n} {n|file|files} in a message. Remove some.', list: 'Attached',
  },
}
