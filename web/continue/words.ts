/** What this page says, in the languages of letters. */
export type Language = 'ru' | 'en'

const RU = {
  go: 'Продолжить разговор здесь?',
  go_then: 'Ссылка сработает один раз, в этом браузере. На чужом устройстве её лучше не открывать.',
  go_do: 'Продолжить',
  blocked: 'Браузер ничего не запоминает',
  blocked_then: 'Разрешите этому сайту хранить данные, иначе разговор здесь не откроется. Ссылка не пропала.',
  opening: 'Открываем разговор…',
  over: 'Ссылка уже сработала',
  over_then: 'Она открывает разговор один раз и действует неделю. Напишите нам здесь, мы ответим.',
  over_alone: 'Она открывает разговор один раз и действует неделю. Напишите нам с сайта, мы ответим.',
  anew: 'Написать',
  lost: 'Нет связи с сервером',
  lost_then: 'Ссылка не пропала. Проверьте интернет и попробуйте ещё раз.',
  again: 'Попробовать ещё раз',
  stop: 'Больше не писать вам?',
  stop_then: 'Ответы на ваши обращения не будут приходить на почту. Они останутся в чате на сайте.',
  stop_do: 'Не присылать',
  stopped: 'Больше не пишем',
  stopped_then: 'Письма на этот адрес приходить не будут.',
  stop_wrong: 'Ссылка не подходит',
  stop_wrong_then: 'Откройте её из последнего письма целиком.',
}
const EN: Readonly<Record<keyof typeof RU, string>> = {
  go: 'Continue the conversation here?',
  go_then: 'The link works once, in this browser. Better not on a device that others use.',
  go_do: 'Continue',
  blocked: 'This browser keeps nothing',
  blocked_then: 'Let this site store data, or the conversation cannot be opened here. The link is not lost.',
  opening: 'Opening the conversation…',
  over: 'This link has been used',
  over_then: 'It opens the conversation once, within a week. Write to us here, and we will answer.',
  over_alone: 'It opens the conversation once, within a week. Write to us from the site, and we will answer.',
  anew: 'Write to us',
  lost: 'The server cannot be reached',
  lost_then: 'The link is not lost. Check your connection and try again.',
  again: 'Try again',
  stop: 'Stop writing to you?',
  stop_then: 'Answers to your questions will no longer come by e-mail. They stay in the chat on the site.',
  stop_do: 'Stop letters',
  stopped: 'We will not write any more',
  stopped_then: 'No more letters come to this address.',
  stop_wrong: 'The link does not fit',
  stop_wrong_then: 'Open the whole of it from the latest letter.',
}

export const language: Language = navigator.languages.find((one) => /^(ru|en)\b/i.test(one))?.toLowerCase().startsWith('ru') ? 'ru' : 'en'

export const say = (word: keyof typeof RU): string => (language === 'ru' ? RU : EN)[word]
