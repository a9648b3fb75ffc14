"""The commands of whoever publishes the desktop app: the key that signs its releases, and the letter that announces one."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from besedka.actions import desktop
from besedka.domain.ids import Instant
from besedka.printing import Json, answer, guarded

desktop_app = typer.Typer(no_args_is_help=True, help="The desktop app: keys and announcements of its releases.")

Key = Annotated[Path, typer.Option(help="File of the key that signs releases; keep it away from every server.")]


@desktop_app.command("key")
def desktop_key(key: Key, as_json: Json = False) -> None:
    """Make the key that signs releases, and say its public half, which packages of the app are built with."""
    answer({"public": guarded(lambda: desktop.new_key(key))}, as_json)


@desktop_app.command("public")
def desktop_public(key: Key, as_json: Json = False) -> None:
    """Say the public half of a key once more."""
    answer({"public": guarded(lambda: desktop.public_half(key))}, as_json)


@desktop_app.command("sign")
def desktop_sign(
    folder: Annotated[Path, typer.Option(help="Folder of the packages; the signed releases.json is written there.")],
    key: Key,
    version: Annotated[str, typer.Option(help="The release's version, like 0.2.0: that of the packages.")],
    notes_ru: Annotated[str, typer.Option(help="What is new, in Russian.")] = "",
    notes_en: Annotated[str, typer.Option(help="What is new, in English.")] = "",
    as_json: Json = False,
) -> None:
    """Announce the packages in a folder as a release. Servers hand out both: put the whole folder where BESEDKA_DESKTOP says."""
    release = guarded(
        lambda: desktop.sign(
            folder, key, version, Instant(time.time_ns() // 1_000_000), _notes(ru=notes_ru, en=notes_en)
        )
    )
    answer({"version": release.version, "packages": [one.name for one in release.packages]}, as_json)


def _notes(**texts: str) -> Mapping[str, str]:
    return {language: text for language, text in texts.items() if text}
