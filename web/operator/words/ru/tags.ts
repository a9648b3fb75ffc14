/** Words of tags, in Russian. */
export const tags = {
  tags: 'Метки',
  tags_edit: 'Изменить метки',
  tags_then: 'Метки общие для проекта. Удалённая метка исчезнет и с обращений.',
  tag_name: 'Название метки',
  tag_new: 'Новая метка',
  tag_color: 'Цвет',
  tag_remove: 'Удалить метку «{name}»',
  tag_gone: 'Метка «{name}» удалена',
  color_amber: 'Янтарный',
  color_blue: 'Синий',
  color_violet: 'Лиловый',
  color_rose: 'Розовый',
  color_red: 'Красный',
  color_green: 'Зелёный',
  color_teal: 'Бирюзовый',
  color_grey: 'Серый',
}
