"""Linux: a package of Debian and its relatives. It owns /opt/besedka-chat, an entry of the menu, and the links besedka://…"""

import shutil
import subprocess
from pathlib import Path

NAME = "besedka-chat"
OPT = "opt/besedka-chat"
NEEDS = (
    "libasound2 | libasound2t64", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0 | libglib2.0-0t64", "libnss3",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xkb1", "libxcomposite1", "libxdamage1", "libxkbcommon-x11-0", "libxkbfile1", "libxrandr2", "libxtst6",
)  # fmt: skip
"""What QtWebEngine and Qt's window platform ask of the system."""
_CONTROL = """Package: {name}
Version: {version}
Architecture: {machine}
Maintainer: Besedka maintainers <maintainers@besedka.example>
Installed-Size: {size}
Depends: {needs}
Recommends: fonts-dejavu-core | fonts-noto-core, hunspell-ru
Section: net
Priority: optional
Description: Besedka Chat for the desktop
 The operators' app of Besedka, a self-hosted online chat, in a window of its
 own: with an icon in the tray, notifications of the system and answers in them.
"""
ENTRY = """[Desktop Entry]
Type=Application
Name=Besedka Chat
Name[ru]=Беседка
Comment=Answer the clients of your site
Comment[ru]=Отвечайте клиентам своего сайта
Exec=/opt/besedka-chat/besedka-chat %u
Icon=besedka-chat
Categories=Network;Chat;
MimeType=x-scheme-handler/besedka;
StartupWMClass=besedka-chat
Terminal=false
"""
PROFILE = """abi <abi/4.0>,
include <tunables/global>

profile besedka-chat /opt/besedka-chat/besedka-chat flags=(unconfined) {
  userns,
  include if exists <local/besedka-chat>
}
"""
"""Where the system keeps programs from making name spaces, this one may: Chromium's sandbox within it is made of them."""
_POSTINST = """#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if [ -f /etc/apparmor.d/abi/4.0 ]; then
    cp /opt/besedka-chat/apparmor /etc/apparmor.d/besedka-chat
    if command -v apparmor_parser >/dev/null 2>&1; then apparmor_parser -r /etc/apparmor.d/besedka-chat || true; fi
  fi
  if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
  if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
fi
"""
_POSTRM = """#!/bin/sh
set -e
rm -f /etc/apparmor.d/besedka-chat
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
"""


def pack(frozen: Path, stage: Path, into: Path, version: str) -> Path:
    """Return the package that is made of the frozen program."""
    machine = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    root = stage.parent / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(root, frozen, stage)
    _write(root / "DEBIAN" / "control", control(version, machine, _kilobytes(root)))
    _write(root / "DEBIAN" / "postinst", _POSTINST, 0o755)
    _write(root / "DEBIAN" / "postrm", _POSTRM, 0o755)
    package = into / f"{NAME}_{version}_{machine}.deb"
    squeezed = ("-Zzstd", "-z9")  # every dpkg since Debian 12 and Ubuntu 22.04 reads it; xz takes ten times as long
    command = ["dpkg-deb", "--root-owner-group", *squeezed, "--build", str(root), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return package


def lay_out(root: Path, frozen: Path, stage: Path) -> None:
    """Put every file where it will lie."""
    shutil.copytree(frozen, root / OPT, symlinks=True)
    _write(root / OPT / "apparmor", PROFILE)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(f"/{OPT}/{NAME}")
    _write(root / "usr/share/applications" / f"{NAME}.desktop", ENTRY)
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        picture = root / f"usr/share/icons/hicolor/{size}x{size}/apps/{NAME}.png"
        picture.parent.mkdir(parents=True)
        shutil.copyfile(stage / f"{size}.png", picture)
    licence = root / "usr/share/doc" / NAME / "copyright"
    licence.parent.mkdir(parents=True)
    shutil.copyfile(Path(__file__).resolve().parents[2] / "LICENSE", licence)


def control(version: str, machine: str, size: int) -> str:
    """Return what the package says of itself; `size` in kilobytes."""
    return _CONTROL.format(name=NAME, version=version, machine=machine, size=size, needs=", ".join(NEEDS))


def _kilobytes(root: Path) -> int:
    return sum(path.lstat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()) // 1024


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)
