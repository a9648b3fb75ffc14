/** Words of taking a new one, and of one that is closed or a colleague’s, in Russian. */
export const take = {
  take_new: 'Новое обращение',
  take_wait: 'Ждёт {time}, пока никто не взял',
  take_nobody: 'Пока никто не взял',
  take_offline: 'Взять можно, когда вернётся связь',
  take_offline_then: 'Без связи не узнать, не взял ли его коллега',
  taken_by: 'Уже отвечает {name}',
  taken_since: 'Обращение взято в {time}',
  taken_next: 'Следующее новое',
  closed_title: 'Обращение закрыто',
  closed_since: '{time}. Если клиент напишет, оно вернётся само',
  theirs: 'Обращение ведёт {name}',
  theirs_then: 'Отвечать может тот, кто взял',
}
