"""Names that are safe everywhere, types by content, sizes and counts, and the crop that fits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import file as rules
from besedka.domain.errors import BadInput
from besedka.domain.ids import FileId, Instant, VisitorId, new_id
from besedka.domain.links import DAY, HOUR, Links, read_token
from tests.pictures import HTML, PDF, SVG

NOW = Instant(1_800_000_000_000)


@given(st.text(max_size=300))
def test_a_name_is_one_harmless_part(name: str) -> None:
    kept = rules.clean_file_name(name)
    assert 0 < len(kept) <= rules.MAX_NAME
    assert not set(kept) & set('/\\:*?"<>|\0\r\n\t')
    assert not kept.startswith((".", " "))
    assert not kept.endswith((".", " "))
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in kept)
    assert kept.encode("utf-8")
    assert rules.clean_file_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Смета, Лесная, 12.pdf", "Смета, Лесная, 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Анна\\план.dwg", "план.dwg"),
        ("счёт\u202egnp.exe", "счётgnp.exe"),
        ("a\u200b\u2066b.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
        ("NUL.txt", "file NUL.txt"),
        ("x" * 500 + ".jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_names_of_the_kinds_that_come(name: str, kept: str) -> None:
    assert rules.clean_file_name(name) == kept


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"RIFF....WAVEfmt ", "audio/wav"),
        (b"....ftypheic", "image/heic"),
        (b"....ftypisom", "video/mp4"),
        (PDF, "application/pdf"),
        (HTML, "text/html"),
        (b"  \n<SCRIPT>alert(1)</SCRIPT>", "text/html"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>", "text/html"),
        (SVG, "image/svg+xml"),
        (b"<svg onload=alert(1)>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        ("Привет, мир".encode(), "text/plain"),
        (("я" * 3000).encode()[: rules.HEAD - 1] + b"\xd1", "text/plain"),
        (b"PK\x03\x04....word/document.xml", rules._OFFICE[0][1]),
        (b"PK\x03\x04....", "application/zip"),
        (b"\x00\x01\x02", rules.BINARY),
        ("Привет".encode("cp1251"), rules.BINARY),
        (b"MZ....", "application/x-executable"),
        (b"", "text/plain"),
    ],
)
def test_a_type_is_what_the_first_bytes_are(head: bytes, kind: str) -> None:
    assert rules.sniff(head) == kind


@given(st.binary(max_size=600))
def test_nothing_that_a_browser_would_run_passes_for_a_picture(tail: bytes) -> None:
    for script in (HTML, SVG, b"<script>"):
        assert rules.sniff(script + tail) not in rules.PICTURES


@given(st.integers(1, 6_000), st.integers(1, 6_000))
def test_the_crop_that_is_offered_is_an_avatar(width: int, height: int) -> None:
    crop = rules.crop_that_fits(width, height)
    if crop is None:
        assert min(width, height) < rules.AVATAR_LEAST
        return
    assert crop.left >= 0
    assert crop.top >= 0
    assert crop.left + crop.side <= width
    assert crop.top + crop.side <= height
    rules.check_avatar(crop.side, crop.side, "image/png")


def test_sizes_and_counts_are_refused_with_the_figures() -> None:
    for size, code in ((0, "file_empty"), (25 * rules.MEGABYTE + 1, "file_too_big")):
        with pytest.raises(BadInput) as refused:
            rules.check_size("a", size, 25)
        assert refused.value.code == code
    rules.check_size("a", 25 * rules.MEGABYTE, 25)
    rules.check_count(rules.PER_MESSAGE)
    with pytest.raises(BadInput):
        rules.check_count(rules.PER_MESSAGE + 1)


class Clock:
    now = NOW


def test_a_link_is_for_one_file_one_visitor_and_a_day() -> None:
    clock = Clock()
    links = Links(b"secret", lambda: clock.now)
    file, olga, eve = FileId(new_id(NOW)), VisitorId(new_id(NOW)), VisitorId(new_id(NOW))
    address = links.seal(file, olga)
    ticket = read_token(address.rpartition("/")[2])
    assert ticket is not None
    assert ticket.file == file
    assert links.fits(ticket, olga)
    assert not links.fits(ticket, eve)
    assert not Links(b"other", lambda: clock.now).fits(ticket, olga)
    assert olga.hex() not in address
    clock.now = Instant(NOW + DAY)
    assert links.fits(ticket, olga)
    clock.now = Instant(NOW + DAY + HOUR)
    assert not links.fits(ticket, olga)


@given(st.text(max_size=80))
def test_whatever_stands_in_an_address_is_read_or_is_nothing(text: str) -> None:
    links = Links(b"secret", lambda: NOW)
    ticket = read_token(text)
    assert ticket is None or not links.fits(ticket, VisitorId(b"v" * 16))
