"""HubSpot's webhooks: an array of events, signed with the app's secret."""

import base64
import hashlib
import hmac
import time

from pydantic_core import from_json

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Heard, Knock, Values

WITHIN = 300.0
"""Seconds after which a signature is old."""
_KINDS = {"contact": "contacts", "0-1": "contacts", "deal": "deals", "0-3": "deals"}


def hear(values: Values, knock: Knock) -> Heard | None:
    """Return the ids of an array of events whose signature (v3) is right and fresh."""
    secret = values.get("client_secret", "").strip()
    told = knock.headers.get("x-hubspot-request-timestamp", "")
    signature = knock.headers.get("x-hubspot-signature-v3", "")
    fresh = told.isdecimal() and len(told) < 16 and abs(time.time() - int(told) / 1000) <= WITHIN
    if not secret or not fresh or not hmac.compare_digest(_signed(secret, knock, told), signature.encode()):
        return None
    try:
        events = Tree(from_json(knock.body))
    except ValueError:
        return None
    return Heard(contacts=_ids(events, "contacts"), leads=_ids(events, "deals"))


def _signed(secret: str, knock: Knock, told: str) -> bytes:
    source = b"POST" + knock.url.encode() + knock.body + told.encode()
    return base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest())


def _ids(events: Tree, kind: str) -> tuple[str, ...]:
    """Return the ids of one kind, each once. A merge tells of those that are no more, and of the one that stays."""
    told = [one for one in events if _kind(one) == kind]
    ids = [id.text for one in told for id in (one["objectId"], one["primaryObjectId"], *one["mergedObjectIds"])]
    return tuple(dict.fromkeys(id for id in ids if id))


def _kind(event: Tree) -> str:
    """Return whose event it is: by its type (`deal.creation`), or by the object's (`object.creation` of a `0-3`)."""
    kind = event["subscriptionType"].text.partition(".")[0]
    return _KINDS.get(event["objectTypeId"].text if kind == "object" else kind, "")
