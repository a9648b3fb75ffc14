"""The desktop app's folder: what is signed can be proven, and only what is there whole is handed out."""

import base64
import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from besedka.actions import desktop
from besedka.actions.desktop import FEED, Published, published
from besedka.domain.errors import Fault
from besedka.domain.ids import Instant
from besedka.domain.release import MARK

NOW = Instant(1_790_000_000_000)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "publisher.pem"
    desktop.new_key(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desktop"
    folder.mkdir()
    (folder / "besedka-chat_0.2.0_amd64.deb").write_bytes(b"a package")
    (folder / "Besedka-Chat-0.2.0.exe").write_bytes(b"another")
    (folder / "notes.txt").write_bytes(b"no package")
    return folder


def test_a_key_is_its_owners_and_is_never_written_over(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert desktop.public_half(key) == desktop.public_half(key)
    before = key.read_bytes()
    with pytest.raises(Fault) as fault:
        desktop.new_key(key)
    assert (fault.value.code, key.read_bytes()) == ("key_exists", before)
    with pytest.raises(Fault) as fault:
        desktop.new_key(key / "below.pem")
    assert fault.value.code == "key_unwritable"


def test_what_is_signed_is_proven_by_the_public_half(folder: Path, key: Path) -> None:
    release = desktop.sign(folder, key, "0.2.0", NOW, {"ru": "Тише"})
    assert [one.name for one in release.packages] == ["Besedka-Chat-0.2.0.exe", "besedka-chat_0.2.0_amd64.deb"]
    letter = json.loads((folder / FEED).read_bytes())
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(desktop.public_half(key)))
    public.verify(base64.b64decode(letter["signature"]), MARK + letter["release"].encode())
    assert published(folder) == Published("published", release, tuple(release.packages))
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["Besedka-Chat-0.2.0.exe", "besedka-chat_0.2.0_amd64.deb", "notes.txt", FEED]
    )


def test_only_packages_of_the_release_are_handed_out(folder: Path, key: Path) -> None:
    desktop.sign(folder, key, "0.2.0", NOW, {})
    assert desktop.package(folder, "Besedka-Chat-0.2.0.exe") == folder / "Besedka-Chat-0.2.0.exe"
    assert [desktop.package(folder, name) for name in ("notes.txt", FEED, "../publisher.pem", "")] == [None] * 4


def test_what_is_not_there_whole_is_not_handed_out(folder: Path, key: Path) -> None:
    desktop.sign(folder, key, "0.2.0", NOW, {})
    with (folder / "Besedka-Chat-0.2.0.exe").open("ab") as file:
        file.write(b"!")
    found = published(folder)
    assert (found.standing, [one.system for one in found.packages]) == ("incomplete", ["linux"])
    (folder / "besedka-chat_0.2.0_amd64.deb").unlink()
    (folder / "besedka-chat_0.2.0_amd64.deb").symlink_to(key)
    assert published(folder).packages == ()


def test_without_a_letter_nothing_is_published_and_a_broken_one_is_told(folder: Path) -> None:
    assert (published(folder), desktop.feed(folder)) == (Published("absent"), None)
    assert published(folder / "nowhere") == Published("absent")
    (folder / FEED).write_text("{}")
    assert published(folder) == Published("unreadable")


def test_what_cannot_be_signed_is_told(folder: Path, key: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    other = tmp_path / "other.pem"
    made = generate_private_key(SECP256R1())
    other.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    cases = [
        (folder, key, "next", "version_invalid"), (folder, tmp_path / "no.pem", "0.2.0", "key_unreadable"),
        (folder, folder / "notes.txt", "0.2.0", "key_unreadable"), (folder, other, "0.2.0", "key_unreadable"),
        (tmp_path / "empty", key, "0.2.0", "nothing_to_sign"), (tmp_path / "nowhere", key, "0.2.0", "nothing_to_sign"),
    ]  # fmt: skip
    for where, signer, version, code in cases:
        with pytest.raises(Fault) as fault:
            desktop.sign(where, signer, version, NOW, {})
        assert fault.value.code == code
    (folder / "а с пробелом.deb").write_bytes(b"x")
    with pytest.raises(Fault, match="cannot be a package's name"):
        desktop.sign(folder, key, "0.2.0", NOW, {})
    assert not (folder / FEED).exists()
