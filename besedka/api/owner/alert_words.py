"""Alerts, ways and deliveries as the cabinet's pages are told of them."""

import json

from fastapi import Request

from besedka.actions.alerts.ways import Told
from besedka.api.errors import language_of
from besedka.domain.alert import Way
from besedka.domain.alert_ways import span_of
from besedka.domain.alert_words import facts_said, written
from besedka.domain.delivery import Delivery
from besedka.domain.sentences import sentence
from besedka.wire import owner as words


def way(request: Request, of: Way) -> words.AlertWay:
    """Return a way."""
    span = span_of(of.quiet)
    return {
        "id": of.id.hex(), "carrier": of.carrier, "name": of.name, "address": of.address,
        "events": of.events.split(),  # type: ignore[typeddict-item]  # kept from the kinds alone
        "quiet": list(span) if span else None, "on": bool(of.on), "fault": _why(request, of.fault), "created_at": of.created_at,
        "used_at": of.used_at, "added_by": of.added_by,
    }  # fmt: skip


def delivery(request: Request, of: Delivery) -> words.AlertDelivery:
    """Return what became of something that goes to a way."""
    return {
        "id": of.id.hex(), "way": of.way.hex() if of.way else None, "carrier": of.carrier, "cause": of.cause, "state": of.state,
        "tries": of.tries, "created_at": of.created_at, "due_at": of.due_at, "sent_at": of.sent_at, "why": _why(request, of.code),
        "detail": of.detail,
    }  # fmt: skip


def told(request: Request, of: Told) -> words.AlertTold:
    """Return a problem that was told."""
    a, language = of.alert, language_of(request)
    title, _ = written(a.kind, language, facts_said(json.loads(a.facts), language))
    return {
        "id": a.id.hex(), "kind": a.kind, "title": title, "at": a.at,
        "conversation": a.conversation.hex() if a.conversation and of.ordinal is not None else None, "ordinal": of.ordinal,
        "deliveries": [delivery(request, one) for one in of.deliveries],
    }  # fmt: skip


def _why(request: Request, code: str) -> str:
    return sentence(code, {}, language_of(request)) if code else ""
