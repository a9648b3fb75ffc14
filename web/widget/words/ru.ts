/** Every word of the panel, in Russian. A test holds the languages together. */

export const language = 'ru'

export const words = {
  title: 'Чат',
  hello: 'Здравствуйте. Чем помочь?',
  online: 'На связи',
  someone: 'Кто-то из команды на связи',
  away: 'Сейчас не на связи, ответим позже',
  connecting: 'Соединяемся…',
  closed: 'Разговор завершён',
  closedAt: 'Разговор завершён в {time}',
  lost: 'Нет связи. Сообщения сохранены и уйдут, когда она вернётся.',
  old: 'Чат обновился. Перезагрузите страницу, сообщения сохранены.',
  missing: 'Не загрузилось. Повторите или перезагрузите страницу: сообщения сохранены.',
  refused: 'Чат на этой странице сейчас не работает.',
  write: 'Напишите сообщение',
  writeMore: 'Написать ещё',
  send: 'Отправить',
  attach: 'Прикрепить файл',
  emoji: 'Эмодзи',
  menu: 'Ещё',
  close: 'Закрыть чат',
  log: 'Сообщения',
  you: 'Вы',
  fresh: 'Новые сообщения',
  edited: 'изменено',
  deleted: 'Сообщение удалено',
  down: 'К последним сообщениям',
  waiting: 'Ждёт отправки',
  sending: 'Отправляется',
  sent: 'Отправлено',
  delivered: 'Доставлено',
  read: 'Прочитано',
  failed: 'Не отправлено',
  retry: 'Повторить',
  discard: 'Удалить',
  tooLong: 'Длиннее {limit} знаков на {n}. Разделите на два сообщения.',
} as const

export type Word = keyof typeof words
