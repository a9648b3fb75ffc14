"""A letter that is made to be dear to read is refused before it is, and no honest letter is."""

import time

import pytest

from besedka.domain import incoming
from besedka.domain.incoming import read

HEAD = b"From: a@b.example\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary%s=b%d\r\n\r\n--b%d\r\n" % (b"" if n % 2 else b"*", n, n)
    for n in range(300)
)
DEAR = {
    "three hundred in each other": HEAD + NESTED + b"\r\nab\r\n" * 30_000,
    "very many parts": HEAD + MIXED + b"--b\n\n" * 50_000,
    "a report of very many blocks": HEAD + b"Content-Type: message/delivery-status\r\n\r\n" + b"a: b\n\n" * 40_000,
    "short lines": HEAD + b"\r\n" + b"a\n" * 1_000_000,
    "lines that end as they did on old computers": HEAD + b"\r\n" + b"a\r" * 1_000_000,
}


@pytest.mark.parametrize("means", sorted(DEAR))
def test_a_dear_letter_is_refused_before_it_is_read(means: str) -> None:
    began = time.thread_time()
    assert read(DEAR[means]) is None
    assert time.thread_time() - began < 0.7  # hundredths; they took seconds


def test_a_letter_as_large_as_they_may_be_is_read() -> None:
    part = (
        b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + (b"A" * 76 + b"\r\n") * 400_000
    )
    found = read(HEAD + MIXED + b"--b\r\n\r\nYes\r\n--b\r\n" + part + b"--b--\r\n")
    assert found is not None
    assert (found.text, len(found.files[0].content)) == ("Yes", 57 * 400_000)


def test_letters_in_a_letter_and_a_table_of_dashes_are_read() -> None:
    table = b"--- a ---\r\n" * 3_000
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\nYes\r\n" * 100
    assert read(HEAD + MIXED + b"--b\r\n\r\n" + table + parts + b"--b--\r\n") is not None


def test_of_a_cut_letter_the_words_are_taken_and_no_half_of_a_file() -> None:
    whole = HEAD + MIXED + b"--b\r\n\r\nYes\r\n--b\r\nContent-Type: image/png; name=a.png\r\n\r\n" + b"PNG" * 100
    found = read(whole, whole=False)
    assert found is not None
    assert (found.text, found.files, found.cut) == ("Yes", (), True)


def test_no_more_of_a_letters_words_are_looked_at_than_of_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MOST_TEXT", 100)
    found = read(HEAD + MIXED + (b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"x" * 90 + b"\r\n") * 10 + b"--b--\r\n")
    assert found is not None
    assert len(found.text) <= 100
