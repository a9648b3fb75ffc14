"""News of versions: believed only from the publisher, and only when they are news. Where a file goes, and when silence ends."""

import base64
import json
import plistlib
import re
from datetime import datetime
from pathlib import Path

import pytest
from besedka_desktop import words
from besedka_desktop.autostart import of_mac, of_xdg
from besedka_desktop.files import free_name, plain_name
from besedka_desktop.network import Refused, proxy_of, refusal
from besedka_desktop.tray import is_quiet, mute_until
from besedka_desktop.updates import newer
from besedka_desktop.view import next_zoom
from besedka_desktop.words import WORDS, language_of_system
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from besedka.domain.release import Package, Release, seal

KEY = Ed25519PrivateKey.generate()
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()


def letter(version: str, key: Ed25519PrivateKey = KEY) -> bytes:
    """What a server hands out, as the server itself writes it."""
    release = Release(version, 1, {"ru": "новое"}, (Package("linux", "besedka.deb", 1, "0" * 64),))
    return seal(release, lambda text: base64.b64encode(key.sign(text)).decode()).encode()


def test_a_newer_version_of_the_publisher() -> None:
    assert newer(letter("0.10.0"), "0.9.1", PUBLIC) == "0.10.0"


@pytest.mark.parametrize("version", ["0.9.1", "0.9", "0.8.99", "0.9.1.0"])
def test_what_is_no_news(version: str) -> None:
    assert newer(letter(version), "0.9.1", PUBLIC) is None


def test_nobody_else_is_believed() -> None:
    other = Ed25519PrivateKey.generate()
    whole = json.loads(letter("9.0"))
    assert newer(letter("9.0", other), "0.9.1", PUBLIC) is None
    assert (
        newer(json.dumps(whole | {"release": whole["release"].replace("9.0", "9.1")}).encode(), "0.9.1", PUBLIC) is None
    )
    assert newer(letter("9.0"), "0.9.1", "") is None
    for text in (
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 60_000,
        b" " * 70_000,
        json.dumps(whole | {"signature": "%"}).encode(),
    ):
        assert newer(text, "0.9.1", PUBLIC) is None


@pytest.mark.parametrize(
    ("suggested", "name"),
    [
        ("../../.bashrc", "bashrc"), ("C:\\Windows\\x.dll", "x.dll"), ("смета.pdf", "смета.pdf"), ("a\u202egpj.exe", "agpj.exe"),
        ('a<b>:"|?*.txt', "a_b______.txt"), ("", "file"), ("...", "file"), ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)  # fmt: skip
def test_names_of_files(suggested: str, name: str) -> None:
    assert plain_name(suggested) == name


def test_what_is_there_stays(tmp_path: Path) -> None:
    for name in ("a.pdf", "a (2).pdf", "b"):
        (tmp_path / name).touch()
    assert [free_name(tmp_path, name) for name in ("a.pdf", "b", "c.txt")] == ["a (3).pdf", "b (2)", "c.txt"]


def test_when_silence_ends() -> None:
    now = datetime(2026, 11, 27, 23, 30).astimezone().timestamp()
    assert mute_until("mute_hour", now) == int((now + 3_600) * 1_000)
    morning = datetime.fromtimestamp(mute_until("mute_tomorrow", now) / 1_000).astimezone()
    assert (morning.day, morning.hour, morning.minute) == (28, 8, 0)
    assert is_quiet(mute_until("mute_on", now), now)
    assert not is_quiet(mute_until("mute_off", now), now)
    assert not is_quiet(mute_until("mute_4", now), now + 4 * 3_600 + 1)


def test_zoom_has_an_end() -> None:
    assert (next_zoom(1.0, 1), next_zoom(1.0, -1), next_zoom(3.0, 1), next_zoom(0.5, -1), next_zoom(2.0, 0)) == (
        1.1,
        0.9,
        3.0,
        0.5,
        1.0,
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "ftp://a:1", "http://", "http://a", "http://a:1/x", "a:1", "socks5://:1",
        "http://u:p@a:1", "http://u@a:1", "socks5://:p@a:1",
    ],
)  # fmt: skip
def test_what_is_no_proxy(text: str) -> None:
    assert proxy_of(text) is None


@pytest.mark.parametrize("text", ["none", "http://proxy.example.com:3128", "socks5://127.0.0.1:1080"])
def test_what_is_a_proxy(text: str) -> None:
    assert proxy_of(text) is not None


def test_refusals_stand_beside_their_field() -> None:
    said = {"code": "sign_in_failed", "message": "Не подошло", "params": {}}
    assert refusal(json.dumps(said).encode()) == Refused(words="Не подошло", field="password")
    assert refusal(json.dumps(said | {"code": "bad_input", "params": {"field": "email"}}).encode()).field == "email"
    assert refusal(b"<html>").key == "not_besedka"


def test_both_languages_say_the_same() -> None:
    assert WORDS["ru"].keys() == WORDS["en"].keys()
    for key, said in WORDS["ru"].items():
        assert re.findall("{.*?}", said) == re.findall("{.*?}", WORDS["en"][key])


def test_every_word_is_said() -> None:
    sources = [path.read_text() for path in Path(words.__file__).parent.rglob("*.py") if path.name != "words.py"]
    asked = {f"{name}_{what}" for name in ("server", "project", "email", "password") for what in ("needed", "wrong")}
    popups = {"popups_system", "popups_own"}
    assert not [
        key for key in WORDS["ru"] if key not in asked | popups and not any(f'"{key}"' in text for text in sources)
    ]


@pytest.mark.parametrize(("told", "language"), [("ru_RU.UTF-8", "ru"), ("ru", "ru"), ("en_GB", "en"), ("de_DE", "en")])
def test_the_language(told: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", told)
    assert language_of_system() == language


def test_starting_with_the_system(tmp_path: Path) -> None:
    start = of_xdg(tmp_path)
    assert not start.is_on()
    start.turn(True)
    text = (tmp_path / "autostart" / "besedka-chat.desktop").read_text()
    assert start.is_on()
    assert "--hidden" in text
    start.turn(False)
    start.turn(False)
    assert not start.is_on()


def test_starting_with_the_mac(tmp_path: Path) -> None:
    start = of_mac(tmp_path)
    start.turn(True)
    said = plistlib.loads((tmp_path / "Library" / "LaunchAgents" / "chat.besedka.desktop.plist").read_bytes())
    assert said["ProgramArguments"][-1] == "--hidden"
    assert start.is_on()
    start.turn(False)
    assert not start.is_on()
