"""The doctor and the folder of files: one that is not shared, or was lost, is said with the cure."""

import shutil
from pathlib import Path

from besedka.app import open_house
from besedka.config import Settings
from besedka.doctor import Finding, examine


async def found(settings: Settings) -> Finding:
    import asyncio

    findings = await asyncio.to_thread(examine, settings)
    return next(finding for finding in findings if finding.name == "files")


async def test_the_folder_of_the_first_node_is_well(settings: Settings) -> None:
    async with open_house(settings):
        pass
    async with open_house(settings):  # the second start finds its mark
        pass
    finding = await found(settings)
    assert finding.ok
    assert finding.text == str(settings.data / "files")


async def test_a_node_with_a_folder_of_its_own_is_told(settings: Settings, tmp_path: Path) -> None:
    async with open_house(settings):
        pass
    other = settings.model_copy(update={"files": tmp_path / "elsewhere"})
    async with open_house(other):  # it serves, and logs a warning
        pass
    finding = await found(other)
    assert not finding.ok
    assert "BESEDKA_FILES" in finding.text
    assert "[files_not_shared]" in finding.text


async def test_a_folder_that_was_lost_is_told(settings: Settings) -> None:
    async with open_house(settings):
        pass
    shutil.rmtree(settings.data / "files")
    assert not (await found(settings)).ok


async def test_before_the_first_start_nothing_is_wrong(tmp_path: Path) -> None:
    assert (await found(Settings(data=tmp_path))).ok
