"""The packages' definitions: one version, the publisher's key in it, links registered by each, and only what is needed in them."""

import base64
import plistlib
import struct
from pathlib import Path

import build
import deb
import dictionaries
import dmg
import icons
import inno
import kept
import pytest
from tools.frontend import ROOT

PACKAGING = ROOT / "desktop" / "packaging"
KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "STAGE", tmp_path / "stage")
    return tmp_path / "stage"


def test_the_app_is_staged_with_its_version_icons_and_the_publishers_key(stage: Path) -> None:
    version = build.stage(KEY)
    assert version == (stage / "VERSION").read_text()
    assert f'PUBLIC_KEY = "{KEY}"' in (stage / "besedka_desktop" / "release_key.py").read_text()
    assert 'PUBLIC_KEY = ""' in (ROOT / "desktop" / "besedka_desktop" / "release_key.py").read_text(), (
        "the sources name nobody's"
    )
    assert (stage / "512.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with pytest.raises(SystemExit):
        build.stage(base64.b64encode(b"short").decode())


def test_icons_hold_the_pictures_whole() -> None:
    icon = icons.ico({16: b"first", 256: b"second"})
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 2)
    for n, (size, png) in enumerate(((16, b"first"), (0, b"second"))):
        entry = struct.unpack("<BBBBHHII", icon[6 + 16 * n : 22 + 16 * n])
        assert (entry[0], entry[1], icon[entry[7] : entry[7] + entry[6]]) == (size, size, png)
    assert icons.icns({b"ic07": b"png"}) == b"icns" + struct.pack(">I", 19) + b"ic07" + struct.pack(">I", 11) + b"png"


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("PySide6/Qt/lib/libQt6WebEngineCore.so.6", True), ("PySide6/Qt/lib/libQt6Quick.so.6", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick3D.so.6", False), ("PySide6/Qt/lib/libQt6Charts.so.6", False), ("PySide6\\Qt6Charts.dll", False),
        ("PySide6/Qt/qml/QtQuick/plugin.so", False), ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/translations/qtbase_ru.qm", True), ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtwebengine_locales/en-US.pak", True), ("PySide6/Qt/translations/qtwebengine_locales/de.pak", False),
        ("PySide6/Qt/resources/icudtl.dat", True), ("PySide6/Qt/libexec/QtWebEngineProcess", True), ("cryptography/x.so", True),
        ("share/icons/hicolor/a.png", False),
    ],
)  # fmt: skip
def test_only_what_is_needed_is_kept(name: str, needed: bool) -> None:
    assert kept.is_needed(name) == needed


def test_the_linux_package_says_who_it_is_and_takes_our_links(tmp_path: Path) -> None:
    frozen, stage, root = tmp_path / "frozen", tmp_path / "stage", tmp_path / "root"
    for folder in (frozen, stage):
        folder.mkdir()
    (frozen / "besedka-chat").write_bytes(b"")
    for size in icons.SIZES:
        (stage / f"{size}.png").write_bytes(b"")
    deb.lay_out(root, frozen, stage)
    entry = (root / "usr/share/applications/besedka-chat.desktop").read_text()
    assert "MimeType=x-scheme-handler/besedka;" in entry
    assert "Exec=/opt/besedka-chat/besedka-chat %u" in entry
    assert (root / "usr/bin/besedka-chat").readlink() == Path("/opt/besedka-chat/besedka-chat")
    control = deb.control("0.2.0", "amd64", 10)
    assert "Version: 0.2.0\nArchitecture: amd64\n" in control
    assert all(" " in line or line.endswith(":") for line in control.splitlines())


def test_the_windows_installer_takes_our_links_and_is_signed_when_it_can_be() -> None:
    script = (PACKAGING / "windows.iss").read_text()
    assert r'Subkey: "Software\Classes\besedka\shell\open\command"' in script
    assert "PrivilegesRequired=lowest" in script
    frozen, stage, into = Path("frozen"), Path("stage"), Path("dist")
    plain, signed = (inno.command(frozen, stage, into, "0.2.0", sign) for sign in ("", "signtool $f"))
    assert {"/DVersion=0.2.0", "/Odist"} < set(plain)
    assert not any("sign" in part.lower() for part in plain)
    assert {"/Ssign=signtool $f", "/DSigned=1"} < set(signed)


def test_the_mac_image_is_signed_and_notarised_when_it_can_be() -> None:
    app, image = Path("Besedka Chat.app"), Path("a.dmg")
    assert dmg.signing(app, "")[-2:] == ["-", "Besedka Chat.app"]
    assert "--entitlements" in dmg.signing(app, "Developer ID")
    assert dmg.finishing(image, "", "profile") == []
    assert [command[:2] for command in dmg.finishing(image, "Developer ID", "profile")] == [
        ["codesign", "--sign"], ["xcrun", "notarytool"], ["xcrun", "stapler"],
    ]  # fmt: skip
    assert set(plistlib.loads((PACKAGING / "entitlements.plist").read_bytes()).values()) == {True}
    assert '"CFBundleURLSchemes": ["besedka"]' in (PACKAGING / "besedka-chat.spec").read_text()


def test_dictionaries_are_brought_ready_or_made_where_the_system_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = tmp_path / "ready"
    ready.mkdir()
    (ready / "ru_RU.bdic").write_bytes(b"words")
    monkeypatch.setenv("BESEDKA_DICTIONARIES", str(ready))
    assert dictionaries.bring(tmp_path / "brought") == ["ru_RU"]
    monkeypatch.delenv("BESEDKA_DICTIONARIES")
    monkeypatch.setattr(dictionaries, "_TOOLS", ("no-such-tool",))
    assert dictionaries.bring(tmp_path / "made") == []
