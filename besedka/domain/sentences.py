"""The sentence of every code that a person can be shown, in each language: what happened and what to do."""

# over 300 lines: a list, one entry for each code; splitting it would only hide a code from its neighbours
from besedka.domain.errors import Params

# over 300 lines: one table, a line or two for each code

SENTENCES: dict[str, dict[str, str]] = {
    "bad_input": {
        "en": "Something in the request is not right: {field}. Check it and send it again.",
        "ru": "В запросе что-то не так: {field}. Проверьте и отправьте ещё раз.",
    },
    "text_empty": {"en": "Write something first.", "ru": "Сначала напишите что-нибудь."},
    "text_too_long": {
        "en": "The message has {length} characters, the limit is {limit}. Split it in parts.",
        "ru": "В сообщении {length} знаков, предел — {limit}. Разделите его на части.",
    },
    "name_empty": {"en": "Enter a name.", "ru": "Введите имя."},
    "name_too_long": {"en": "The name is longer than {limit} characters.", "ru": "Имя длиннее {limit} знаков."},
    "site_invalid": {
        "en": "“{site}” is not a site's address. Write it like https://shop.example.",
        "ru": "«{site}» — не адрес сайта. Напишите, например, https://shop.example.",
    },
    "email_invalid": {
        "en": "“{email}” is not an e-mail address. Write it like name@shop.example.",
        "ru": "«{email}» — не адрес почты. Напишите, например, name@shop.example.",
    },
    "email_taken": {
        "en": "An operator with the e-mail {email} is already in this project.",
        "ru": "Оператор с почтой {email} уже есть в этом проекте.",
    },
    "password_short": {
        "en": "The password needs at least {limit} characters.",
        "ru": "В пароле должно быть не меньше {limit} знаков.",
    },
    "password_long": {
        "en": "The password has more than {limit} characters.",
        "ru": "В пароле больше {limit} знаков.",
    },
    "setting_out_of_range": {
        "en": "“{field}” may be from {least} to {most}.",
        "ru": "«{field}» может быть от {least} до {most}.",
    },
    "title_too_long": {
        "en": "The title is longer than {limit} characters.",
        "ru": "Подпись длиннее {limit} знаков.",
    },
    "password_wrong": {
        "en": "The present password does not fit.",
        "ru": "Нынешний пароль не подходит.",
    },
    "only_owner": {
        "en": "Only the owner may do this: {owner}.",
        "ru": "Это может только владелец: {owner}.",
    },
    "admins_by_owner": {
        "en": "Only the owner makes and changes administrators: {owner}.",
        "ru": "Назначает и меняет администраторов только владелец: {owner}.",
    },
    "owner_stays": {
        "en": "The owner cannot be let out of the project.",
        "ru": "Владельца нельзя убрать из проекта.",
    },
    "account_shared": {
        "en": "This person works in other projects too, so only they change their password.",
        "ru": "Этот человек работает и в других проектах, поэтому пароль меняет только сам.",
    },
    "member_taken": {
        "en": "The person with the e-mail {email} is already in this cabinet.",
        "ru": "Человек с почтой {email} уже есть в этом кабинете.",
    },
    "settings_changed": {
        "en": "Somebody else has saved these settings meanwhile. Look at what has changed and save again.",
        "ru": "Пока вы правили, настройки сохранил кто-то ещё. Посмотрите, что изменилось, и сохраните снова.",
    },
    "only_admins": {
        "en": "Only an administrator may do this.",
        "ru": "Это может только администратор.",
    },
    "canned_title_empty": {"en": "Enter a title.", "ru": "Введите название."},
    "canned_title_long": {
        "en": "The title is longer than {limit} characters.",
        "ru": "Название длиннее {limit} знаков.",
    },
    "canned_text_empty": {"en": "Write the text of the response.", "ru": "Напишите текст шаблона."},
    "canned_text_long": {
        "en": "The text has {length} characters, the limit is {limit}.",
        "ru": "В тексте {length} знаков, предел — {limit}.",
    },
    "variable_unknown": {
        "en": "There is no variable {variable}. There are: {known}.",
        "ru": "Переменной {variable} нет. Есть: {known}.",
    },
    "canned_too_many": {
        "en": "A project keeps at most {limit} canned responses. Remove what nobody uses.",
        "ru": "В проекте не больше {limit} шаблонов. Удалите те, что не нужны.",
    },
    "canned_changed": {
        "en": "Somebody else has changed this response meanwhile. Look at what it says now and save again.",
        "ru": "Пока вы правили, шаблон изменил кто-то ещё. Посмотрите, что в нём теперь, и сохраните снова.",
    },
    "phone_invalid": {
        "en": "This is not a telephone number. Write it like +7 916 204-18-77.",
        "ru": "Это не номер телефона. Напишите, например, +7 916 204-18-77.",
    },
    "phone_short": {"en": "Digits are missing: {missing}.", "ru": "Не хватает цифр: {missing}."},
    "phone_long": {"en": "There are digits too many: {over}.", "ru": "Лишние цифры: {over}."},
    "contact_name_long": {
        "en": "The name is longer than {limit} characters.",
        "ru": "Имя длиннее {limit} знаков.",
    },
    "query_long": {
        "en": "The search is longer than {limit} characters. Leave the most telling words.",
        "ru": "Запрос длиннее {limit} знаков. Оставьте самые важные слова.",
    },
    "tag_name_empty": {"en": "Enter a name for the tag.", "ru": "Введите название метки."},
    "tag_name_long": {
        "en": "The tag's name is longer than {limit} characters.",
        "ru": "Название метки длиннее {limit} знаков.",
    },
    "tag_taken": {"en": "There is a tag “{name}” already.", "ru": "Метка «{name}» уже есть."},
    "tags_too_many": {
        "en": "A conversation has at most {limit} tags. Take one off first.",
        "ru": "У обращения не больше {limit} меток. Сначала снимите лишнюю.",
    },
    "tags_too_many_here": {
        "en": "A project keeps at most {limit} tags. Remove what nobody uses.",
        "ru": "В проекте не больше {limit} меток. Удалите то, чем никто не пользуется.",
    },
    "folder_name_empty": {"en": "Enter a name for the folder.", "ru": "Введите название папки."},
    "folder_name_long": {
        "en": "The folder's name is longer than {limit} characters.",
        "ru": "Название папки длиннее {limit} знаков.",
    },
    "folders_too_many": {
        "en": "A project keeps at most {limit} folders.",
        "ru": "В проекте не больше {limit} папок.",
    },
    "frame_malformed": {
        "en": "The frame is not well-formed: {field}. Reload the page.",
        "ru": "Кадр составлен неверно: {field}. Обновите страницу.",
    },
    "frame_unknown": {
        "en": "There is no frame of this type. Reload the page to get the current version.",
        "ru": "Кадра такого вида нет. Обновите страницу, чтобы получить текущую версию.",
    },
    "frame_too_big": {
        "en": "The frame is larger than {limit} bytes. Split the message in parts.",
        "ru": "Кадр больше {limit} байт. Разделите сообщение на части.",
    },
    "frame_unexpected": {
        "en": "This frame came out of order: the first one is hello, and it is said once.",
        "ru": "Кадр пришёл не в свой черёд: первым идёт hello, и только один раз.",
    },
    "protocol_unknown": {
        "en": "The page and the server are of different versions. Reload the page.",
        "ru": "Версии страницы и сервера разошлись. Обновите страницу.",
    },
    "project_unknown": {
        "en": "There is no project with this key. Check the snippet in the cabinet.",
        "ru": "Проекта с таким ключом нет. Проверьте код счётчика в кабинете.",
    },
    "origin_refused": {
        "en": "This site is not on the project's list. Add it in the cabinet.",
        "ru": "Этого сайта нет в списке проекта. Добавьте его в кабинете.",
    },
    "host_refused": {
        "en": "This server does not go by the name “{host}”. Open its own address, or add the name to BESEDKA_HOSTS.",
        "ru": "Сервер не отвечает под именем «{host}». Откройте его собственный адрес или добавьте имя в BESEDKA_HOSTS.",
    },
    "key_refused": {
        "en": "This visitor key is not valid here. Start a new conversation.",
        "ru": "Этот ключ посетителя здесь не действует. Начните новый разговор.",
    },
    "not_signed_in": {"en": "Sign in to go on.", "ru": "Войдите, чтобы продолжить."},
    "sign_in_failed": {
        "en": "These sign-in details do not fit. Check every field.",
        "ru": "Данные для входа не подходят. Проверьте все поля.",
    },
    "too_many_attempts": {
        "en": "Too many attempts. Try again in {retry_after} s.",
        "ru": "Слишком много попыток. Попробуйте через {retry_after} с.",
    },
    "too_fast": {
        "en": "Messages come too fast. Try again in {retry_after} s.",
        "ru": "Сообщения идут слишком часто. Попробуйте через {retry_after} с.",
    },
    "too_many_connections": {
        "en": "Too many visitors from your network are here right now. The chat tries again in {retry_after} s.",
        "ru": "Сейчас в чате слишком много посетителей из вашей сети. Чат попробует снова через {retry_after} с.",
    },
    "too_many_conversations": {
        "en": "Too many new conversations from your network. The message waits and goes out in {retry_after} s.",
        "ru": "Слишком много новых разговоров из вашей сети. Сообщение ждёт и уйдёт через {retry_after} с.",
    },
    "not_found": {"en": "There is no such thing, or it is not yours.", "ru": "Такого нет или это не ваше."},
    "already_taken": {
        "en": "The conversation is already with {operator}.",
        "ru": "Обращение уже в работе: {operator}.",
    },
    "not_yours": {
        "en": "Somebody else is responsible for this conversation.",
        "ru": "За это обращение отвечает другой оператор.",
    },
    "not_your_message": {
        "en": "These are somebody else's words: only their author may change them.",
        "ru": "Это не ваши слова: изменить их может только автор.",
    },
    "message_gone": {
        "en": "This message has been deleted already.",
        "ru": "Это сообщение уже удалено.",
    },
    "change_too_late": {
        "en": "A message may be changed for {minutes} min after it was sent; that time is over. Write a new one.",
        "ru": "Сообщение можно менять {minutes} мин после отправки, это время вышло. Напишите новое.",
    },
    "quote_unknown": {
        "en": "The quoted message is not in this conversation. Remove the quote and send again.",
        "ru": "Цитируемого сообщения в этом обращении нет. Уберите цитату и отправьте снова.",
    },
    "admins_only": {
        "en": "Only administrators may see this.",
        "ru": "Это видят только администраторы.",
    },
    "already_closed": {
        "en": "The conversation has been closed meanwhile. Bring it back to work first.",
        "ru": "Обращение тем временем закрыли. Сначала верните его в работу.",
    },
    "already_returned": {
        "en": "The conversation has been put back among the new ones meanwhile.",
        "ru": "Обращение тем временем вернули в новые.",
    },
    "not_closed": {
        "en": "The conversation is open again, so there is nothing to rate yet.",
        "ru": "Разговор снова открыт, оценивать пока нечего.",
    },
    "operator_disabled": {
        "en": "{name} is disabled and cannot take conversations. Choose somebody else.",
        "ru": "{name} — отключён и не может вести обращения. Выберите другого.",
    },
    "comment_too_long": {
        "en": "The comment has {length} characters, the limit is {limit}.",
        "ru": "В отзыве {length} знаков, предел — {limit}.",
    },
    "id_taken": {
        "en": "This id already names another message. Send it again under a new one.",
        "ru": "Под этим номером уже есть другое сообщение. Отправьте под новым.",
    },
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
    "busy": {
        "en": "The server is busy. Nothing was stored; try again.",
        "ru": "Сервер занят. Ничего не сохранено; повторите.",
    },
    "disk_failing": {
        "en": "The server cannot write to its disk. Nothing was stored; the message waits and goes out again.",
        "ru": "Сервер не может записать на диск. Ничего не сохранено; сообщение ждёт и уйдёт снова.",
    },
    "read_only": {
        "en": "The server's database is read-only. Nothing was stored; the message waits and goes out again.",
        "ru": "База данных сервера открыта только для чтения. Ничего не сохранено; сообщение ждёт и уйдёт снова.",
    },
    "internal": {
        "en": "The server made a mistake. Nothing was stored; try again.",
        "ru": "На сервере произошла ошибка. Ничего не сохранено; повторите.",
    },
    "method_not_allowed": {"en": "This address takes another method.", "ru": "По этому адресу нужен другой метод."},
}


def sentence(code: str, params: Params, language: str) -> str:
    """Return the sentence of `code` in `language` (English when it is unknown), with the params filled in."""
    by_language = SENTENCES.get(code, SENTENCES["internal"])
    text = by_language.get(language, by_language["en"])
    return text.format_map({**dict.fromkeys(("field",), ""), **params})
