"""Bitrix24's outgoing webhooks: forms that name an event and an id, with a token by which the portal is known."""

import hmac
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from besedka.ports.crm import Heard, Knock, Values

PARTS_MOST: Final = 1_000
_EVENT = re.compile(r"ONCRM(LEAD|DEAL|CONTACT)(ADD|UPDATE|DELETE)")


def hear(values: Values, knock: Knock) -> Heard | None:
    """Return the id that an event is about; None when the token is not this portal's. What it says besides is not believed."""
    form = _form(knock.body)
    token, ours = form.get("auth[application_token]", ""), values.get("application_token", "")
    if not ours or not hmac.compare_digest(token.encode(), ours.encode()):
        return None
    found, id = _EVENT.fullmatch(form.get("event", "").upper()), form.get("data[FIELDS][ID]", "")
    if found is None or not (id.isascii() and id.isdigit()):
        return Heard()
    kind = (values.get("kind") or "deal").upper()
    if found[1] == "CONTACT":
        return Heard(contacts=(id,))
    return Heard(leads=(id,)) if found[1] == kind else Heard()


def _form(body: bytes) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=PARTS_MOST))
    except ValueError:
        return {}
