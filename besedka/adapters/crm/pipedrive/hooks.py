"""What Pipedrive's webhooks (version 2) tell. They are not signed: a password that they bring along is all there is."""

import base64
import binascii
import hmac

from pydantic_core import from_json

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Heard, Knock, Values


def hear(values: Values, knock: Knock) -> Heard | None:
    """Return the id of the deal or person that an event is about; its name before the password may be any."""
    password = values.get("hook_password", "").strip()
    if not password or not hmac.compare_digest(_password(knock), password.encode()):
        return None
    try:
        meta = Tree(from_json(knock.body))["meta"]
    except ValueError:
        return None
    kind, id = meta["entity"].text, meta["entity_id"].text
    return Heard(contacts=(id,) if id and kind == "person" else (), leads=(id,) if id and kind == "deal" else ())


def _password(knock: Knock) -> bytes:
    scheme, _, told = knock.headers.get("authorization", "").partition(" ")
    try:
        return base64.b64decode(told, validate=True).partition(b":")[2] if scheme.casefold() == "basic" else b""
    except (binascii.Error, ValueError):
        return b""
