/** Words of any window, in Russian. */
export const window = {
  add: 'Добавить',
  save_it: 'Сохранить',
  cancel: 'Отмена',
  remove: 'Удалить',
  shut: 'Закрыть окно',
  resize: 'Ширина списка',
  action_failed: 'Не получилось: {why}',
}
