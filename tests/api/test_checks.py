"""A test letter to oneself: written once in a while, and what became of it is told to oneself alone."""

from dataclasses import replace

from besedka.jobs.deliveries import Deliveries
from besedka.ports.alerts import Notice, Values
from tests.people import ANNA, IGOR
from tests.serving import Served

PATH = "/api/operator/v1/checks/letter"


class Taken:
    """A carrier that takes everything."""

    def __init__(self) -> None:
        self.told: list[tuple[Values, Notice]] = []

    async def tell(self, values: Values, notice: Notice) -> None:
        self.told.append((values, notice))


async def test_a_test_letter_goes_to_ones_own_address_and_says_what_became_of_it(server: Served) -> None:
    carrier = Taken()
    outbox = Deliveries(replace(server.house.deps, alerters={"email": carrier}))
    tokens = [await server.sign_in(who) for who in (IGOR, ANNA)]
    async with server.http(tokens[0]) as igor, server.http(tokens[1]) as anna:
        assert (await igor.get(PATH)).json() == {"address": IGOR.email, "state": "none", "code": ""}
        assert (await igor.post(PATH)).json() == {"address": IGOR.email, "state": "waiting", "code": ""}
        again = await igor.post(PATH)
        assert (again.status_code, again.json()["code"]) == (429, "tests_too_fast")
        await outbox.send_due()
        await outbox.stop()
        told = (await igor.get(PATH)).json()
        assert told["state"] in ("sent", "failed"), "the house's own round may have been quicker: it has no mail"
        assert (await anna.get(PATH)).json()["state"] == "none"
