"""What a visitor holds in their hands (PRODUCT.md 2.10): told by the user agent, the client hints, and whether it is touched.

`web/shared/targeting.ts` asks on the page; here it is asked of what was stored. Both run tests/vectors/targeting.json.
"""

import re
from typing import Literal

Device = Literal["desktop", "tablet", "phone"]
DEVICES: tuple[Device, ...] = ("desktop", "tablet", "phone")

_TABLET = re.compile(r"iPad|Tablet(?! PC)|PlayBook|Kindle|Silk(?!.*Mobile)")
_PHONE = re.compile(r"Mobi|iP(?:hone|od)|Opera Mini|BlackBerry|Phone")


def device(user_agent: str, *, touch: bool = False, mobile: bool = False) -> Device:
    """Return the kind of device. `touch`: it has several touch points; `mobile`: the client hint says so.

    iPadOS calls itself a Macintosh, but no Macintosh is touched. An Android that does not call itself mobile is a tablet.
    """
    if _TABLET.search(user_agent) or (touch and "Macintosh" in user_agent):
        return "tablet"
    if mobile or _PHONE.search(user_agent):
        return "phone"
    return "tablet" if "Android" in user_agent else "desktop"
