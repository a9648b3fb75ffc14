"""A release of the desktop app: what is announced is read back; what is no announcement is never taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.release import (
    MAX_FEED,
    Package,
    Release,
    Unreadable,
    is_name,
    is_version,
    read_feed,
    seal,
    system_of,
)

DEB = Package("linux", "besedka-chat_0.2.0_amd64.deb", 10, "ab" * 32)
RELEASE = Release("0.2.0", 1_790_000_000_000, {"ru": "Тише", "en": "Calmer"}, (DEB,))


def letter(**changes: object) -> bytes:
    """Return the letter of RELEASE with other fields."""
    said = json.loads(json.loads(seal(RELEASE, lambda _: "mark"))["release"])
    return json.dumps({"release": json.dumps({**said, **changes}), "signature": "mark"}).encode()


def test_what_is_announced_is_read_back() -> None:
    signed: list[bytes] = []

    def sign(text: bytes) -> str:
        signed.append(text)
        return "mark"

    sealed = seal(RELEASE, sign)
    assert read_feed(sealed.encode()) == RELEASE
    assert signed == [b"besedka desktop release\n" + json.loads(sealed)["release"].encode()]
    assert json.loads(sealed)["signature"] == "mark"


@pytest.mark.parametrize(
    "feed",
    [
        b"", b"[]", b"{}", b"\xff", b'{"release": "[]"}', b"[" * 9_000, b" " * (MAX_FEED + 1), letter(v=2), letter(version="2"),
        letter(version="1.0; rm"), letter(published_at="now"), letter(notes=[]), letter(packages={}), letter(packages=[{}]),
        letter(packages=[{"system": "amiga", "name": "a.deb", "size": 1, "sha256": "ab" * 32}]),
        letter(packages=[{"system": [], "name": "a.deb", "size": 1, "sha256": "ab" * 32}]),
        letter(packages=[{"system": "linux", "name": "../a.deb", "size": 1, "sha256": "ab" * 32}]),
        letter(packages=[{"system": "linux", "name": "a.deb", "size": 0, "sha256": "ab" * 32}]),
        letter(packages=[{"system": "linux", "name": "a.deb", "size": 1, "sha256": "AB"}]),
    ],
)  # fmt: skip
def test_what_is_no_announcement_is_unreadable(feed: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(feed)


@given(st.binary(max_size=200))
def test_whatever_lies_there_is_read_or_unreadable(feed: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(feed)


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("Besedka-Chat-0.2.0.exe", "windows"), ("a.msi", "windows"), ("a.dmg", "macos"), ("a.DEB", "linux"), ("a.AppImage", "linux"),
        ("releases.json", None), ("a.deb.part", None),
    ],
)  # fmt: skip
def test_a_name_tells_the_system(name: str, system: str | None) -> None:
    assert system_of(name) == system


def test_names_are_no_paths_and_versions_are_numbers() -> None:
    assert is_name("besedka-chat_0.2.0~rc1+x_amd64.deb")
    assert not any(map(is_name, ("", ".deb", "a/b.deb", "..", "a b.deb", "a.deb\n", "ё.deb", "a" * 121)))
    assert all(map(is_version, ("0.2", "0.2.0", "10.20.30.40")))
    assert not any(map(is_version, ("", "2", "v0.2", "0.2-rc1", "0..2", "0.2\n")))
