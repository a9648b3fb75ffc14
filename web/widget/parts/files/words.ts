import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'of' | 'waits' | 'remove' | 'retry' | 'save' | 'open' | 'refused' | 'many' | 'list'> = {
  ru: {
    of: 'из', waits: 'ждёт связи', remove: 'Убрать «{name}»', retry: 'Повторить', save: 'Сохранить «{name}»', open: 'Открыть «{name}»',
    refused: 'Сервер не принял файл.', many: 'Не больше {n} файлов в сообщении. Уберите лишние.', list: 'Прикреплено',
  },
  en: {
    of: 'of', waits: 'waiting for the network', remove: 'Remove “{name}”', retry: 'Try again', save: 'Save “{name}”', open: 'Open “{name}”',
    refused: 'The server did not take the file.', many: 'Up to {n} files in a message. Remove some.', list: 'Attached',
  },
}
