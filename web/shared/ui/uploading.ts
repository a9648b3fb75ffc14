/** How the two apps ask their doors to take an upload, and what they say when it does not go. */
import type { Language } from '../i18n'
import type { UploadsOptions } from '../uploads'

const UNREADABLE = { ru: 'Сервер не принял файл.', en: 'The server did not take the file.' }
const VANISHED = {
  ru: 'Файл не читается: это папка, или его переместили. Прикрепите его снова.',
  en: 'The file cannot be read: it is a folder, or it was moved. Attach it again.',
}
const CUT = {
  ru: 'Не успел загрузиться до обновления страницы. Выберите его снова, и загрузка продолжится.',
  en: 'It was not there yet when the page was reloaded. Choose it again, and it goes on.',
}
const ANSWER_WITHIN = 60_000

/** `base`: the door's address above its files. `language` is asked at each request. */
export function uploadsAt(base: string, language: () => Language): Pick<UploadsOptions, 'ask' | 'unreadable' | 'vanished' | 'cut'> {
  return {
    ask: (method, id, offset, body) => ask(`${base}/files/${id}${offset === null ? '' : `?offset=${offset}`}`, language(), method, body),
    unreadable: () => UNREADABLE[language()],
    vanished: () => VANISHED[language()],
    cut: () => CUT[language()],
  }
}

function ask(address: string, language: Language, method: string, body?: Blob | string): Promise<Response> {
  const kind = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
  return fetch(address, {
    method,
    headers: { 'Accept-Language': language, ...(body === undefined ? {} : { 'Content-Type': kind }) },
    signal: AbortSignal.timeout(ANSWER_WITHIN),
    ...(body === undefined ? {} : { body }),
  })
}
