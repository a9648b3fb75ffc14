"""A project's forms: what visitors get when nobody is there (PRODUCT.md 2.8), and the consent that is asked for (2.2a)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from besedka.domain.errors import BadInput
from besedka.domain.language import FIRST, LANGUAGES
from besedka.domain.message import clean_line

Away = Literal["form", "hide", "chat"]
"""What visitors get when not one operator is online: the form, no chat at all, or the chat as ever, to be answered later."""

Need = Literal["off", "optional", "required"]
"""Whether a field is shown, and whether it must be filled in."""

Reason = Literal["offline", "callback", "chat"]
"""Why a form is filled in: nobody is there, a call is asked for, or consent is wanted before the first message."""

MAX_WORDS = 500
MAX_LINK = 1_000


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form asks for. `contact`: a telephone or an e-mail is needed, whichever; it is asked for where a field for it is shown."""

    name: Need = "optional"
    phone: Need = "optional"
    email: Need = "optional"
    message: Need = "required"
    contact: bool = True


NOTHING_BUT_WORDS = Fields("off", "off", "off", "required", contact=False)
"""The form of a first message that waits for consent."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The consent that is asked for: in forms, before the first message of a chat. Words in [brackets] are the link to `url`.

    A language without a text of its own has the standard one.
    """

    in_forms: bool = False
    in_chat: bool = False
    text: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    def wanted(self, reason: Reason) -> bool:
        """Tell whether this form has the box."""
        return self.in_chat if reason == "chat" else self.in_forms


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one project. `intro` stands above the offline form, by language."""

    away: Away = "chat"
    fields: Fields = field(default_factory=Fields)
    intro: Mapping[str, str] = field(default_factory=dict)
    consent: Consent = field(default_factory=Consent)


STANDARD = {
    "ru": "Согласие на [обработку персональных данных]",
    "en": "I agree to the [processing of my personal data]",
    "de": "Ich stimme der [Verarbeitung meiner personenbezogenen Daten] zu",
    "fr": "J’accepte le [traitement de mes données personnelles]",
    "es": "Acepto el [tratamiento de mis datos personales]",
    "it": "Acconsento al [trattamento dei miei dati personali]",
    "pt": "Concordo com o [tratamento dos meus dados pessoais]",
    "tr": "[Kişisel verilerimin işlenmesini] kabul ediyorum",
    "pl": "Wyrażam zgodę na [przetwarzanie moich danych osobowych]",
    "uk": "Погоджуюся на [обробку персональних даних]",
    "kk": "[Дербес деректерімді өңдеуге] келісемін",
    "ar": "أوافق على [معالجة بياناتي الشخصية]",
}


def consent_text(consent: Consent, language: str) -> str:
    """Return the words beside the box."""
    said, standard = consent.text, STANDARD
    return said.get(language) or standard.get(language) or said.get("en") or standard["en"]


def consent_texts(consent: Consent) -> dict[str, str]:
    """Return the words beside the box in every language."""
    return {language: consent_text(consent, language) for language in LANGUAGES}


def consent_version(consent: Consent) -> str:
    """Return the name of exactly these words and this link, in all languages."""
    return hashlib.sha256(json.dumps([sorted(consent_texts(consent).items()), consent.url]).encode()).hexdigest()[:12]


def form_due(forms: Forms, *, online: bool, calls: bool = False) -> Reason | None:
    """Return which form a visitor without a conversation gets in place of the chat; None: the chat. Where the window
    is there for `calls` alone, the form is theirs, whoever is online."""
    if calls:
        return "callback"
    if not online and forms.away == "form":
        return "offline"
    return "chat" if forms.consent.in_chat else None


def is_away(forms: Forms, *, online: bool) -> bool:
    """Tell whether the chat is not offered because nobody is there."""
    return forms.away == "hide" and not online


def must_not_need_consent(forms: Forms, *, talks: bool) -> None:
    """BadInput `consent_needed` before the first message, where the project asks for consent: nothing is stored without."""
    if not talks and forms.consent.in_chat:
        raise BadInput("consent_needed", {"field": "consent"})


def fields_of(forms: Forms, reason: Reason) -> Fields:
    """Return what a form asks for. The call-back's own fields are the multiwidget's."""
    return {"offline": forms.fields, "callback": CALLBACK, "chat": NOTHING_BUT_WORDS}[reason]


CALLBACK = Fields("optional", "required", "off", "optional", contact=False)


def cleaned(forms: Forms) -> Forms:
    """Return the forms as they are kept. BadInput with the `field`: `form_without_contact`, `form_without_fields`, `consent_link_invalid`,
    `consent_link_missing`, `form_words_long`."""
    f = forms.fields
    if f.contact and f.phone == f.email == "off":
        raise BadInput("form_without_contact", {"field": "contact"})
    if {f.name, f.phone, f.email, f.message} == {"off"}:
        raise BadInput("form_without_fields", {"field": "message"})
    consent = forms.consent
    text, intro = _words("consent", consent.text), _words("intro", forms.intro)
    url = _link(consent.url)
    bracketed = any("[" in consent_text(replace(consent, text=text), language) for language in {*FIRST, *text})
    if (consent.in_chat or consent.in_forms) and bracketed and not url:
        raise BadInput("consent_link_missing", {"field": "url"})
    return replace(forms, intro=intro, consent=replace(consent, text=text, url=url))


def _words(name: str, typed: Mapping[str, str]) -> dict[str, str]:
    for language, text in typed.items():
        if len(text) > MAX_WORDS:
            raise BadInput("form_words_long", {"field": f"{name}.{language}", "limit": MAX_WORDS, "length": len(text)})
    kept = {language: clean_line(typed.get(language, ""), MAX_WORDS) for language in LANGUAGES}
    return {language: text for language, text in kept.items() if text}


def _link(typed: str) -> str:
    text = typed.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or not text.isprintable() or " " in text or len(text) > MAX_LINK:
        raise BadInput("consent_link_invalid", {"field": "url"})
    return text


def write(forms: Forms) -> str:
    """Return the forms as they are stored."""
    return json.dumps(asdict(forms), sort_keys=True, ensure_ascii=False)


def version(forms: Forms) -> str:
    """Return the name of exactly these forms."""
    return hashlib.sha256(write(forms).encode()).hexdigest()[:16]


def read(text: str) -> Forms:
    """Return the forms as they were stored; what was never chosen is as it stands above."""
    stored: dict[str, Any] = json.loads(text or "{}")
    fields, consent = Fields(**stored.pop("fields", {})), Consent(**stored.pop("consent", {}))
    return Forms(**stored, fields=fields, consent=consent)
