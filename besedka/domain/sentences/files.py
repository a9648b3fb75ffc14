"""Sentences of files and avatars."""

FILES: dict[str, dict[str, str]] = {
    "file_empty": {"en": "“{name}” is empty (0 bytes).", "ru": "Файл «{name}» пустой (0 байт)."},
    "file_too_big": {
        "en": "“{name}” has {size} MB, the limit is {limit} MB. Compress it or send a link.",
        "ru": "В файле «{name}» {size} МБ, предел — {limit} МБ. Сожмите его или пришлите ссылку.",
    },
    "file_longer": {
        "en": "“{name}” has changed since it was chosen. Choose it again.",
        "ru": "Файл «{name}» изменился с тех пор, как его выбрали. Выберите его снова.",
    },
    "file_unknown": {
        "en": "This file is not there any more. Attach it again.",
        "ru": "Этого файла больше нет. Прикрепите его снова.",
    },
    "file_not_ready": {
        "en": "“{name}” has not been uploaded to its end. Wait, or attach it again.",
        "ru": "Файл «{name}» загружен не до конца. Подождите или прикрепите его снова.",
    },
    "file_taken": {
        "en": "“{name}” was already sent with another message.",
        "ru": "Файл «{name}» уже отправлен с другим сообщением.",
    },
    "too_many_files": {
        "en": "{count} files at once; a message takes up to {limit}. Send them in parts.",
        "ru": "Файлов сразу — {count}, а в сообщении помещается {limit}. Отправьте по частям.",
    },
    "too_many_uploads": {
        "en": "More than {limit} files wait to be sent. Send or remove some first.",
        "ru": "Ждут отправки больше {limit} файлов. Сначала отправьте или уберите часть.",
    },
    "too_many_files_now": {
        "en": "Too many files from your network. Try again in {retry_after} s.",
        "ru": "Слишком много файлов из вашей сети. Попробуйте через {retry_after} с.",
    },
    "files_full": {
        "en": "The files here take up all of their {limit} MB. Send a link instead.",
        "ru": "Файлы здесь заняли все {limit} МБ. Пришлите ссылку.",
    },
    "avatar_not_picture": {
        "en": "An avatar is a PNG or JPEG picture; this file is {type}.",
        "ru": "Аватар — картинка PNG или JPEG, а этот файл — {type}.",
    },
    "avatar_too_heavy": {
        "en": "An avatar's file has at most {most} MB. Choose a smaller one.",
        "ru": "Файл аватара — не больше {most} МБ. Выберите поменьше.",
    },
    "avatar_empty": {
        "en": "This file is empty (0 bytes). Choose another one.",
        "ru": "Этот файл пустой (0 байт). Выберите другой.",
    },
    "avatar_broken": {
        "en": "This picture cannot be read: it is damaged or was cut off. Choose another one.",
        "ru": "Картинку не удалось прочитать: она повреждена или обрезана. Выберите другую.",
    },
    "avatar_not_square": {
        "en": "An avatar must be square; this picture is {width}×{height}.",
        "ru": "Аватар должен быть квадратным, а эта картинка — {width}×{height}.",
    },
    "avatar_too_small": {
        "en": "An avatar needs at least {least}×{least} pixels; this picture is {width}×{height}.",
        "ru": "Для аватара нужно не меньше {least}×{least} точек, а эта картинка — {width}×{height}.",
    },
    "avatar_too_big": {
        "en": "An avatar has at most {most}×{most} pixels; this picture is {width}×{height}.",
        "ru": "В аватаре не больше {most}×{most} точек, а эта картинка — {width}×{height}.",
    },
}
