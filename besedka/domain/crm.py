"""What a CRM tells, in the house's words: its managers, fields and stages, and the clients and leads that it knows."""

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["text", "number", "flag", "date", "choice", "choices", "link"]
Outcome = Literal["open", "won", "lost"]


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody of the CRM who may be responsible. `email` as the CRM has it."""

    id: str
    name: str
    email: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """One of a field's values."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """An additional field of a lead that may be written. `options` for a choice; `required`: the CRM takes no lead without it."""

    id: str
    title: str
    type: FieldType
    options: tuple[Option, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a lead stands in its pipeline. `id` is unique in the whole CRM (amoCRM's are not: the pipeline's id goes before)."""

    id: str
    title: str
    outcome: Outcome = "open"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Stages in their order; the first is where a lead begins."""

    id: str
    title: str
    stages: tuple[Stage, ...]
    currency: str = ""
    """The ISO 4217 code of its leads' sums, where one is known for all of them."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who the lead is about, as the operator has confirmed it: a phone in E.164, empty where nothing is known."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A client as the CRM knows them; phones and e-mails as they stand there. `url` opens them in the CRM."""

    id: str
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    url: str = ""
    responsible: str = ""
    """The manager's name."""


@dataclass(frozen=True, slots=True)
class LeadSeen:
    """A lead as the CRM shows it. `sum` as the CRM writes it ("1500.00"), empty: none; `at`: milliseconds of the last change, 0 unknown."""

    id: str
    title: str
    stage: str
    outcome: Outcome = "open"
    sum: str = ""
    currency: str = ""
    responsible: str = ""
    url: str = ""
    at: int = 0
