/** Words of narrowing a list, in Russian. */
export const filter = {
  filter: 'Отобрать',
  filter_on: 'Отобрать: список сужен',
  filter_channel: 'Канал',
  filter_operator: 'Оператор',
  filter_tag: 'Метка',
  filter_since: 'Начато с',
  filter_until: 'Начато по',
  filter_rating: 'Оценка',
  filter_any: 'Любой',
  filter_none: 'Показать все',
  filter_nothing: 'Таких обращений нет',
}
