/** Words of the composer, in Russian. */
export const composer = {
  write_to: 'Ответ: {name}',
  write_offline: 'Отправим, когда вернётся связь',
  answering: 'Ответ',
  send: 'Ответить',
  tip: 'Shift ↵ — новая строка',
  emoji: 'Эмодзи',
  too_long: 'Длиннее {limit} знаков на {over}',
  client_waits: 'Ждёт {time}',
  stranded: 'Не отправлено',
  stranded_show: 'Показать',
}
