"""The pipelines of the built-in CRM: through which stages its leads go (PRODUCT.md 5.1)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from besedka.domain.crm import Outcome, Pipeline, Stage
from besedka.domain.errors import BadInput
from besedka.domain.message import clean_line

MOST = 10
MOST_STAGES = 20
MAX_TITLE = 60
_CURRENCY = re.compile(r"[A-Z]{3}")
_FIRST = {
    "ru": ("Продажи", "RUB", "Новые", "В работе", "Ждём клиента", "Успешно", "Отказ"),
    "en": ("Sales", "USD", "New", "In work", "Waiting for the client", "Won", "Lost"),
}
_COURSE: tuple[Outcome, ...] = ("open", "open", "open", "won", "lost")


def first(language: str, ids: Sequence[str]) -> Pipeline:
    """Return what a project begins with, under six new ids."""
    title, currency, *stages = _FIRST.get(language, _FIRST["en"])
    of = tuple(Stage(*one) for one in zip(ids[1:], stages, _COURSE, strict=True))
    return Pipeline(ids[0], title, of, currency)


def version(pipelines: Sequence[Pipeline]) -> str:
    """Return what changes whenever the pipelines do."""
    return sha256(repr(tuple(pipelines)).encode()).hexdigest()[:16]


def cleaned(pipelines: Sequence[Pipeline]) -> tuple[Pipeline, ...]:
    """Return pipelines as they are kept. BadInput by field: `pipelines_none`, `pipelines_many`, `pipeline_title`, `pipeline_currency`,
    `stages_none`, `stages_many`, `stage_title`, `stage_first`."""
    if not pipelines:
        raise BadInput("pipelines_none")
    if len(pipelines) > MOST:
        raise BadInput("pipelines_many", {"limit": MOST})
    ids = [one.id for one in pipelines] + [stage.id for one in pipelines for stage in one.stages]
    if len(set(ids)) != len(ids):
        raise BadInput("bad_input", {"field": "id"})
    return tuple(_pipeline(one, f"pipelines.{at}") for at, one in enumerate(pipelines))


def _pipeline(one: Pipeline, field: str) -> Pipeline:
    title = _title(one.title, "pipeline_title", f"{field}.title")
    if not _CURRENCY.fullmatch(one.currency):
        raise BadInput("pipeline_currency", {"field": f"{field}.currency"})
    if not one.stages:
        raise BadInput("stages_none", {"field": f"{field}.stages"})
    if len(one.stages) > MOST_STAGES:
        raise BadInput("stages_many", {"field": f"{field}.stages", "limit": MOST_STAGES})
    if one.stages[0].outcome != "open":
        raise BadInput("stage_first", {"field": f"{field}.stages.0.outcome"})
    stages = tuple(
        replace(stage, title=_title(stage.title, "stage_title", f"{field}.stages.{at}.title"))
        for at, stage in enumerate(one.stages)
    )
    return replace(one, title=title, stages=stages)


def _title(title: str, code: str, field: str) -> str:
    clean = clean_line(title, len(title))
    if not clean or len(clean) > MAX_TITLE:
        raise BadInput(code, {"field": field, "limit": MAX_TITLE})
    return clean


def stage_of(pipelines: Sequence[Pipeline], id: str) -> Stage | None:
    """Return a stage by its id."""
    return next((stage for one in pipelines for stage in one.stages if stage.id == id), None)


def pipeline_of(pipelines: Sequence[Pipeline], stage: str) -> Pipeline | None:
    """Return the pipeline that a stage is in."""
    return next((one for one in pipelines if any(each.id == stage for each in one.stages)), None)
