"""A lead: what is sent to the CRM out of a conversation, and how far it has come (PRODUCT.md 5.2).

There is one lead to a conversation: asked for again, it is the same one that goes, with what was said since.
"""

import json
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal, get_args

from besedka.domain.contact import Edit
from besedka.domain.errors import BadInput
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.message import clean_line
from besedka.domain.outbox import next_try
from besedka.domain.sum import check_sum

MAX_TITLE = 200
MAX_DETAIL = 500
MAX_ID = 200
MOST_PLACES = 5
"""CRMs of before of which a lead remembers how far it has come there."""
ORIGIN = "besedka-"
"""How the mark begins by which a lead is known in a CRM; the conversation's id follows."""
State = Literal["waiting", "sent", "failed"]
Cause = Literal["operator", "contact", "form", "closing"]
"""Who asked for it: an operator; or the project's rules, when a client had given a way to reach them, left a form, or was closed."""
Step = Literal["contact", "lead", "comment", "responsible"]
STEPS: tuple[Step, ...] = get_args(Step)
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
AGAIN = (10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR)
"""Milliseconds before each further try; the last for all that follow. Up to a half more, by chance, so that not all come at once."""
KEEP = 7 * 24 * HOUR
"""Milliseconds for which a CRM that is away is waited for; then the lead has failed, and a person may send it again."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead, as far as it has come.

    `asked` counts how often it was asked for. `step` is what comes next; `begun` names the steps that were asked of the CRM and whose
    answers are not kept yet: it may have done them already. `contact`, `placed` and `url` are the CRM's; `said` is the seq of the last
    message that went; up to `upto` goes what is on its way, from its `part` on. `assigned` is the manager, `responsible` their name;
    `unmatched` the e-mail that no manager of the CRM has. `code` and `detail` tell why it waits or failed; `left_out` the additional
    fields that the CRM did not take.
    """

    conversation: ConversationId
    project: ProjectNumber
    title: str
    name: str
    phone: str
    email: str
    operator: OperatorId | None
    cause: Cause
    state: State
    asked: int
    created_at: Instant
    asked_at: Instant
    due_at: Instant
    tries: int = 0
    step: Step = "contact"
    begun: str = ""
    crm: str = ""
    contact: str = ""
    placed: str = ""
    url: str = ""
    said: int = 0
    upto: int = 0
    part: int = 0
    assigned: str = ""
    responsible: str = ""
    unmatched: str = ""
    code: str = ""
    detail: str = ""
    left_out: str = ""
    sent_at: Instant | None = None
    held_until: int = 0
    stage: str = ""
    manager: str = ""
    sum: int | None = None
    sum_sent: int | None = None
    past: str = ""
    """`held_until`: until then one node sends it; should it die, another one takes it. `stage` and `manager` are the CRM's ids of what an
    operator has chosen, empty: what the project's rules say. `sum` in hundredths, None: none said; `sum_sent` is the last that the CRM was
    told, for there it belongs to its managers: it is told again only when it is another.
    `past` is how far it has come in CRMs that were connected before: one that comes back is told nothing twice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an operator has confirmed of a lead. Nothing else of the conversation can get in: the text is made of its messages alone."""

    title: str
    name: str = ""
    phone: str = ""
    email: str = ""
    stage: str = ""
    manager: str = ""
    sum: int | None = None

    def cleaned(self) -> "Wanted":
        """Return it as it is kept. BadInput by field: `lead_title_empty`, `lead_title_long`, `deal_sum`, and what a contact's fields
        refuse."""
        if len(self.title) > MAX_TITLE:
            raise BadInput("lead_title_long", {"field": "title", "limit": MAX_TITLE})
        title = clean_line(unicodedata.normalize("NFC", self.title), MAX_TITLE)
        if not any(c.isalnum() for c in title):
            raise BadInput("lead_title_empty", {"field": "title"})
        check_sum(self.sum)
        known = Edit(self.name, self.phone, self.email).cleaned()
        return replace(
            self, title=title, name=known["name"] or "", phone=known["phone"] or "", email=known["email"] or "",
            stage=clean_line(self.stage, MAX_ID), manager=clean_line(self.manager, MAX_ID),
        )  # fmt: skip


def asked(
    known: Lead | None, c: ConversationId, project: ProjectNumber, wanted: Wanted, by: OperatorId | None, cause: Cause, at: Instant
) -> Lead:  # fmt: skip
    """Return the conversation's lead, to be sent now: a new one, or the one that is there with what is wanted of it today."""
    if known is None:
        return Lead(
            c, project, wanted.title, wanted.name, wanted.phone, wanted.email, by, cause, "waiting", 1, at, at, at,
            stage=wanted.stage, manager=wanted.manager, sum=wanted.sum,
        )  # fmt: skip
    return replace(
        known, title=wanted.title, name=wanted.name, phone=wanted.phone, email=wanted.email, operator=by, cause=cause,
        stage=wanted.stage or known.stage, manager=wanted.manager or known.manager, sum=wanted.sum,
        state="waiting", asked=known.asked + 1, asked_at=at, due_at=at, tries=0, step="contact", code="", detail="",
    )  # fmt: skip


