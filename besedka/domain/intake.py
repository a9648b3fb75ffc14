"""A request that a form of a site's own leaves, or another program: read with patience, for nobody is there to mend it
(INTEGRATIONS.md 2b: `roistatGoal.reach`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from besedka.domain.contact import claims
from besedka.domain.errors import BadInput
from besedka.domain.lead import MAX_TITLE, Wanted
from besedka.domain.message import clean_line, clean_text
from besedka.domain.request import Request
from besedka.domain.sum import read_sum

MAX_WORDS = 8_000
MAX_FIELDS = 100
MAX_FIELD = 500
_CONTACTS = ("name", "phone", "email")


@dataclass(frozen=True, slots=True)
class Intake:
    """What was left: a title for the lead, who the client is, and what they say."""

    title: str
    client: dict[str, str]
    text: str
    callback: bool
    page: str
    visit: str
    sum: int | None = None

    def request(self) -> Request:
        """Return what is left in the conversation."""
        return Request("callback" if self.callback else "offline", self.text, self.client, None)

    def wanted(self, title: str) -> Wanted:
        """Return the lead; `title` where the form says none."""
        known = {name: self.client.get(name, "") for name in _CONTACTS}
        return Wanted(self.title or title, **known, sum=self.sum)


def read(told: Mapping[str, object]) -> Intake:
    """Return what a form has told, as much of it as can be kept. BadInput `lead_empty` when that is nothing."""
    callback = _text(told.get("is_need_callback")).casefold() in ("1", "true", "yes")
    typed = {name: _line(told, name) for name in _CONTACTS}
    if callback:
        typed["phone"] = _line(told, "callback_phone") or typed["phone"]
    text = _words(told, typed)
    if not text:
        raise BadInput("lead_empty")
    title = _line(told, "leadName") or _line(told, "title") or _line(told, "formTitle")
    page = _line(told, "page") or _line(told, "referrer")
    visit, price = _line(told, "roistat") or _line(told, "visit"), read_sum(_line(told, "price"))
    return Intake(title[:MAX_TITLE], claims(typed), text, callback, page, visit, price)


def _words(told: Mapping[str, object], typed: Mapping[str, str]) -> str:
    said = _text(told.get("text")) or _text(told.get("comment"))
    lines = [f"{name}: {value}" for name, value in (*_pairs(told, "fields"), *_pairs(told, "client_fields"))]
    price = _line(told, "price")
    parts = (
        said.strip(),
        "\n".join([*lines, *([f"price: {price}"] if price else [])]),
        ", ".join(filter(None, typed.values())),
    )
    whole = "\n\n".join(part for part in parts if part)[:MAX_WORDS]
    return clean_text(whole, files=1)


def _pairs(told: Mapping[str, object], name: str) -> Iterator[tuple[str, str]]:
    fields = told.get(name)
    if isinstance(fields, Mapping):
        for key, value in list(fields.items())[:MAX_FIELDS]:
            text = clean_line(_text(value), MAX_FIELD)
            if text:
                yield clean_line(str(key), MAX_FIELD), text


def _line(told: Mapping[str, object], name: str) -> str:
    return clean_line(_text(told.get(name)), MAX_FIELD)


def _text(value: object) -> str:
    """Return a value as a person wrote it; what is no word and no number is nothing."""
    if isinstance(value, bool):
        return "true" if value else ""
    return str(value) if isinstance(value, str | int | float) else ""
