"""A test letter to oneself: written once in a while, and what became of it is told to oneself alone."""

from dataclasses import replace

import pytest

from besedka.jobs.deliveries import Deliveries
from besedka.ports.alerts import Notice, Values
from besedka.store import alerts
from tests.actions.climbing import reached_by
from tests.people import ANNA, IGOR
from tests.serving import Served

PATH = "/api/operator/v1/checks/letter"


class Taken:
    """A carrier that takes everything."""

    def __init__(self) -> None:
        self.told: list[tuple[Values, Notice]] = []

    async def tell(self, values: Values, notice: Notice) -> None:
        self.told.append((values, notice))


def about(carrier: str, address: str, state: str) -> dict[str, object]:
    """Return what is told of letters when there is one."""
    return {"letters": [{"carrier": carrier, "address": address, "state": state, "code": ""}]}


async def test_a_test_letter_goes_to_ones_own_address_and_says_what_became_of_it(server: Served) -> None:
    carrier = Taken()
    outbox = Deliveries(replace(server.house.deps, alerters={"email": carrier}))
    tokens = [await server.sign_in(who) for who in (IGOR, ANNA)]
    async with server.http(tokens[0]) as igor, server.http(tokens[1]) as anna:
        assert (await igor.get(PATH)).json() == {"letters": []}
        assert (await igor.post(PATH)).json() == about("email", IGOR.email, "waiting")
        again = await igor.post(PATH)
        assert (again.status_code, again.json()["code"]) == (429, "tests_too_fast")
        await outbox.send_due()
        await outbox.stop()
        [told] = (await igor.get(PATH)).json()["letters"]
        assert told["state"] in ("sent", "failed"), "the house's own round may have been quicker: it has no mail"
        assert (await anna.get(PATH)).json() == {"letters": []}


@pytest.mark.parametrize(("fault", "carriers"), [("", ["telegram"]), ("alert_gone", ["telegram", "email"])])
async def test_whom_the_ladder_writes_to_by_telegram_is_tested_there_and_by_mail_too_where_that_does_not_work(
    server: Served, fault: str, carriers: list[str]
) -> None:
    house = server.house
    chat = await reached_by(house, server.shop, server.shop.igor, "telegram")
    await house.deps.committer.run(lambda: alerts.went(chat, fault, house.deps.clock.now()))
    async with server.http(await server.sign_in(IGOR)) as igor:
        for asked in ("POST", "GET"):
            told = (await igor.request(asked, PATH)).json()["letters"]
            assert [one["carrier"] for one in told] == carriers
