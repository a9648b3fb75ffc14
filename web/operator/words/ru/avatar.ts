/** Words of an operator’s picture, in Russian. */
export const avatar = {
  avatar: 'Аватар',
  avatar_choose: 'Выбрать картинку',
  avatar_another: 'Другая картинка',
  avatar_remove: 'Убрать',
  avatar_kinds: 'Квадратная, от 200 до 1500 точек, .png или .jpg. Её видят клиенты.',
  avatar_square: 'Взять квадрат из середины',
}
