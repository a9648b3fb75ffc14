"""macOS: a disk image with the app and a link to Applications; signed and notarised where there is an identity to do it with."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def pack(app: Path, into: Path, version: str) -> Path:
    """Return the image. Without an identity the app is signed for nobody, which Apple's processors ask for at least."""
    identity = os.environ.get("BESEDKA_MACOS_IDENTITY", "")
    _run(signing(app, identity))
    root = app.parent / "image"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    shutil.copytree(app, root / app.name, symlinks=True)
    (root / "Applications").symlink_to("/Applications")
    image = into / f"besedka-chat-{version}-{platform.machine()}.dmg"
    _run(
        ["hdiutil", "create", "-volname", "Besedka Chat", "-srcfolder", str(root), "-ov", "-format", "UDZO", str(image)]
    )
    for command in finishing(image, identity, os.environ.get("BESEDKA_MACOS_NOTARY", "")):
        _run(command)
    return image


def signing(app: Path, identity: str) -> list[str]:
    """Return how the app is signed."""
    hardened = (
        ["--options", "runtime", "--timestamp", "--entitlements", str(HERE / "entitlements.plist")] if identity else []
    )
    return ["codesign", "--force", "--deep", *hardened, "--sign", identity or "-", str(app)]


def finishing(image: Path, identity: str, notary: str) -> list[list[str]]:
    """Return how the image is signed, notarised, and the notary's word fastened to it."""
    commands = [["codesign", "--sign", identity, "--timestamp", str(image)]] if identity else []
    if identity and notary:
        commands.append(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", notary, "--wait"])
        commands.append(["xcrun", "stapler", "staple", str(image)])
    return commands


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)
