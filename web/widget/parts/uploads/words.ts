import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'refused' | 'vanished' | 'cut'> = {
  ru: {
    refused: 'Сервер не принял файл.', vanished: 'Файл не читается: это папка, или его переместили. Прикрепите его снова.',
    cut: 'Не успел загрузиться до обновления страницы. Выберите его снова, и загрузка продолжится.',
  },
  en: {
    refused: 'The server did not take the file.', vanished: 'The file cannot be read: it is a folder, or it was moved. Attach it again.',
    cut: 'It was not there yet when the page was reloaded. Choose it again, and it goes on.',
  },
}
