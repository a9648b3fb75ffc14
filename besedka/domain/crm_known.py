"""What a CRM last told of its managers, fields and stages, as it is kept."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from besedka.domain.crm import Field, Manager, Option, Pipeline, Stage
from besedka.domain.extra_fields import ExtraField


@dataclass(frozen=True, slots=True)
class Known:
    """What a CRM told of itself."""

    managers: tuple[Manager, ...] = ()
    fields: tuple[Field, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()


def write(known: Known) -> str:
    """Return it as it is stored."""
    return json.dumps(asdict(known), ensure_ascii=False)


def read(text: str) -> Known:
    """Return it as it was stored."""
    stored = json.loads(text or "{}")
    managers = tuple(Manager(**one) for one in stored.get("managers", ()))
    fields = tuple(Field(**{**one, "options": _options(one["options"])}) for one in stored.get("fields", ()))
    pipelines = tuple(Pipeline(one["id"], one["title"], _stages(one["stages"])) for one in stored.get("pipelines", ()))
    return Known(managers, fields, pipelines)


def _options(stored: Iterable[dict[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(**one) for one in stored)


def _stages(stored: Iterable[dict[str, str]]) -> tuple[Stage, ...]:
    return tuple(Stage(**one) for one in stored)  # type: ignore[arg-type]  # an outcome as it was stored


def write_extra(fields: Iterable[ExtraField]) -> str:
    """Return a lead's additional fields as they are stored."""
    return json.dumps([[one.id, one.value, one.title] for one in fields], ensure_ascii=False)


def read_extra(text: str) -> tuple[ExtraField, ...]:
    """Return a lead's additional fields as they were stored."""
    return tuple(ExtraField(*one) for one in json.loads(text or "[]"))
