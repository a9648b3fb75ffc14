"""Tells the cabinet a project's forms, and reads what it wants instead."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from besedka.domain import forms as rules
from besedka.domain.consent import Consented
from besedka.domain.forms import Consent, Fields, Forms
from besedka.domain.project import Project
from besedka.wire import forms as words
from besedka.wire import visitor_words
from besedka.wire.shapes import SpokenLanguage


def forms(project: Project, online: int) -> words.Forms:
    """Return the rules with their version."""
    f = project.forms
    return {
        "version": rules.version(f),
        "rules": {"away": f.away, "fields": _fields(f.fields), "intro": _texts(f.intro), "consent": _consent(f.consent)},
        "standard": _texts(rules.STANDARD),
        "languages": cast(list[SpokenLanguage], list(project.spoken)),
        "online": online,
    }  # fmt: skip


def consented(c: Consented) -> words.Consented:
    """Return an entry of the journal of consents."""
    return {
        "id": c.id.hex(), "at": c.at, "version": c.version, "words": c.words, "link": c.link, "language": c.language,
        "reason": c.reason, "address": c.address, "page_url": c.page_url, "ordinal": c.ordinal, "name": c.name, "phone": c.phone,
        "email": c.email, "withdrawn_at": c.withdrawn_at,
    }  # fmt: skip


def changed(f: Forms, changes: words.FormChanges) -> Forms:
    """Return the forms with what is wanted put in."""
    if "away" in changes:
        f = replace(f, away=changes["away"])
    if "fields" in changes:
        f = replace(f, fields=Fields(**changes["fields"]))
    if "intro" in changes:
        f = replace(f, intro=_mapping(changes["intro"]))
    if "consent" in changes:
        c = changes["consent"]
        f = replace(f, consent=Consent(c["in_forms"], c["in_chat"], _mapping(c["text"]), c["url"]))
    return f


def preview(f: Forms) -> words.FormsPreview:
    """Return what a visitor would get with nobody there."""
    due = rules.form_due(f, online=False)
    return {"form": visitor_words.form(f, due) if due else None, "hidden": rules.is_away(f, online=False)}


def _fields(f: Fields) -> words.FormFields:
    return {"name": f.name, "phone": f.phone, "email": f.email, "message": f.message, "contact": f.contact}


def _consent(c: Consent) -> words.ConsentRules:
    return {"in_forms": c.in_forms, "in_chat": c.in_chat, "text": _texts(c.text), "url": c.url}


def _texts(by_language: Mapping[str, str]) -> words.Texts:
    return cast(words.Texts, {"ru": "", "en": "", **by_language})


def _mapping(texts: words.Texts) -> dict[str, str]:
    return dict(cast(Mapping[str, str], texts))
