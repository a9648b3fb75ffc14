/** Words of the connection, in Russian. */
export const link = {
  connected: 'На связи',
  connecting: 'Подключаемся…',
  lost: 'Нет связи',
  lost_since: 'Нет связи с {time}.',
  lost_then: 'Пишите дальше, всё уйдёт по порядку',
  connect_now: 'Подключиться',
  reload: 'Обновить страницу',
  old_app: 'Приложение устарело.',
  old_app_then: 'Обновите страницу: черновики останутся',
}
