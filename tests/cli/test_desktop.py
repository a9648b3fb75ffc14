"""The commands of whoever publishes the desktop app."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warm import Warm, warmed


@pytest.fixture(scope="module")
def command() -> Iterator[Warm]:
    with warmed() as warm:
        yield warm


def test_a_key_is_made_and_a_folder_of_packages_is_signed_with_it(tmp_path: Path, command: Warm) -> None:
    key, folder = str(tmp_path / "publisher.pem"), tmp_path / "packages"
    folder.mkdir()
    (folder / "a_0.2.0.deb").write_bytes(b"a package")
    made = command("desktop", "key", "--key", key, "--json")
    assert command("desktop", "public", "--key", key, "--json").stdout == made.stdout
    signed = command(
        "desktop", "sign", "--folder", str(folder), "--key", key, "--version", "0.2.0", "--notes-ru", "Тише", "--json"
    )
    assert json.loads(signed.stdout) == {"version": "0.2.0", "packages": ["a_0.2.0.deb"]}
    release = json.loads(json.loads((folder / "releases.json").read_text())["release"])
    assert (release["version"], release["notes"]) == ("0.2.0", {"ru": "Тише"})


def test_what_cannot_be_signed_is_one_sentence(tmp_path: Path, command: Warm) -> None:
    result = command("desktop", "sign", "--folder", str(tmp_path), "--key", str(tmp_path / "no"), "--version", "0.2.0")
    assert (result.returncode, result.stdout, "[key_unreadable]" in result.stderr) == (1, "", True)
    assert "Traceback" not in result.stderr
