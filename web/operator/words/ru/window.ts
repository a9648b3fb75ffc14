/** Words of any window, in Russian. */
export const window = {
  add: 'Добавить',
  save_it: 'Сохранить',
  cancel: 'Отмена',
  remove: 'Удалить',
  bring_back: 'Вернуть',
  bring_back_name: 'Вернуть «{name}»',
  not_removed: '«{name}» не удаляется: {why}',
  shut: 'Закрыть окно',
  resize: 'Ширина списка',
  field_long: 'Здесь {n} {n|знак|знака|знаков}, а помещается {limit}. Сократите на {over}',
  action_failed: 'Не получилось: {why}',
}
