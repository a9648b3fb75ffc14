"""What a project does with leads: when one is made by itself, and where it comes into the CRM (PRODUCT.md 5)."""

import json
from dataclasses import asdict, dataclass, fields

from besedka.domain.conversation import Conversation
from besedka.domain.events import Kind
from besedka.domain.lead import Cause


@dataclass(frozen=True, slots=True)
class Rules:
    """What was chosen. `stage` and `manager` are the CRM's ids; empty: its own default."""

    on_contact: bool = False
    """A lead is made once a client has a phone or an e-mail."""
    on_form: bool = False
    """A lead is made of what is left by a form: the offline form, a call that is asked for."""
    on_closing: bool = False
    """A lead is made, or sent again, when a conversation is closed."""
    params: bool = False
    """The site's own parameters of the client go along in the text."""
    stage: str = ""
    manager: str = ""
    """Who is responsible where no manager has the operator's e-mail."""


def read(text: str) -> Rules:
    """Return the rules as they were stored; what this version does not know is left out."""
    known, stored = {f.name for f in fields(Rules)}, json.loads(text or "{}")
    return Rules(**{name: value for name, value in stored.items() if name in known})


def write(rules: Rules) -> str:
    """Return the rules as they are stored."""
    return json.dumps(asdict(rules), sort_keys=True)


def cause(rules: Rules, kind: Kind, c: Conversation, *, reachable: bool, known: bool) -> Cause | None:
    """Return why a fact makes a lead, None when it does not. `reachable`: the client has a phone or an e-mail; `known`: there is a lead."""
    if kind == "conversation_closed" and rules.on_closing:
        return "closing"
    if known:
        return None
    if c.left is not None and rules.on_form and kind in ("conversation_started", "contact_changed", "message_posted"):
        return "form"
    if reachable and rules.on_contact and kind in ("conversation_started", "contact_changed"):
        return "contact"
    return None
