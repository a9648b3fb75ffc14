"""The rules together: which one decides, how they are kept, and which device is which."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from besedka.domain import multiwidget, targeting
from besedka.domain.device import Device, device
from besedka.domain.errors import BadInput
from besedka.domain.forms import Away, Forms, is_away
from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.multiwidget import Entry, Kind, Multiwidget
from besedka.domain.page_filter import PageFilter
from besedka.domain.project import Project
from besedka.domain.schedule import Schedule, Span, Special
from besedka.domain.targeting import Targeting, explain, read, version, write
from besedka.wire import visitor_words

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "targeting.json").read_text(encoding="utf-8"))
NIGHTS = Schedule(True, "Europe/Moscow", ((Span(1320, 360),),) * 7, (Special(date(2027, 1, 1), date(2027, 1, 8), ()),))
ALL = Targeting(PageFilter(True, "clear", "!/cart"), ("desktop", "tablet"), NIGHTS)
NOON, MIDNIGHT = Instant(1_795_683_600_000), Instant(1_795_726_800_000)
PAGE = "https://shop.example/"


@pytest.mark.parametrize("case", VECTORS["devices"])
def test_every_device_is_told_as_the_vectors_say(case: dict[str, object]) -> None:
    told = device(str(case["agent"]), touch=bool(case["touch"]), mobile=bool(case["mobile"]))
    assert told == case["device"]


@pytest.mark.parametrize("case", VECTORS["showing"])
def test_every_reason_is_told_as_the_vectors_say(case: Mapping[str, Any]) -> None:
    project = _shop(VECTORS["showing_rules"], case["ways"], case["away"])
    away, at = is_away(project.forms, online=bool(case["online"])), Instant(case["at"])
    told = visitor_words.shown(project, at, away=away)
    assert {name: part for name, part in told.items() if name in ("pages", "devices", "away")} == {
        name: part for name, part in case["told"].items() if name != "hours"
    }
    assert told["hours"]["changes"][:2] == case["told"]["hours"]["changes"]
    offer = multiwidget.offer(project.multiwidget)
    said = explain(project.targeting, case["path"], case["device"], at, offer=offer, away=away)
    assert (said.hides is None, said.decided) == (case["button"], case["decided"])


def _shop(rules: Mapping[str, Any], ways: Sequence[Kind], away: Away) -> Project:
    start, end = rules["day"]
    hours = Schedule(True, "UTC", ((Span(start, end),),) * 7, ())
    t = Targeting(PageFilter(True, "clear", rules["text"]), tuple(rules["devices"]), hours)
    offered = Multiwidget(tuple(Entry(kind, kind, on=True, link="@shop") for kind in ways))
    nobody, number = OwnerId(b""), ProjectNumber(1)
    return Project(number, "0" * 32, "", nobody, (), "ru", 1, targeting=t, multiwidget=offered, forms=Forms(away))


@pytest.mark.parametrize(
    ("address", "kind", "at", "site", "decided"),
    [
        (PAGE, "desktop", MIDNIGHT, True, None),
        (PAGE + "cart", "phone", NOON, False, "site"),
        (PAGE + "cart", "phone", NOON, True, "page"),
        (PAGE, "phone", NOON, True, "device"),
        (PAGE, "tablet", NOON, True, "time"),
    ],
)
def test_the_first_rule_that_hides_decides(
    address: str, kind: Device, at: Instant, site: bool, decided: str | None
) -> None:
    assert explain(ALL, address, kind, at, site=site).decided == decided


def test_outside_the_hours_the_chat_is_away_or_stays() -> None:
    """One that stays is told of no hours: it is there at any time, and says when somebody is back."""
    stays = replace(ALL, schedule=replace(NIGHTS, outside="stay"))
    assert explain(stays, PAGE, "tablet", NOON).decided is None
    project = replace(_shop(VECTORS["showing_rules"], ["chat"], "chat"), targeting=stays)
    assert "hours" not in visitor_words.shown(project, NOON)
    assert read(write(stays)) == stays
    assert version(stays) != version(ALL)
    stored = json.loads(write(ALL))
    del stored["schedule"]["outside"]
    assert read(json.dumps(stored)) == ALL


def test_rules_are_kept_and_named() -> None:
    assert read(write(ALL)) == ALL
    assert read("{}") == Targeting()
    assert version(ALL) != version(Targeting())
    assert version(read(write(ALL))) == version(ALL)


def test_no_device_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="devices_none"):
        targeting.check(Targeting(devices=()))
