"""Where the shell keeps what is its own, by each system's custom."""

import re
import shutil
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NAME = "besedka-chat"
_Place = QStandardPaths.StandardLocation


@dataclass(frozen=True, slots=True)
class Places:
    """Folders; none of them need exist."""

    config: Path
    """Of the system: what is ours is in `settings`."""
    data: Path
    cache: Path
    downloads: Path

    @property
    def settings(self) -> Path:
        """Where choices and, without a key store, sessions are kept."""
        return self.config / _NAME


def clear_up(data: Path, accounts: Set[str]) -> None:
    """Remove what pages of accounts kept that are no more."""
    for folder in data.glob("*"):
        if re.fullmatch("[0-9a-f]{16}", folder.name) and folder.name not in accounts:
            shutil.rmtree(folder, ignore_errors=True)


def places() -> Places:
    """Return this person's."""
    config, data, cache = (
        _path(one) for one in (_Place.GenericConfigLocation, _Place.GenericDataLocation, _Place.GenericCacheLocation)
    )
    return Places(config, data / _NAME, cache / _NAME, _path(_Place.DownloadLocation))


def _path(place: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(place))
