"""CRM: where leads go, and where what is known of a client comes from (PRODUCT.md 5, INTEGRATIONS.md 1).

A lead travels in steps that the house journals: contact, lead, comment, responsible. Each may be asked again after its answer was lost, so
each says how what is there already is found: no CRM offers keys for that.
"""
# over 300 lines: it is one promise, and who writes a connector reads it at once.

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from besedka.domain.crm import Client, Contact, Field, FieldType, LeadSeen, Manager, Option, Outcome, Pipeline, Stage
from besedka.ports.http import Http

__all__ = [
    "Ask", "AskKind", "Checked", "Client", "Comment", "Connector", "Contact", "Crm", "CrmFailed", "Draft", "Field", "FieldType", "Heard",
    "LeadSeen", "Manager", "Missing", "Option", "Outcome", "Pipeline", "Placed", "Powers", "Stage", "Values", "Vault",
]  # fmt: skip

Values = Mapping[str, str]
"""What an owner typed to connect (address, key, …), and tokens that have come since, by name."""


@dataclass(frozen=True, slots=True)
class Powers:
    """What a CRM can do besides taking a lead."""

    managers: bool = True
    """Tells its managers, and makes one responsible: from the beginning, and afterwards if it `changes`."""
    fields: bool = True
    """Tells the additional fields of a lead."""
    types: bool = True
    """Tells what a field takes, and its options; without it every field is a text."""
    pipelines: bool = True
    """Tells the stages into which a lead may come."""
    contacts: bool = True
    """Finds a client and tells their leads."""
    newcomers: bool = True
    """Takes a contact without a lead; without it the lead brings its client along."""
    finds: bool = True
    """Finds a lead by our mark. Without it a lead whose answer was lost is sent again as it was: it bears the same mark, by which the other
    end knows it and answers the same id."""
    changes: bool = True
    """Takes a lead's data, and its responsible, again. Without it a lead stays as it was first sent, and only comments follow."""
    comments: bool = True
    """Tells whether a comment is there: one whose answer was lost is never doubled. Without it the comment is sent again under the same
    mark, and that the other end knows it again is its own affair."""
    sums: bool = False
    """Takes a lead's sum."""
    carries: bool = False
    """The lead takes the conversation so far along (`Draft.text`): what went with it is no comment again."""
    news: bool = False
    """Tells of changes by webhooks."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A lead as it is to be. `origin` is our own mark of the conversation, the same at every sending: it is kept in the record and looked
    up by `find_lead`. `contact`, `responsible`, `stage` and the keys of `extra` are the CRM's own ids; empty: the CRM's default.

    Values of `extra` are as their field's type has them: a number with a point (`15.5`), a flag `true` or `false`, a date `2026-11-27`, a
    choice the id of its option, choices the ids with a line break between. Empty: nothing is said of that field.

    `text` is the conversation so far, for a CRM that `carries` it; empty for any other. Nothing here is markup.
    """

    origin: str
    title: str
    client: Client
    contact: str = ""
    responsible: str = ""
    stage: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    page: str = ""
    visit: str = ""
    """The number of the visit by which an analytics counter knows the client."""
    sum: int | None = None
    """In hundredths, for a CRM that takes `sums` (`told_sum` spells it). None: nothing is said of it, and what stands there stays."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A lead that is in the CRM, and what opens it there."""

    id: str
    url: str = ""
    contact: str = ""
    """The contact that the CRM joined it to, where it says so."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A part of the conversation. `mark` is the text's first line, and no other comment's: it tells whether it is there."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that does not work (`crm_no_right`; `crm_choose`: one of several has to be named), and the CRM's own word for it (a right,
    a scope, a permission; what may be named)."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a test of the connection found. `account` is what the CRM calls itself; `missing`: what a person has to mend."""

    account: str
    missing: tuple[Missing, ...] = ()


