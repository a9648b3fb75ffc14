"""EspoCRM's webhooks: an array of what has changed, signed with a key of each webhook's own."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from pydantic_core import from_json

from besedka.adapters.crm.espocrm.api import Espo, record
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Heard, Knock, Values, Vault
from besedka.ports.http import Http

EVENTS = ("Contact.update", "Contact.delete", "Opportunity.create", "Opportunity.update", "Opportunity.delete")
KEYS = "webhook_keys"


def hear(values: Values, knock: Knock) -> Heard | None:
    """Return whom a webhook is about: it names records by their ids alone, which are unique over contacts and leads."""
    if not any(_signed(key.encode(), knock) for key in keys(values)):
        return None
    try:
        records = Tree(from_json(knock.body))
    except ValueError:
        return None
    ids = tuple(dict.fromkeys(one["id"].text for one in records if one["id"].text))
    return Heard(ids, ids)


def keys(values: Values) -> tuple[str, ...]:
    """Return the keys that our webhooks are signed with."""
    return tuple(values.get(KEYS, "").split())


async def listen(vault: Vault, http: Http, address: str, on: bool) -> None:
    """Have the site tell of changes at an address, or tell it no more. A webhook's key is said once, when it is made: those that are there
    are made anew."""
    espo = Espo(vault, http)

    async def anew(_: Values) -> Mapping[str, str]:
        for row in await espo.rows("Webhook", {"select": "id,url"}):
            if row["url"].text == address:
                await espo.delete(record("Webhook", row["id"].text))
        made = [await espo.post("Webhook", {"event": event, "url": address}) for event in EVENTS if on]
        if not all(one["secretKey"].text for one in made):
            raise CrmFailed("crm_strange", "Webhook", lost=True)
        return {KEYS: " ".join(one["secretKey"].text for one in made)}

    await vault.renew((await vault.values()).get("access_token", ""), anew)


def _signed(key: bytes, knock: Knock) -> bool:
    """Tell whether that was signed with this key: `Signature` since 9.0, `X-Signature` before, each the webhook's id and a digest."""
    made = hmac.new(key, knock.body, hashlib.sha256)
    ways = (("signature", made.hexdigest().encode()), ("x-signature", made.digest()))
    return any(hmac.compare_digest(_digest(knock.headers.get(name, "")), digest) for name, digest in ways)


def _digest(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True).partition(b":")[2]
    except ValueError:
        return b""
