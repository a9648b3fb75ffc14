"""The dictionaries that spelling is checked by, in the form that QtWebEngine reads: made of the system's hunspell, or brought ready.

BESEDKA_DICTIONARIES names a folder of ready ones (ru_RU.bdic, en_US.bdic), as another system made them. macOS checks spelling by itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LANGUAGES = ("ru_RU", "en_US")
_TOOLS = ("qwebengine_convert_dict", "/usr/lib/qt6/libexec/qwebengine_convert_dict")
_SOURCES = Path("/usr/share/hunspell")
_TERMS = {"ru_RU": "/usr/share/doc/hunspell-ru/copyright", "en_US": "/usr/share/doc/hunspell-en-us/copyright"}


def bring(into: Path) -> list[str]:
    """Put the dictionaries into a folder; return the languages that they are for."""
    into.mkdir(parents=True, exist_ok=True)
    ready = os.environ.get("BESEDKA_DICTIONARIES", "")
    if ready:
        for path in Path(ready).iterdir():
            shutil.copyfile(path, into / path.name)
    else:
        convert(into)
    return [language for language in LANGUAGES if (into / f"{language}.bdic").exists()]


def convert(into: Path) -> None:
    """Make them of the system's; nothing where it has none."""
    tool = next((found for name in _TOOLS if (found := shutil.which(name))), None)
    for language in LANGUAGES:
        source = _SOURCES / f"{language}.dic"
        if tool and source.exists():
            subprocess.run([tool, source, into / f"{language}.bdic"], check=True, stdout=subprocess.DEVNULL)
            shutil.copyfile(_TERMS[language], into / f"{language}.copyright")


if __name__ == "__main__":
    print(bring(Path(sys.argv[1])))
