/** Words of search, in Russian. */
export const search = {
  find: 'Найти',
  find_what: 'Слова из переписки, имя, команда',
  find_go: 'Перейти',
  find_list: 'Перейти: {list}',
  find_said: 'Переписка',
  find_note: 'примечание',
  find_more: 'Показать ещё',
  find_nothing: 'Ничего не нашлось',
}
