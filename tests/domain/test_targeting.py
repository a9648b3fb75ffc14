"""The rules together: which one decides, how they are kept, and which device is which."""

import json
from datetime import date
from pathlib import Path

import pytest

from besedka.domain import targeting
from besedka.domain.device import Device, device
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant
from besedka.domain.page_filter import PageFilter
from besedka.domain.schedule import Schedule, Span, Special
from besedka.domain.targeting import Targeting, explain, read, version, write

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "targeting.json").read_text(encoding="utf-8"))
NIGHTS = Schedule(True, "Europe/Moscow", ((Span(1320, 360),),) * 7, (Special(date(2027, 1, 1), date(2027, 1, 8), ()),))
ALL = Targeting(PageFilter(True, "clear", "!/cart"), ("desktop", "tablet"), NIGHTS)
NOON, MIDNIGHT = Instant(1_795_683_600_000), Instant(1_795_726_800_000)
PAGE = "https://shop.example/"


@pytest.mark.parametrize("case", VECTORS["devices"])
def test_every_device_is_told_as_the_vectors_say(case: dict[str, object]) -> None:
    told = device(str(case["agent"]), touch=bool(case["touch"]), mobile=bool(case["mobile"]))
    assert told == case["device"]


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


def test_rules_are_kept_and_named() -> None:
    assert read(write(ALL)) == ALL
    assert read("{}") == Targeting()
    assert version(ALL) != version(Targeting())
    assert version(read(write(ALL))) == version(ALL)


def test_no_device_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="devices_none"):
        targeting.check(Targeting(devices=()))
