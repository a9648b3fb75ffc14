"""What the shell remembers between runs, in one file of the person's own; a file that makes no sense counts as none. No secret is in it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

Popups: TypeAlias = Literal["system", "own"]
FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Account:
    """One project that one is an operator of, on one server."""

    id: str
    server: str
    project: int
    email: str


@dataclass(slots=True)
class Settings:
    """Everything chosen; a change is kept by `save`."""

    accounts: list[Account] = field(default_factory=list)
    popups: Popups = "system"
    proxy: str = ""
    """Empty: as the system has it; `none`; or http://host:port, socks5://host:port."""
    authority: str = ""
    """A file with the certificates of one's own authority (PEM)."""
    downloads: str = ""
    """The folder for files; empty: the system's."""
    zoom: dict[str, float] = field(default_factory=dict)
    windows: dict[str, str] = field(default_factory=dict)
    """By account, where its window was, as Qt writes it."""
    told_of_tray: bool = False


def load(folder: Path) -> Settings:
    """Read what was kept; the defaults for whatever is missing or wrong."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _read(kept) if isinstance(kept, dict) else Settings()


def save(settings: Settings, folder: Path) -> None:
    """Keep it: all of it or, if the power goes, what was there before."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FILE, json.dumps(asdict(settings), ensure_ascii=False, indent=1))


def write_whole(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _read(kept: dict[object, object]) -> Settings:
    accounts = kept.get("accounts")
    found = [account for one in accounts if (account := _account(one))] if isinstance(accounts, list) else []
    return Settings(
        accounts=found,
        popups="own" if kept.get("popups") == "own" else "system",
        told_of_tray=kept.get("told_of_tray") is True,
        zoom={name: float(value) for name, value in _pairs(kept, "zoom") if isinstance(value, int | float)},
        windows={name: value for name, value in _pairs(kept, "windows") if isinstance(value, str)},
        **{name: value for name in ("proxy", "authority", "downloads") if isinstance(value := kept.get(name), str)},
    )  # fmt: skip


def _pairs(kept: dict[object, object], name: str) -> list[tuple[str, object]]:
    found = kept.get(name)
    return [(key, value) for key, value in found.items() if isinstance(key, str)] if isinstance(found, dict) else []


def _account(one: object) -> Account | None:
    if not isinstance(one, dict):
        return None
    texts = [one.get(name) for name in ("id", "server", "email")]
    project = one.get("project")
    if not all(isinstance(text, str) and text for text in texts) or not isinstance(project, int):
        return None
    return Account(str(one["id"]), str(one["server"]), project, str(one["email"]))
