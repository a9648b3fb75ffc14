"""Files that are saved: into the chosen folder, under a plain name, beside what is there already."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile

_LONGEST = 120
_State = QWebEngineDownloadRequest.DownloadState


def plain_name(suggested: str) -> str:
    """Return a name without a path, without what is invisible, and without what some system forbids."""
    last = re.split(r"[\\/]", suggested)[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", visible).strip(" .")
    stem, dot, ending = name.rpartition(".")
    short = f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}" if stem else name
    return short[:_LONGEST] or "file"


def free_name(folder: Path, name: str) -> str:
    """Return the name, or the same with a number, under which there is nothing yet."""
    stem, dot, ending = name.rpartition(".") if "." in name.strip(".") else (name, "", "")
    for number in range(1, 10_000):
        tried = name if number == 1 else f"{stem} ({number}){dot}{ending}"
        if not (folder / tried).exists():
            return tried
    raise OSError("the folder is full of files of this name")


class Saving(QObject):
    """Saves what a profile's pages download. `told` hears of each that ended: its path, and whether it is there."""

    def __init__(
        self, profile: QWebEngineProfile, folder: Callable[[], Path], told: Callable[[Path, bool], None]
    ) -> None:
        super().__init__(profile)
        self._folder, self._told = folder, told
        profile.downloadRequested.connect(self._save)

    def _save(self, request: QWebEngineDownloadRequest) -> None:
        folder = self._folder()
        name = plain_name(request.suggestedFileName())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            name = free_name(folder, name)
        except OSError:
            request.cancel()
            self._told(folder / name, False)
            return
        request.setDownloadDirectory(str(folder))
        request.setDownloadFileName(name)
        request.isFinishedChanged.connect(lambda: self._ended(request, folder / name))
        request.accept()

    def _ended(self, request: QWebEngineDownloadRequest, path: Path) -> None:
        if request.isFinished():
            self._told(path, request.state() == _State.DownloadCompleted)
