"""Tells the leads of the built-in CRM, and its pipelines, in the operator's words."""

from collections.abc import Iterable

from besedka.domain.crm import Pipeline
from besedka.domain.deal import DealSeen, Line, Remark
from besedka.domain.operator import Operator
from besedka.wire import operator as words
from besedka.wire.operator_words import hex_or_none


def pipeline(one: Pipeline) -> words.Pipeline:
    """Return a pipeline."""
    stages: list[words.Stage] = [{"id": s.id, "title": s.title, "outcome": s.outcome} for s in one.stages]
    return {"id": one.id, "title": one.title, "currency": one.currency, "stages": stages}


def deal(me: Operator, seen: DealSeen) -> words.Deal:
    """Return a lead; a conversation that is a colleague's is not named to whom it is none of theirs."""
    it = seen.deal
    reached = me.role == "admin" or seen.assignee in (None, me.id)
    return {
        "id": it.id.hex(), "title": it.title, "stage": it.stage.hex(), "sum": it.sum, "responsible": hex_or_none(it.responsible),
        "name": seen.name, "phone": seen.phone, "email": seen.email,
        "conversation": hex_or_none(it.conversation) if reached and seen.ordinal is not None else None,
        "ordinal": seen.ordinal, "note": it.note, "page": it.page, "created_at": it.created_at, "changed_at": it.changed_at,
        "closed_at": it.closed_at,
    }  # fmt: skip


def view(me: Operator, seen: DealSeen, comments: Iterable[Remark], history: Iterable[Line]) -> words.DealView:
    """Return a lead with all that is told of it."""
    return {
        "deal": deal(me, seen),
        "comments": [
            {"id": one.id.hex(), "at": one.at, "operator": hex_or_none(one.operator), "text": one.text} for one in comments
        ],
        "history": [
            {"at": one.at, "operator": hex_or_none(one.operator), "field": one.field, "old": one.old, "new": one.new} for one in history
        ],
    }  # fmt: skip