def elsewhere(lead: Lead, crm: str) -> Lead:
    """Return the lead as it goes on in another CRM: from where it stood, if it has been there before; in one that it has never been in, as
    far as anybody knows, from the beginning, and it is looked for all the same."""
    past: dict[str, dict[str, str | int | None]] = json.loads(lead.past or "{}")
    if lead.crm:
        past[lead.crm] = {name: getattr(lead, name) for name in _THERE}
    known = past.pop(crm, None)
    kept = dict(list(past.items())[-MOST_PLACES:])
    here = replace(_anew(lead), crm=crm, begun="lead" if lead.crm else "", past=json.dumps(kept, ensure_ascii=False))
    return here if known is None else replace(here, **known)  # type: ignore[arg-type]  # as it was stored


def _anew(lead: Lead) -> Lead:
    return replace(
        lead, step="contact", begun="", contact="", placed="", url="", said=0, upto=0, part=0, assigned="", responsible="", unmatched="",
        left_out="", sum_sent=None,
    )  # fmt: skip


_THERE = (
    "begun", "contact", "placed", "url", "said", "upto", "part", "assigned", "responsible", "unmatched", "left_out", "sum_sent",
)  # fmt: skip
"""What is known of a lead in one CRM, and of no other."""


def failed(lead: Lead, now: Instant, code: str, detail: str, *, permanent: bool, wait: float, chance: float) -> Lead:
    """Return the lead after the CRM did not do a step: it waits, or it has failed and a person may send it again.

    `wait` are the seconds that the CRM asks for, and `chance` is between 0 and 1.
    """
    lead = replace(lead, code=code, detail=detail[:MAX_DETAIL], held_until=0)
    if permanent or now - lead.asked_at > KEEP:
        return replace(lead, state="failed")
    return replace(lead, due_at=next_try(now, lead.tries, AGAIN, wait, chance), tries=lead.tries + 1)


def forgotten(lead: Lead) -> Lead:
    """Return the lead after somebody has deleted it in the CRM: it is made anew, with the whole conversation."""
    return replace(_anew(lead), step="lead", contact=lead.contact)


def unreached(lead: Lead) -> Lead:
    """Return the lead once its contact is there no more: another one is looked for, or made."""
    return replace(lead, contact="", step="contact")


def placed(lead: Lead, id: str, url: str, contact: str, sum_sent: int | None) -> Lead:
    """Return the lead once the CRM has it; the part of the conversation that it took along needs no comment."""
    return replace(
        lead, placed=id, url=url, contact=contact or lead.contact, part=1 if lead.upto and not lead.said else lead.part,
        sum_sent=lead.sum_sent if sum_sent is None else sum_sent,
    )  # fmt: skip


def fresh_sum(lead: Lead) -> int | None:
    """Return the sum that the CRM is to be told; None when it was told this one already."""
    return None if lead.sum == lead.sum_sent else lead.sum


def told(lead: Lead) -> Lead:
    """Return the lead once all messages that were on their way have arrived."""
    return replace(lead, said=lead.upto, upto=0, part=0)


def began(lead: Lead, step: Step) -> Lead:
    """Return the lead from before a step is asked of the CRM until its answer is kept."""
    return replace(lead, begun=" ".join(sorted({*lead.begun.split(), step})))


def answered(lead: Lead, step: Step) -> Lead:
    """Return the lead once it is known what has become of a step that was begun."""
    return replace(lead, begun=" ".join(one for one in lead.begun.split() if one != step))


def may_be_done(lead: Lead, step: Step) -> bool:
    """Tell whether the CRM may have done a step whose answer nobody has."""
    return step in lead.begun.split()


def after(lead: Lead, step: Step) -> Lead:
    """Return the lead once a step is done: the next step's turn."""
    following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    return replace(answered(lead, step), step=following, tries=0, code="", detail="")


def arrived(lead: Lead, sent: Lead, at: Instant) -> Lead:
    """Return the lead once all of what was `sent` is in the CRM: asked for again meanwhile, its time comes at once."""
    done = replace(lead, step="contact", tries=0, code="", detail="", sent_at=at, held_until=0)
    return replace(done, due_at=at) if lead.asked != sent.asked else replace(done, state="sent")
