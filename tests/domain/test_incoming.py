# ruff: noqa: E501  # what programs write is shown as they write it
"""A letter that came in: the client's own words alone, whatever program they write with; and what no person wrote."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import incoming
from besedka.domain.follow_up_letter import MARK
from besedka.domain.incoming import read
from besedka.domain.own_words import own_words

MARKED = "##- Напишите ответ выше этой строки -##"
WORDS = "Спасибо, беру!\n\nКогда привезёте?"
QUOTED = {
    "gmail ru": f"{WORDS}\n\nпт, 27 нояб. 2026 г. в 10:00, Анна, Тихий дом <chat@shop.example>:\n\n> {MARKED}\n>\n> Есть две\n",
    "gmail en": f"{WORDS}\n\nOn Fri, Nov 27, 2026 at 10:00 AM Anna, Quiet House <chat@shop.example>\nwrote:\n\n> {MARKED}\n> Two of them\n",
    "outlook ru": f"{WORDS}\n\n________________________________\nОт: Анна, Тихий дом <chat@shop.example>\nОтправлено: 27 ноября 2026 г. 10:00\n"
    f"Кому: Ольга\nТема: Ответ\n\n{MARKED}\n\nЕсть две\n",
    "outlook en": f"{WORDS}\n\n-----Original Message-----\nFrom: Anna <chat@shop.example>\nSent: Friday, November 27, 2026 10:00 AM\n"
    f"To: Olga\nSubject: Answer\n\nTwo\n",
    "yandex": f'{WORDS}\n\n27.11.2026, 10:00, "Анна, Тихий дом" <chat@shop.example>:\n> {MARKED}\n> Есть две\n',
    "mail.ru": f"{WORDS}\n\n--\nОльга\n\n\nПятница, 27 ноября 2026, 10:00 +03:00 от Анна, Тихий дом <chat@shop.example>:\n\n{MARKED}\nЕсть две\n",
    "thunderbird": f"{WORDS}\n\n27.11.2026 10:00, Анна, Тихий дом пишет:\n> {MARKED}\n> Есть две\n",
    "apple": f"{WORDS}\n\nОтправлено с iPhone\n\n> 27 нояб. 2026 г., в 10:00, Анна <chat@shop.example> написал(а):\n>\n> {MARKED}\n> Есть две\n",
    "signature": f"{WORDS}\n\n-- \nОльга Иванова\n+7 916 204-18-77\n",
    "device": f"{WORDS}\n\nSent from my iPhone\n",
    "nothing": WORDS,
}  # fmt: skip


@pytest.mark.parametrize("program", sorted(QUOTED))
def test_only_the_clients_own_words_are_taken(program: str) -> None:
    assert own_words(QUOTED[program]) == WORDS
    assert own_words(QUOTED[program].replace("\n", "\r\n")) == WORDS


@pytest.mark.parametrize(
    "words",
    [
        "Сравните:\n> ваша лампа\nа мне нужна другая",
        "Отправлено из магазина вчера, где оно?\nЖду",
        "From: дома\nэто не письмо",
        "1 - да\n--- нет\n2",
    ],
)
def test_what_only_looks_like_a_quotation_is_kept(words: str) -> None:
    assert own_words(words) == words


@given(st.text(max_size=400))
def test_any_text_is_taken_without_breaking_and_never_grows(text: str) -> None:
    assert len(own_words(text)) <= len(text)
    assert MARK not in own_words(f"{text}\n{MARK} quoted")


@given(st.binary(max_size=600))
def test_any_bytes_are_a_letter_or_none(content: bytes) -> None:
    read(content)
    read(b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + content)


def letter(*headers: str, body: str = "Да") -> incoming.Incoming:
    found = read("\r\n".join(("From: Olga <olga@example.com>", *headers, "", body)).encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headers", "machine"),
    [
        ((), False),
        (("Auto-Submitted: no",), False),
        (("Auto-Submitted: auto-replied",), True),
        (("Precedence: bulk",), True),
        (("Return-Path: <>",), True),
        (("Return-Path: <olga@example.com>",), False),
        (("X-Autoreply: yes",), True),
        (("List-Id: <all.example.com>",), True),
    ],
)
def test_what_a_machine_wrote_is_known(headers: tuple[str, ...], machine: bool) -> None:
    assert letter(*headers).machine is machine


def test_markup_is_read_without_what_it_quotes() -> None:
    html = (
        '<html><head><style>p{color:red}</style></head><body><div>Беру &lt;две&gt;</div><p>Когда?</p><div class="gmail_quote">'
        "<blockquote><p>Есть</p></blockquote></div></body></html>"
    )
    found = letter("Content-Type: text/html; charset=utf-8", "MIME-Version: 1.0", body=html)
    assert found.text == "Беру <две>\n\nКогда?"


def test_a_report_of_a_letter_that_came_back() -> None:
    report = (
        'From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        "Action: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 No such\r\n person\r\n\r\n--b--\r\n"
    )
    failed, delayed = (read(report.format(action=one).encode()) for one in ("failed", "delayed"))
    assert failed is not None
    assert delayed is not None
    assert failed.bounced == "smtp; 550 No such person"
    assert (delayed.bounced, delayed.machine) == ("", True)


# ── what strangers send ──────────────────────────────────────────────────────────────────────────────────────────

PLAIN, MARKUP = b"From: a@b.example\r\n\r\n", b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n"
HOSTILE = {
    "empty lines": PLAIN + b"x" + b"\n" * 60_000 + b"y",
    "addresses that never end": PLAIN + b"1234 <" + b"@" * 150_000,
    "quotations that never end": PLAIN + b">a\n" * 50_000 + b"y",
    "short lines": PLAIN + b"1 <a@b>:\n" * 15_000,
    "tags that never end": MARKUP + b"<a " * 60_000,
    "comments that never end": MARKUP + b"<!--" * 50_000,
    "spaces": MARKUP + b"<b> </b>" * 20_000,
    "a sender without an end": b"From: " + b'"a' * 100_000 + b"\r\n\r\nx",
    "recipients without an end": b"From: a@b.example\r\nTo: " + b"(" * 200_000 + b"\r\n\r\nx",
    "parameters without an end": b"From: a@b.example\r\nContent-Type: text/plain" + b';a="' * 60_000 + b"\r\n\r\nx",
    "headers without an end": b"From: a@b.example\r\n" + b"X: y\r\n" * 60_000 + b"\r\nx",
    "a charset that counts": b"From: a@b.example\r\nContent-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 150_000,
}  # fmt: skip


@pytest.mark.parametrize("means", sorted(HOSTILE))
def test_a_letter_that_means_harm_takes_no_longer_than_its_length(means: str) -> None:
    began = time.thread_time()
    read(HOSTILE[means])
    assert time.thread_time() - began < 20  # a few tenths; some of these took an hour


# ── whatever programs make of it, what was said is taken ─────────────────────────────────────────────────────────

RUSSIAN = "Беру обе лампы"


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        ("koi8-r", "koi8-r"),
        ("windows-1251", "cp1251"),
        ("cp-1251", "cp1251"),  # nobody knows it by this name
        ("x-unknown", "utf-8"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "cp1251"),
        ("utf8mb4", "utf-8"),
        ("zip", "utf-8"),
        ("iso-8859-5", "iso8859-5"),
    ],
)
def test_words_in_any_charset(charset: str, encoded: str) -> None:
    head = f"From: olga@example.com\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    found = read(head.encode() + RUSSIAN.encode(encoded))
    assert found is not None
    assert found.text == RUSSIAN


def mixed(*parts: str, kind: str = "mixed") -> incoming.Incoming:
    """Return a letter of these parts."""
    body = "".join(f"--{kind}\r\n{part}\r\n" for part in parts)
    head = f"From: olga@example.com\r\nContent-Type: multipart/{kind}; boundary={kind}\r\n\r\n"
    found = read(f"{head}{body}--{kind}--\r\n".encode())
    assert found is not None
    return found


def nested(kind: str, *parts: str) -> str:
    return (
        f"Content-Type: multipart/{kind}; boundary={kind}\r\n\r\n"
        + "".join(f"--{kind}\r\n{p}\r\n" for p in parts)
        + f"--{kind}--"
    )


TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\n{}"
HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n{}"
PHOTO = 'Content-Type: image/png; name="photo.png"\r\nContent-Disposition: inline\r\n\r\nPNG'


def test_an_empty_text_beside_markup_says_nothing() -> None:
    assert mixed(TEXT.format(" "), HTML.format("<p>Беру</p>"), kind="alternative").text == "Беру"
    assert mixed(TEXT.format("Беру"), HTML.format("<p>Беру</p>"), kind="alternative").text == "Беру"


def test_pictures_between_the_words_as_apple_writes_them() -> None:
    plain = mixed(TEXT.format("Вот она:"), PHOTO, TEXT.format("Что делать?"))
    assert (plain.text, [one.name for one in plain.files]) == ("Вот она:\n\nЧто делать?", ["photo.png"])
    both = mixed(TEXT.format("Вот она"), nested("related", HTML.format("<p>Вот она</p>"), PHOTO), kind="alternative")
    assert (both.text, [one.name for one in both.files]) == ("Вот она", ["photo.png"])


def test_a_footer_that_a_mail_server_adds_does_not_take_the_words_away() -> None:
    found = mixed(HTML.format("<p>Беру</p>"), TEXT.format("Проверено антивирусом"))
    assert found.text == "Беру\n\nПроверено антивирусом"


def test_a_letter_that_is_a_file_and_more_files_than_a_message_carries() -> None:
    alone = read(b"From: olga@example.com\r\nContent-Type: image/png\r\n\r\nPNG")
    assert alone is not None
    assert [one.name for one in alone.files] == ["file.png"]
    many = mixed(TEXT.format("Вот"), *[PHOTO] * 12)
    assert (len(many.files), many.over) == (10, 2)


@pytest.mark.parametrize(
    "named",
    [
        b"=?utf-8?B?0L/Qu9Cw0L0uZ2lm?=",
        "план.gif".encode(),
        "план.gif".encode("cp1251"),
        b"*=utf-8''%D0%BF%D0%BB%D0%B0%D0%BD.gif",
    ],
)
def test_names_of_files_as_programs_write_them(named: bytes) -> None:
    name = b'filename="' + named + b'"' if not named.startswith(b"*") else b"filename" + named
    found = read(
        b"From: olga@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/gif\r\n"
        b"Content-Disposition: attachment; " + name + b"\r\n\r\nGIF\r\n--b--\r\n"
    )
    assert found is not None
    assert [one.name for one in found.files] == ["план.gif"]


@pytest.mark.parametrize("sender", ["Ольга <olga@example.com>".encode(), "Ольга <olga@example.com>".encode("cp1251")])
def test_headers_that_no_standard_allows_are_read(sender: bytes) -> None:
    found = read(b"From: " + sender + b"\r\nMessage-ID: <[a b]\xff@>\r\nTo: ((((\r\nSubject: \xff\r\n\r\nx")
    assert found is not None
    assert (found.sender, found.text, found.machine) == ("olga@example.com", "x", False)
    "".join((found.id, *found.to)).encode()


@pytest.mark.parametrize(
    "lead",
    [
        "Am Fr., 27. Nov. 2026 um 10:00 Uhr schrieb Anna <chat@shop.example>:",
        "Le ven. 27 nov. 2026 à 10:00, Anna <chat@shop.example> a écrit :",
        "El vie, 27 nov 2026 a las 10:00, Anna (<chat@shop.example>) escribió:",
        "pt., 27 lis 2026 o 10:00 Anna <chat@shop.example> napisał(a):",
        "Anna <chat@shop.example>, 27 Kas 2026 Cum, 10:00 tarihinde şunu yazdı:",
        "\u202bفي الجمعة، 27 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة \u202aAnna\u202c\u200f <\u202achat@shop.example\u202c\u200f>:\u202c",
    ],
)
def test_whose_words_follow_is_known_in_the_languages_of_the_chat(lead: str) -> None:
    assert own_words(f"{WORDS}\n\n{lead}\n\n> {MARKED}\n> Two\n") == WORDS


def test_what_is_written_below_a_quotation_is_taken() -> None:
    lead = "27.11.2026 10:00, Анна пишет:"
    quoted = f"> {MARKED}\n> Есть две\n>\n> Продолжить: https://chat.example/continue#token"
    assert own_words(f"{lead}\n{quoted}\n\n{WORDS}\n\n-- \nОльга") == WORDS
    assert own_words(f"Здравствуйте!\n\n{lead}\n{quoted}\n\nБеру\n> ещё\nСпасибо") == "Здравствуйте!\n\nБеру\nСпасибо"
    html = f'<p>Да</p><blockquote><p>{MARKED}<p>Есть<td></blockquote><p>Беру</p><div class="gmail_quote"><div>Есть</div></div>И ещё'
    assert letter("Content-Type: text/html; charset=utf-8", body=html).text == "Да\n\nБеру\nИ ещё"
