"""What of the desktop app can be downloaded here, for the page of the cabinet."""

import asyncio

from fastapi import Depends, Request

from besedka.actions import desktop
from besedka.api.desktop import FILES, folder_of
from besedka.api.errors import language_of
from besedka.api.owner.door import make_router, signed_in
from besedka.api.owner.home import base_of
from besedka.domain.release import Package
from besedka.wire import owner as words

router = make_router()


@router.get("/desktop", dependencies=[Depends(signed_in)])
async def read_desktop(request: Request) -> words.Desktop:
    """Return the newest release of the desktop app that this installation hands out, with its packages."""
    found = await asyncio.to_thread(desktop.published, folder_of(request))
    release, base = found.release, base_of(request)
    return {
        "standing": found.standing,
        "version": release.version if release else "",
        "published_at": release.published_at if release else 0,
        "notes": release.notes.get(language_of(request), "") if release else "",
        "packages": [_told(one, base) for one in found.packages],
        "feed": f"{base}/desktop/{desktop.FEED}",
    }


def _told(one: Package, base: str) -> words.DesktopPackage:
    address = f"{base}{FILES}{one.name}"
    return {"system": one.system, "name": one.name, "size": one.size, "sha256": one.sha256, "address": address}
