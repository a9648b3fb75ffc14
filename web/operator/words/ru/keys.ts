/** Words of the sheet of keys, in Russian. */
export const keys = {
  key_note: 'к примечанию',
  key_hand: 'передать обращение',
  keys: 'Клавиши',
  key_move: 'следующее и предыдущее',
  key_reply: 'к ответу',
  key_take: 'взять новое',
  key_close: 'закрыть обращение',
  key_lists: 'списки по порядку',
  key_back: 'назад',
  key_send: 'ответить',
  key_break: 'новая строка',
  key_help: 'эта подсказка',
  key_canned: 'шаблоны ответов',
  key_client: 'карточка клиента',
  key_last: 'изменить последнее своё',
}
