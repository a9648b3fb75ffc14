/** Words of search, in Russian. */
export const search = {
  find: 'Найти',
  find_what: 'Слова из переписки, имя, команда',
  find_deed: 'Открытое обращение',
  find_go: 'Перейти',
  find_canned: 'Шаблоны',
  find_insert: 'вставить в ответ',
  do_take: 'Взять обращение',
  do_reply: 'Ответить клиенту',
  do_note: 'Написать примечание',
  do_canned: 'Вставить шаблон',
  do_hand: 'Передать другому оператору',
  find_list: 'Перейти: {list}',
  find_said: 'Переписка',
  find_note: 'примечание',
  find_more: 'Показать ещё',
  find_nothing: 'Ничего не нашлось',
}
