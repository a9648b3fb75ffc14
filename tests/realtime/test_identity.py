"""A person whom the site has proven is at home on every device; nobody else opens their history."""

from typing import Any

from besedka.domain import identity
from besedka.realtime.link import RESTARTING
from besedka.store import contacts, projects
from tests.clients import hello
from tests.people import ANNA
from tests.realtime.stage import Stage, Widget, texts


async def secret(stage: Stage) -> str:
    """Give the project a secret, and return it."""
    deps, number = stage.house.deps, stage.shop.number
    found = await deps.database.read(projects.project_by_number(number))
    assert found is not None
    made = identity.rotated(found.identity, deps.clock.now())
    await deps.committer.run(lambda: projects.change_identity(number, made))
    stage.house.hub.blip(number, {"b": "people", "ended": []})
    await stage.settle()
    return identity.keys(deps.secret, number, made)[0]


def signed(stage: Stage, key: str, *, hours: float = 1, **said: str) -> dict[str, str]:
    """Return what the site's server puts into the page."""
    until = str(int(stage.house.deps.clock.now() / 1000 + hours * 3600))
    told = {**said, "until": until}
    return {**told, "hash": identity.signature(key, told)}


async def come(
    stage: Stage, claims: dict[str, str], key: str | None = None, position: str | None = None
) -> tuple[Widget, Any]:
    """Return a visitor of a page that says so, and the welcome."""
    widget = stage.widget()
    widget.say({**hello(stage.shop.key, key, position), "claims": claims})
    told = await widget.hear()
    assert told[0]["t"] == "welcome", told
    made = told[0]["key"]
    widget.key = made if isinstance(made, str) else key
    return widget, told[0]


def said(welcome: Any) -> list[str]:
    """Return what stands in the conversation."""
    return [message["text"] for message in welcome["messages"]]


async def test_the_same_person_on_another_device_sees_their_history(stage: Stage) -> None:
    key = await secret(stage)
    olga = signed(stage, key, id="42", name="Ольга", email="olga@mail.example")
    laptop, _ = await come(stage, olga)
    laptop.post("С ноутбука")
    await laptop.hear()
    phone, welcome = await come(stage, olga)
    assert said(welcome) == ["С ноутбука"]
    assert phone.key != laptop.key
    phone.post("С телефона")
    assert texts(await laptop.hear()) == ["С телефона"]
    desk = await stage.desk(ANNA)
    await desk.welcomed()
    told: list[Any] = await desk.hear()
    started = [f["conversation"] for f in told if f["t"] == "conversation_started"]
    assert [c["visitor_name"] for c in started] == ["Ольга"]
    known = await stage.house.deps.database.read(contacts.by_external_id(stage.shop.number, "42"))
    assert known is not None
    assert (known.name, known.email, known.claimed) == ("Ольга", "olga@mail.example", "")


async def test_without_a_signature_a_name_is_a_claim_and_opens_nothing(stage: Stage) -> None:
    key = await secret(stage)
    olga = signed(stage, key, id="42", name="Ольга")
    laptop, _ = await come(stage, olga)
    laptop.post("Только для меня")
    await laptop.hear()
    lies: list[dict[str, str]] = [
        {"id": "42", "name": "Ольга"}, {**olga, "hash": "0" * 64}, {**olga, "name": "Не Ольга"},
        signed(stage, "guess", id="42", name="Ольга"), signed(stage, key, hours=-0.1, id="42", name="Ольга"),
        signed(stage, key, hours=200, id="42", name="Ольга"),
    ]  # fmt: skip
    for lie in lies:
        other, welcome = await come(stage, lie)
        assert (welcome["conversation"], said(welcome)) == (None, [])
        other.post("Я Ольга")
        await other.hear()
    assert texts(await laptop.hear()) == []


async def test_a_conversation_that_was_begun_before_signing_in_goes_on(stage: Stage) -> None:
    key = await secret(stage)
    anna = await stage.operator(ANNA)
    guest = await stage.visitor()
    guest.post("Ещё не вошла")
    await guest.hear()
    await anna.hear()
    olga = signed(stage, key, id="42", name="Ольга")
    guest.say({"t": "about", "claims": olga})
    await stage.settle()
    assert guest.link.code == RESTARTING
    again, welcome = await come(stage, olga, guest.key)
    assert said(welcome) == ["Ещё не вошла"]
    told: list[Any] = [f for f in await anna.hear() if f["t"] == "contact_changed"]
    assert told[-1]["name"] == "Ольга"
    again.post("Вошла")
    await again.hear()
    _, elsewhere = await come(stage, olga)
    assert said(elsewhere) == ["Ещё не вошла", "Вошла"]


async def test_somebody_else_at_the_same_browser_sees_their_own(stage: Stage) -> None:
    key = await secret(stage)
    olga, boris = signed(stage, key, id="42", name="Ольга"), signed(stage, key, id="43", name="Борис")
    first, _ = await come(stage, olga)
    first.post("Моё")
    await first.hear()
    guest = await stage.visitor()
    guest.post("Ничьё")
    await guest.hear()
    second, welcome = await come(stage, olga, guest.key)
    assert said(welcome) == ["Моё"]
    second.cut()
    _, welcome = await come(stage, boris, guest.key)
    assert said(welcome) == []


async def test_an_open_page_outlives_its_signature_and_nobody_else_does(stage: Stage) -> None:
    key = await secret(stage)
    olga = signed(stage, key, id="42", name="Ольга")
    laptop, _ = await come(stage, olga)
    laptop.post("Долгая вкладка")
    position = str((await laptop.hear())[0]["position"])
    late = signed(stage, key, hours=-1, id="42", name="Ольга")
    _, welcome = await come(stage, late, laptop.key, position)
    assert welcome["conversation"] is not None
    for stolen in (None, "x" * 22):
        _, welcome = await come(stage, late, laptop.key, stolen)
        assert welcome["conversation"] is None
    days = signed(stage, key, hours=-25, id="42", name="Ольга")
    _, welcome = await come(stage, days, laptop.key, position)
    assert welcome["conversation"] is None
