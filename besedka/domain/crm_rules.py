"""What a project does with leads: when one is made by itself, and where it comes into the CRM (PRODUCT.md 5)."""

import json
from dataclasses import asdict, dataclass, fields, replace

from besedka.domain.conversation import Conversation
from besedka.domain.crm_known import Known
from besedka.domain.errors import BadInput
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


def elsewhere(rules: Rules) -> Rules:
    """Return the rules as they hold in another CRM: its stages and managers are others."""
    return replace(rules, stage="", manager="")


def check(rules: Rules, known: Known, before: Rules) -> None:
    """Raise BadInput `crm_stage_gone`, `crm_manager_gone` for what the CRM does not have; what was chosen before may stay."""
    stages = [stage.id for pipeline in known.pipelines for stage in pipeline.stages]
    if rules.stage and rules.stage != before.stage and rules.stage not in stages:
        raise BadInput("crm_stage_gone", {"field": "stage"})
    managers = [one.id for one in known.managers if one.active]
    if rules.manager and rules.manager != before.manager and rules.manager not in managers:
        raise BadInput("crm_manager_gone", {"field": "manager"})


KINDS: frozenset[Kind] = frozenset(("conversation_started", "contact_changed", "message_posted", "conversation_closed"))
"""The facts that may make a lead."""


def any_of(rules: Rules) -> bool:
    """Tell whether leads are ever made by themselves."""
    return rules.on_contact or rules.on_form or rules.on_closing


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
