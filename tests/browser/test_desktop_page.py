"""The cabinet's page of the desktop app: not published, published, damaged; a package is downloaded, and is what was signed."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from besedka.actions import desktop
from besedka.domain.ids import Instant
from tests.browser.conftest import NewCabinet
from tests.browser.looks import Eye
from tests.processes import ServerProcess

DEB = "besedka-chat_0.2.0_amd64.deb"
CONTENT = b"a package" * 1_000


@pytest.fixture
def folder(server: ServerProcess) -> Iterator[Path]:
    """Where the server hands releases out from; nothing was published before, and nothing is afterwards."""
    folder = server.data / "desktop"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def publish(folder: Path, key: Path) -> None:
    """Put packages for two systems there."""
    (folder / DEB).write_bytes(CONTENT)
    (folder / "besedka-chat-0.2.0-setup.exe").write_bytes(CONTENT)
    desktop.new_key(key)
    notes = {"ru": "Уведомления держатся столько, сколько выбрано", "en": "Notifications stay as long as was chosen"}
    desktop.sign(folder, key, "0.2.0", Instant(1_795_000_000_000), notes)


async def test_what_is_published_is_shown_with_its_checksum_and_can_be_downloaded(
    new_cabinet: NewCabinet, folder: Path, tmp_path: Path
) -> None:
    owner = await new_cabinet()
    page = owner.page
    await owner.goes_to("Для компьютера")
    await expect(page.get_by_role("heading", name="Пока не опубликовано")).to_be_visible()
    await (await Eye.on(page)).sees_everywhere("cabinet-desktop-absent-ru")
    publish(folder, tmp_path / "publisher.pem")
    await page.reload()
    linux = page.get_by_role("region", name="Linux", exact=True)
    await expect(linux.get_by_text("этот компьютер")).to_be_visible()
    await expect(page.get_by_role("region", name="macOS", exact=True)).to_contain_text("установщика нет")
    await linux.get_by_text("Контрольная сумма").click()
    await expect(linux.locator(".sum")).to_have_text(hashlib.sha256(CONTENT).hexdigest())
    await expect(linux.locator("pre")).to_have_text(f"sha256sum {DEB}")
    async with page.expect_download() as coming:
        await linux.get_by_role("link", name=f"Скачать {DEB}").click()
    downloaded = await (await coming.value).path()
    assert downloaded.read_bytes() == CONTENT
    await (await Eye.on(page)).sees_everywhere("cabinet-desktop-ru")
    english = await new_cabinet(language="en")
    await english.goes_to("Desktop app")
    await expect(english.page.get_by_role("heading", name="Version 0.2.0")).to_be_visible()
    await (await Eye.on(english.page)).sees_everywhere("cabinet-desktop-en")


async def test_what_is_damaged_is_not_offered_and_it_is_said(
    new_cabinet: NewCabinet, folder: Path, tmp_path: Path
) -> None:
    publish(folder, tmp_path / "publisher.pem")
    (folder / DEB).write_bytes(CONTENT + b"!")
    owner = await new_cabinet(language="en")
    await owner.goes_to("Desktop app")
    await expect(owner.page.get_by_text("Some files of this release")).to_be_visible()
    await expect(owner.page.get_by_role("link", name="Download", exact=False)).to_have_count(1)
    (folder / "releases.json").write_text("{}")
    await owner.page.reload()
    await expect(owner.page.get_by_role("heading", name="cannot be read")).to_be_visible()