class Crm(Protocol):
    """One account of a CRM. Every call raises CrmFailed, and nothing else; a call beyond its `powers` is never made."""

    async def check(self) -> Checked:
        """Try everything that will be needed, changing nothing, and tell exactly what is missing."""
        ...

    async def managers(self) -> Sequence[Manager]:
        """Return all who may be responsible, every page of them."""
        ...

    async def fields(self) -> Sequence[Field]:
        """Return the additional fields of a lead that may be written, every page of them."""
        ...

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the pipelines with their stages, the default one first."""
        ...

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return those who may be this client. The CRM's search may be vague: the house compares phones and e-mails itself."""
        ...

    async def contact(self, id: str) -> Contact | None:
        """Return a contact by the CRM's id; None when it is there no more."""
        ...

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's leads, the newest first, fifty at most."""
        ...

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a new contact and return its id. One that the CRM itself calls the same is returned instead."""
        ...

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead that bears our mark; None when there is none."""
        ...

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a new lead."""
        ...

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write title and extra fields again, and what the client has told since to their contact; what stands there is not overwritten.
        Stage and responsible stay as the CRM has them. CrmFailed `crm_lead_gone`."""
        ...

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Tell whether a comment with this mark is there."""
        ...

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a comment to a lead. CrmFailed `crm_lead_gone`."""
        ...

    async def assign(self, lead: str, manager: str) -> None:
        """Make a manager responsible. CrmFailed `crm_lead_gone`, `crm_manager_gone`."""
        ...


class CrmFailed(Exception):
    """The CRM did not do it. `permanent`: it never will as things are, until a person mends something. `wait`: seconds that it asks for.
    `lost`: it may have been done all the same. `field`: the additional field that it does not take.

    `code` is one of: `crm_away`, `crm_slow`, `crm_busy` (a limit), `crm_broken` (a fault of its own), `crm_strange` (no answer of this
    CRM); permanent: `crm_address`, `crm_no_api` (another version), `crm_private`, `crm_unsafe`, `crm_no_access` (key or token),
    `crm_key_letters`, `crm_secret`, `crm_second_factor`, `crm_no_right`, `crm_unpaid`, `crm_refused` (what was sent), `crm_field`,
    `crm_lead_gone`, `crm_manager_gone`, `crm_stage_late`, `crm_nobodys` (a stage that wants a manager), `crm_large`.
    `detail` is the CRM's own word, or a name, without secrets: a sentence of ours is a code.
    """

    def __init__(
        self, code: str, detail: str = "", *, permanent: bool = False, wait: float = 0, lost: bool = False, field: str = ""
    ) -> None:  # fmt: skip
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.permanent = permanent
        self.wait = wait
        self.lost = lost
        self.field = field


class Vault(Protocol):
    """An account's values, and the one place where they are renewed."""

    async def values(self) -> Values:
        """Return them as they are now."""
        ...

    async def renew(self, stale: str, ask: Callable[[Values], Awaitable[Values]]) -> Values:
        """Return the account's values, renewed: `ask` gets today's and returns those that change. It is called by one at a time, over all
        nodes; not at all when `access_token` is no longer `stale`, for somebody was quicker."""
        ...


AskKind = Literal["text", "secret", "address", "choice"]
Way = Literal["", "first", "other"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that the connect screen asks for: what it is called and where it is found, by language (`ru`, `en`). A secret is sealed
    and never shown again. `options` of a choice are value and words. Where there are several ways in, `way` tells what belongs to the
    first, and what to the `other`, which the screen folds away."""

    name: str
    kind: AskKind
    label: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    options: tuple[tuple[str, Mapping[str, str]], ...] = ()
    way: Way = ""


@dataclass(frozen=True, slots=True)
class Knock:
    """What came to our webhook. `url` is all of its address, for a signature may be over it; headers' names are in small letters."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """What a webhook tells of: the CRM's ids, to be read again before anything is believed."""

    contacts: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connector:
    """A kind of CRM: one folder of adapters/crm, one line in its shelf. `name` never changes. `title` is the
    product's own name; by language, where there is no product.

    An address among the values has its scheme and no closing slash. `hear` reads a webhook: None when it is not to be believed.
    `listen` has the CRM tell of changes at an address (True) or no more (False), however often it is asked; None: a person sets that up in
    the CRM, as the guide says. `comment_limit` is how many letters one comment may have. `derived` are further secrets that are made of the
    values (a token out of a password): they are masked as the values are.
    """

    name: str
    title: str | Mapping[str, str]
    asks: tuple[Ask, ...]
    powers: Powers
    open: Callable[[Vault, Http], Crm]
    hear: Callable[[Values, Knock], Heard | None] | None = None
    listen: Callable[[Vault, Http, str, bool], Awaitable[None]] | None = None
    comment_limit: int = 10_000
    sum_field: str = ""
    """The additional field, if it is one of them, that the lead's sum stands in: what an owner fills it with gives way to a sum."""
    derived: Callable[[Values], tuple[str, ...]] | None = None
    guide: Mapping[str, str] = field(default_factory=dict)
    """How to get what is asked for, in a sentence or three, by language."""

    def called(self, language: str) -> str:
        """Return what it is called in one of the languages."""
        return self.title if isinstance(self.title, str) else self.title[language]
