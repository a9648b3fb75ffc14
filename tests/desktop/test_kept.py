"""What is remembered between runs: choices in one file, sessions apart from them, and neither stops the program when it is damaged."""

from pathlib import Path

import keyring.backends.fail
import keyring.core
import keyring.errors
import pytest
from besedka_desktop import keys, settings
from besedka_desktop.settings import Account, Settings

from tests.desktop.keystore import Store

ACCOUNT = Account("a1", "https://chat.example.com", 1042, "anna@example.com")


def test_choices_come_back(tmp_path: Path) -> None:
    chosen = Settings(
        accounts=[ACCOUNT], popups="own", proxy="none", zoom={"a1": 1.25}, windows={"a1": "x"}, told_of_tray=True
    )
    settings.save(chosen, tmp_path / "new")
    assert settings.load(tmp_path / "new") == chosen
    assert (tmp_path / "new" / settings.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"accounts": 7, "zoom": [], "popups": 3}', '{"accounts": [{"id": "a"}, null]}', "\x00"],
)
def test_what_is_damaged_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE).write_text(text)
    assert settings.load(tmp_path) == Settings()


def test_sessions_without_a_key_store(tmp_path: Path) -> None:
    store = keys.FileKeys(tmp_path / "new")
    store.put("a1", "one")
    store.put("a2", "two")
    assert ((tmp_path / "new" / keys.FILE).stat().st_mode & 0o777) == 0o600
    store.forget("a1")
    store.forget("a3")
    assert (store.get("a1"), store.get("a2")) == (None, "two")
    (tmp_path / "new" / keys.FILE).write_text("{")
    assert store.get("a2") is None


def test_where_there_is_no_key_store_it_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    assert not keys.open_keys(tmp_path).safe


class Locked(Store):
    """Whoever it belongs to does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.KeyringLocked

    def delete_password(self, service: str, username: str) -> None:
        raise keyring.errors.KeyringLocked


def test_a_key_store_that_is_locked_stops_nothing_and_nothing_is_kept_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.FileKeys(tmp_path).put("a", "left by who had no store")
    for module in (keyring, keyring.core):
        monkeypatch.setattr(module, "get_keyring", Locked)
    store = keys.open_keys(tmp_path)
    store.put("a", "b")
    store.forget("a")
    assert store.get("a") is None
    assert store.safe
    assert not (tmp_path / keys.FILE).exists()
