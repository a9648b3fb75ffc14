"""A project's forms in the cabinet's words: what visitors get when nobody is there, and the consent that is asked for."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis, SpokenLanguage
from besedka.wire.visitor.things import Form

Away = Literal["form", "hide", "chat"]
"""What visitors get when not one operator is online: the form, no chat at all, or the chat as ever."""

Need = Literal["off", "optional", "required"]
"""Whether a field is shown, and whether it must be filled in."""

Words = Annotated[str, StringConstraints(max_length=10_000)]
"""Words of the project's own: what is too long is refused by the field's name; empty: the standard ones."""


@with_config(STRICT)
class Texts(TypedDict):
    """Words by language; a language that is left out has none of its own."""

    ru: Words
    en: Words
    de: NotRequired[Words]
    fr: NotRequired[Words]
    es: NotRequired[Words]
    it: NotRequired[Words]
    pt: NotRequired[Words]
    tr: NotRequired[Words]
    pl: NotRequired[Words]
    uk: NotRequired[Words]
    kk: NotRequired[Words]
    ar: NotRequired[Words]


@with_config(STRICT)
class FormFields(TypedDict):
    """What the form asks for. `contact`: a telephone or an e-mail is needed, whichever."""

    name: Need
    phone: Need
    email: Need
    message: Need
    contact: bool


@with_config(STRICT)
class ConsentRules(TypedDict):
    """Where consent is asked for, its words and its link. Words in [brackets] are the link."""

    in_forms: bool
    in_chat: bool
    text: Texts
    url: Annotated[str, StringConstraints(max_length=10_000)]


class FormRules(TypedDict):
    """All of it. `intro` stands above the form."""

    away: Away
    fields: FormFields
    intro: Texts
    consent: ConsentRules


class Forms(TypedDict):
    """The rules with the version to name when changing them; `standard` are the words of the consent where the project has none of its own;
    `languages` are those that its chat speaks; `online` tells how many operators are there now."""

    version: str
    rules: FormRules
    standard: Texts
    languages: list[SpokenLanguage]
    online: int


@with_config(STRICT)
class FormChanges(TypedDict):
    """What to change: each is replaced as a whole, what is not given stays."""

    away: NotRequired[Away]
    fields: NotRequired[FormFields]
    intro: NotRequired[Texts]
    consent: NotRequired[ConsentRules]


@with_config(STRICT)
class FormsChange(TypedDict):
    """A change of the rules that were seen as `version`."""

    version: Annotated[str, Field(max_length=64)]
    changes: FormChanges


@with_config(STRICT)
class FormsDraft(TypedDict):
    """Rules that are not saved."""

    changes: FormChanges


class FormsPreview(TypedDict):
    """What a visitor would get with nobody there if the draft were saved: the `form` in place of the chat, or `hidden`: no chat."""

    form: Form | None
    hidden: bool


class Consented(TypedDict):
    """Somebody's consent: exactly these `words` with this `link`, at this moment, from this network address and page. `ordinal` is the
    conversation's number for people; name, telephone and e-mail are the client's as they are known today."""

    id: str
    at: Millis
    version: str
    words: str
    link: str
    language: str
    reason: Literal["offline", "callback", "chat"]
    address: str
    page_url: str
    ordinal: int
    name: str | None
    phone: str | None
    email: str | None
    withdrawn_at: Millis | None


class Consents(TypedDict):
    """A page of the journal, newest first; `next` asks for what comes after it, null at the end; `total` counts all."""

    consents: list[Consented]
    next: str | None
    total: int
