/** Words of files, in Russian. */
export const files = {
  attach: 'Прикрепить файл',
  attached: 'Прикреплено',
  detach: 'Убрать «{name}»',
  uploading: '«{name}» загружается',
  out_of: 'из',
  upload_waits: '{words}, ждёт связи',
  files_coming: 'Файлы ещё загружаются',
  files_failed: 'Не все файлы загрузились. Повторите или уберите лишние.',
  files_many: 'Файлов {n}, а в сообщении помещается {limit}. Уберите лишние.',
  drop_here: 'Отпустите, чтобы прикрепить',
  drop_note: 'Отпустите, чтобы прикрепить к примечанию',
  open_picture: 'Открыть картинку «{name}»',
  save_file: 'Сохранить «{name}», {size}',
  one_of: '{n} из {all}',
  picture_before: 'Предыдущая картинка',
  picture_after: 'Следующая картинка',
}
