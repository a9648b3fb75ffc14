"""The alerts' port's promise, kept by every carrier against a real server over a socket."""

from collections.abc import Iterator

import pytest

from besedka.adapters.alerts import asking, email
from besedka.adapters.bots import telegram
from besedka.ports.alerts import AlertFailed
from tests.alerts.notices import LINK, NASTY, notice
from tests.alerts.world import Harm, World
from tests.alerts.worlds import WORLDS

CODES: dict[Harm, tuple[str, bool, bool]] = {
    "away": ("alert_away", False, False), "cut": ("alert_away", False, False), "slow": ("alert_slow", False, False),
    "busy": ("alert_busy", False, False), "refused": ("alert_refused", True, False), "no_access": ("alert_no_access", True, False),
    "gone": ("alert_gone", True, True), "broken": ("alert_strange", False, False),
}  # fmt: skip
"""What each harm is called, whether it stays so, and whether the way is no more."""


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with WORLDS[request.param]() as opened:
        yield opened


async def failed(world: World) -> AlertFailed:
    with pytest.raises(AlertFailed) as caught:
        await world.alerter.tell(world.values, notice())
    return caught.value


async def test_a_notice_arrives_whole_and_nothing_in_it_is_markup(world: World) -> None:
    await world.alerter.tell(world.values, notice(f"{NASTY}\n.\nвторая строка", title=f"Оценка {NASTY}"))
    (seen,) = world.seen()
    assert f"Оценка {NASTY}" in seen.text
    assert f"{NASTY}\n.\nвторая строка" in seen.text
    assert seen.link == LINK


async def test_a_title_is_one_line_whatever_is_in_it(world: World) -> None:
    await world.alerter.tell(world.values, notice(title="Канал\r\nBcc: all@shop.example\u2028не работает"))
    (seen,) = world.seen()
    assert "не работает" in seen.text


@pytest.mark.parametrize("language", ["ru", "en", "xx"])
async def test_without_a_link_or_words_it_arrives_all_the_same(world: World, language: str) -> None:
    await world.alerter.tell(world.values, notice("", link="", language=language))
    (seen,) = world.seen()
    assert "Низкая оценка: 2 из 5" in seen.text
    assert seen.link == ""


async def test_a_text_of_any_length_arrives(world: World) -> None:
    await world.alerter.tell(world.values, notice("👩‍🚀 долго " * 10_000))
    (seen,) = world.seen()
    assert "Низкая оценка: 2 из 5" in seen.text
    assert "👩‍🚀 долго" in seen.text
    assert seen.link == LINK


async def test_what_is_told_again_can_be_told_from_what_is_new(world: World) -> None:
    one, other = notice(), notice()
    for each in (one, one, other):
        await world.alerter.tell(world.values, each)
    ids = [seen.id for seen in world.seen()]
    assert not ids[0] or ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("harm", CODES)
async def test_why_it_was_not_taken_is_told_without_any_secret(
    world: World, monkeypatch: pytest.MonkeyPatch, harm: Harm
) -> None:
    if harm not in world.harms:
        return
    if harm == "slow":
        for module in (asking, email, telegram):
            monkeypatch.setattr(module, "WITHIN", 0.3)
    world.harm(harm)
    why = await failed(world)
    assert (why.code, why.permanent, why.gone) == CODES[harm]
    told = f"{why} {why.detail} {why!r}"
    assert not [secret for secret in world.secrets if secret in told]


async def test_as_long_as_they_ask_for_nobody_comes_again(world: World) -> None:
    world.harm("busy")
    assert (await failed(world)).wait in (0, 7)


async def test_a_private_address_is_refused(world: World) -> None:
    if world.strict is None:
        return
    with pytest.raises(AlertFailed) as caught:
        await world.strict.tell(world.values, notice())
    assert (caught.value.code, caught.value.permanent) == ("alert_private", True)
    assert not world.seen()
