"""Windows: an installer made by Inno Setup, for the person who runs it, without an administrator's rights."""

import os
import shutil
import subprocess
from pathlib import Path


def pack(frozen: Path, stage: Path, into: Path, version: str) -> Path:
    """Return the installer that is made of the frozen program; signed where a command that signs is given."""
    sign = os.environ.get("BESEDKA_WINDOWS_SIGN", "")
    if sign:
        subprocess.run(sign.replace("$f", f'"{frozen / "besedka-chat.exe"}"'), check=True, shell=True)  # noqa: S602  # the builder's own command
    subprocess.run(command(frozen, stage, into, version, sign), check=True)
    return into / f"besedka-chat-{version}-setup.exe"


def command(frozen: Path, stage: Path, into: Path, version: str, sign: str) -> list[str]:
    """Return how Inno Setup is called."""
    compiler = shutil.which("iscc") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
    given = {"Version": version, "Frozen": str(frozen), "Icon": str(stage / "besedka-chat.ico")}
    signing = ["/Ssign=" + sign, "/DSigned=1"] if sign else []
    defined = [f"/D{name}={value}" for name, value in given.items()]
    return [compiler, "/Qp", *defined, *signing, f"/O{into}", str(Path(__file__).with_name("windows.iss"))]
