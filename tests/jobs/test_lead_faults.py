"""The table of faults (issue "Leads and the CRM"): whatever breaks at whatever step, there is one lead in the end, and it is whole."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions.crm import sending
from besedka.app import House
from besedka.ports.http import Answer, Http, Request
from tests.clock import FrozenClock
from tests.crm.amocrm.server import AmoServer
from tests.crm.amocrm.world import AmoWorld
from tests.crm.espocrm.world import STEPS, EspoWorld
from tests.crm.firm import OLGA, Firm
from tests.crm.vendor import Fault, Harm, Said
from tests.crm.world import ANNA
from tests.people import Shop


class Impatient:
    """Waits a third of a second for an answer, where the house waits for twenty."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def ask(self, request: Request) -> Answer:
        """Ask, in a hurry."""
        return await self._http.ask(replace(request, within=0.3))


@pytest.fixture
def impatient(house: House) -> None:
    house.deps.crms.http = Impatient(house.deps.crms.http)


BREAKS: dict[str, tuple[Harm, Said, float]] = {
    "cut before": ("cut_before", Said(), 0),
    "cut after": ("cut_after", Said(), 0),
    "500 in HTML": ("said", Said(500, "<h1>Oops</h1>"), 0),
    "503": ("said", Said(503, ""), 0),
    "429": ("said", Said(429, "Too many", {"Retry-After": "7"}), 0),
    "no JSON": ("said", Said(200, "<html>proxy</html>"), 0),
    "done too late": ("slow", Said(), 0.6),
}
WHERE = {
    "contact": STEPS["contact"],
    "lead": STEPS["lead"],
    "comment": STEPS["comment"],
    "looking": "GET /api/v1/Contact",
}


@pytest.mark.parametrize("broken", BREAKS)
async def test_one_whole_lead_whatever_breaks(
    firm: Firm, clock: FrozenClock, world: EspoWorld, impatient: None, broken: str
) -> None:
    """Twice in a row at every step of one lead: the second look must not be fooled by the first."""
    harm, said, seconds = BREAKS[broken]
    world.server.faults += [Fault(where, harm, said, seconds, times=2) for where in WHERE.values()]
    c = await firm.conversation("Здравствуйте!", "Лампа есть?")
    await firm.ask(c)
    await firm.sent(c, clock)
    await asyncio.sleep(2 * seconds)  # what was asked too late may still be done
    [lead] = world.leads()
    [contact] = world.contacts()
    assert (lead.title, lead.contact, lead.responsible.casefold()) == (OLGA.title, contact.id, ANNA.casefold())
    assert len(lead.comments) == 1
    assert all(words in lead.comments[0] for words in ("Здравствуйте!", "Лампа есть?", "Анна Соколова: Есть"))


async def test_tokens_that_end_in_the_middle_are_renewed_once_and_kept(
    clock: FrozenClock, house: House, shop: Shop
) -> None:
    with AmoServer() as server:
        world = AmoWorld(server)
        id, secret, back = server.grants.client
        keys = {"client_id": id, "client_secret": secret, "redirect_uri": back, "code": server.grants.code}
        world.values = {"address": server.url, "token": "", **keys}
        firm = Firm(house, shop, world)
        assert (await firm.connect()).well
        before = server.grants.renewed
        server.grants.expire()
        conversations = [await firm.conversation() for _ in range(3)]
        for number, c in enumerate(conversations):
            await firm.ask(c, replace(OLGA, title=f"Заявка {number}", phone=f"+7916000000{number}", email=""))
        for c in conversations:
            await firm.sent(c, clock)
        assert server.grants.renewed == before + 1, "one refresher, whoever asks"
        assert sorted(lead.title for lead in world.leads()) == ["Заявка 0", "Заявка 1", "Заявка 2"]


async def test_a_question_without_an_end_is_broken_off_and_asked_again(
    firm: Firm, clock: FrozenClock, world: EspoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WITHIN", 0.3)
    world.server.faults.append(Fault("POST /api/v1/Opportunity", "slow", seconds=1))
    c = await firm.conversation()
    await firm.ask(c)
    lead = await firm.lead(c)
    while lead is None or not lead.code:
        await firm.pause()
        lead = await firm.lead(c)
    assert (lead.state, lead.code) == ("waiting", "crm_slow")
    await firm.sent(c, clock)
    assert len(world.leads()) == 1, "it had been done"
