"""Visitor keys: only what this server made for this project opens anything."""

import hashlib
import secrets

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.visitor import mint_key, read_key

SECRET = secrets.token_bytes(32)
ONE, OTHER = ProjectNumber(1001), ProjectNumber(1002)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.integers(min_value=0, max_value=2**48 - 1))
def test_a_made_key_opens(now: int) -> None:
    key = mint_key(SECRET, ONE, Instant(now))
    assert read_key(SECRET, ONE, key.text) == key


def test_a_key_tells_128_random_bits_and_keeps_their_hash_only() -> None:
    keys = [mint_key(SECRET, ONE, Instant(0)) for _ in range(500)]
    assert len({key.secret_hash for key in keys}) == 500
    assert all(len(key.secret_hash) == hashlib.sha256().digest_size for key in keys)


def test_a_key_fits_an_address_and_is_never_long() -> None:
    text = mint_key(SECRET, ONE, Instant(0)).text
    assert set(text) <= set(ALPHABET)
    assert len(text) <= 100


def test_another_project_or_another_server_does_not_know_it() -> None:
    text = mint_key(SECRET, ONE, Instant(0)).text
    assert read_key(SECRET, OTHER, text) is None
    assert read_key(secrets.token_bytes(32), ONE, text) is None


@given(st.integers(min_value=0, max_value=57), st.sampled_from(ALPHABET))
def test_a_changed_letter_does_not_open(place: int, letter: str) -> None:
    text = mint_key(SECRET, ONE, Instant(0)).text
    changed = text[:place] + letter + text[place + 1 :]
    assert changed == text or read_key(SECRET, ONE, changed) is None


@given(st.text(st.characters(), max_size=120))
def test_whatever_a_page_sends_opens_nothing(text: str) -> None:
    assert read_key(SECRET, ONE, text) is None


@given(st.binary(max_size=80))
def test_whatever_bytes_it_spells_open_nothing(raw: bytes) -> None:
    assert read_key(SECRET, ONE, raw.hex()) is None


@given(st.sampled_from(["!", " ", "\n", "=", "é", "\x00"]), st.integers(min_value=0, max_value=58))
def test_a_key_has_one_spelling(extra: str, place: int) -> None:
    text = mint_key(SECRET, ONE, Instant(0)).text
    assert read_key(SECRET, ONE, text[:place] + extra + text[place:]) is None
