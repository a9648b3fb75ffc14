"""What a client wrote where it is hard to tell from what they quote: rather too much is taken than an answer lost."""

import pytest

from besedka.domain.follow_up_letter import MARK
from besedka.domain.incoming import Incoming, read
from besedka.domain.own_words import own_words

OURS = f"{MARK} Напишите ответ выше этой строки -##"
HEAD = "From: Анна <chat@shop.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Olga\nSubject: Answer"
LED = "пт, 27 нояб. 2026 г. в 10:00, Анна &lt;chat@shop.example&gt;:"
RULE = "_" * 32


def letter(body: str, kind: str = "plain", more: str = "") -> Incoming:
    found = read(
        "From: olga@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        f"Content-Type: text/{kind}; charset=utf-8\r\n\r\n{body}\r\n{more}--b--\r\n".encode()
    )
    assert found is not None
    return found


PHOTO = "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nPNG\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "html",
            f'<div class="gmail_quote"><div>{LED}</div><blockquote><p>{OURS}</p><p>Есть</p></blockquote><div>Беру обе</div></div>',
        ),
        ("html", f"<blockquote><p>{OURS}</p><p>Есть</p><p>Беру обе</p></blockquote>"),
        ("plain", "-- \nОльга\n\nБеру обе"),
        ("plain", f"{RULE}\n{HEAD}\n\n{OURS}\n\nЕсть две\n\nБеру обе"),
        ("plain", f"{HEAD}\n\nЕсть две\n\nБеру обе"),
        ("plain", f"> {OURS}\n> Есть две\n> Беру обе"),
    ],
)
def test_an_answer_that_is_not_told_from_a_quotation_is_not_lost(kind: str, body: str) -> None:
    assert "Беру обе" in letter(body, kind).text


def test_what_is_surely_quoted_is_left_out_even_then() -> None:
    answer = letter(f'<div class="gmail_quote">{LED}<blockquote>{OURS}</blockquote><div>Беру</div></div>', "html")
    assert answer.text.endswith("Беру")
    assert MARK not in answer.text
    assert letter("-- \nОльга\n\nБеру\n\n> Есть").text == "--\nОльга\n\nБеру"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("html", f'<div class="gmail_quote"><div>{LED}</div><blockquote><p>{OURS}</p><p>Есть</p></blockquote></div>'),
        ("plain", f"\n\n{RULE}\n{HEAD}\n\n{OURS}\n\nЕсть две"),
        ("plain", f"27.11.2026 10:00, Анна пишет:\n> {OURS}\n> Есть"),
    ],
)
def test_a_picture_without_a_word_does_not_say_our_letter_again(kind: str, body: str) -> None:
    found = letter(body, kind, PHOTO)
    assert (found.text, len(found.files)) == ("", 1)


def test_a_letter_without_words_says_nothing() -> None:
    assert letter(" \n\n").text == ""
    assert letter("", more=PHOTO).text == ""


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Здравствуйте!\n—\nБеру две штуки", "Здравствуйте!\n—\nБеру две штуки"),
        (
            "Вот что нужно:\n\n—\nлампа\nабажур\nшнур\nвилка\nпатрон\nкороб",
            "Вот что нужно:\n\n—\nлампа\nабажур\nшнур\nвилка\nпатрон\nкороб",
        ),
        ("Беру\n\n—\nОльга\n+7 916 204-18-77", "Беру"),
        (f"Беру\n\n—\nОльга\n\n27.11.2026 10:00, Анна пишет:\n> {OURS}\n> Есть", "Беру"),
        (f"{RULE}\n{HEAD}\n\n{OURS}\n\nЕсть", ""),
    ],
)
def test_a_dash_alone_begins_a_signature_at_the_end_alone_and_a_rule_a_quotation_anywhere(text: str, own: str) -> None:
    assert own_words(text) == own
