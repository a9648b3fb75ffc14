"""The cabinet's CRM: how it is connected, what goes to it, and what was asked of it."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis

CrmText = Annotated[str, StringConstraints(max_length=10_000)]
CrmFieldType = Literal["text", "number", "flag", "date", "choice", "choices", "link"]
CallState = Literal["waiting", "sent", "failed"]


class CrmOption(TypedDict):
    """One value of a list, and its words."""

    id: str
    title: str


class CrmAsk(TypedDict):
    """One thing that the connect screen asks for, in the person's language. A `secret` is never told again. Where there are several ways
    in, `way` tells what belongs to the first and what to the other."""

    name: str
    kind: Literal["text", "secret", "address", "choice"]
    label: str
    hint: str
    optional: bool
    way: Literal["", "first", "other"]
    options: list[CrmOption]


class CrmConnector(TypedDict):
    """A kind of CRM that can be connected. `guide` tells how to get what is asked for."""

    name: str
    title: str
    guide: str
    asks: list[CrmAsk]


class CrmValue(TypedDict):
    """What was typed for one thing; of a secret only its last four letters, behind dots."""

    name: str
    value: str


class CrmField(TypedDict):
    """An additional field of the CRM's leads."""

    id: str
    title: str
    type: CrmFieldType
    options: list[CrmOption]
    required: bool


class CrmManager(TypedDict):
    """Somebody of the CRM who may be responsible. `operator`: one of ours has the same e-mail."""

    id: str
    name: str
    email: str
    active: bool
    operator: str


class CrmPipeline(TypedDict):
    """A pipeline of the CRM and its stages."""

    id: str
    title: str
    stages: list[CrmOption]


class CrmRules(TypedDict):
    """What the project does with leads. `stage` and `manager` are the CRM's ids, empty: its own default."""

    on_contact: bool
    on_form: bool
    on_closing: bool
    params: bool
    stage: Annotated[str, StringConstraints(max_length=200)]
    manager: Annotated[str, StringConstraints(max_length=200)]


class CrmExtra(TypedDict):
    """What goes into an additional field: a value that may hold variables. `title`, in answers: what it was called when it was chosen."""

    id: Annotated[str, StringConstraints(max_length=200)]
    value: CrmText
    title: NotRequired[CrmText]


class CrmProblem(TypedDict):
    """What does not work: the sentence in the person's language, and the CRM's own word for it."""

    code: str
    message: str
    detail: str


class OwnerCrm(TypedDict):
    """The project's CRM. `name` is `builtin` where none is connected; `account` is what the CRM calls itself; `problem` why it does not
    work, null: it does. `known_at` 0: it told nothing yet. `unmatched` are our operators whose e-mail no manager has."""

    name: str
    title: str
    account: str
    connected_at: Millis
    checked_at: Millis
    problem: CrmProblem | None
    powers: list[str]
    values: list[CrmValue]
    connectors: list[CrmConnector]
    rules: CrmRules
    extra: list[CrmExtra]
    version: str
    fields: list[CrmField]
    managers: list[CrmManager]
    pipelines: list[CrmPipeline]
    unmatched: list[str]
    known_at: Millis
    variables: list[str]
    hook: str
    waiting: int
    failed: int


class CrmTried(TypedDict):
    """What a test found: well, or everything that a person has to mend."""

    well: bool
    account: str
    problems: list[CrmProblem]


@with_config(STRICT)
class CrmConnect(TypedDict):
    """What to connect. A secret that is left empty stays as it was."""

    name: Annotated[str, StringConstraints(max_length=100)]
    values: Annotated[dict[str, CrmText], Field(max_length=50)]


@with_config(STRICT)
class CrmChosen(TypedDict):
    """What the project does with leads from now on, seen as `version` before."""

    version: Annotated[str, StringConstraints(max_length=100)]
    rules: CrmRules
    extra: Annotated[list[CrmExtra], Field(max_length=200)]


@with_config(STRICT)
class CrmPreview(TypedDict):
    """Additional fields to be shown as they would be for the newest conversation, or for the one of this number."""

    extra: Annotated[list[CrmExtra], Field(max_length=200)]
    ordinal: int | None


class CrmShownField(TypedDict):
    """A field as it would go. `fits` false: the CRM would not take it, it is left out, and `value` is what came out; empty: there is
    nothing to send."""

    id: str
    value: str
    fits: bool


class CrmShown(TypedDict):
    """The fields as they would be for conversation No. `ordinal`; null: there is none yet."""

    ordinal: int | None
    client: str
    fields: list[CrmShownField]


class CrmSentLead(TypedDict):
    """A lead, and how far it has come."""

    conversation: str
    ordinal: int
    title: str
    name: str
    state: CallState
    asked_at: Millis
    sent_at: Millis | None
    due_at: Millis
    tries: int
    url: str
    responsible: str
    unmatched: str
    left_out: str
    problem: CrmProblem | None


class CrmSentLeads(TypedDict):
    """One page of leads, the last that was asked for first; `next` continues it."""

    leads: list[CrmSentLead]
    next: str | None


class CrmCall(TypedDict):
    """One question to the CRM and its answer, secrets masked. `status` 0: there was no answer, and `code` tells why, `message` in the
    person's language; `took` in milliseconds."""

    id: str
    at: Millis
    conversation: str | None
    method: str
    url: str
    status: int
    took: int
    code: str
    message: str
    sent: str
    got: str


class CrmCalls(TypedDict):
    """One page of questions, newest first; `next` continues it."""

    calls: list[CrmCall]
    next: str | None
