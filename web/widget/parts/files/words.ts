import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'of' | 'waits' | 'remove' | 'retry' | 'refused' | 'many' | 'list'> = {
  ru: {
    of: 'из', waits: 'ждёт связи', remove: 'Убрать «{name}»', retry: 'Повторить',
    refused: 'Сервер не принял файл.', many: 'Не больше {n} файлов в сообщении. Уберите лишние.', list: 'Прикреплено',
  },
  en: {
    of: 'of', waits: 'waiting for the network', remove: 'Remove “{name}”', retry: 'Try again',
    refused: 'The server did not take the file.', many: 'Up to {n} files in a message. Remove some.', list: 'Attached',
  },
}
