"""A letter to oneself, to see that the ladder's letters arrive."""

from besedka.actions.deps import Deps
from besedka.domain.delivery import Delivery, DeliveryId, check_test
from besedka.domain.ids import new_id
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import deliveries


async def test(deps: Deps, me: Operator) -> Delivery:
    """Have a test written to one's own address; what became of it, `last` tells. TooMany `tests_too_fast`."""
    now = deps.clock.now()

    def script() -> Script[Delivery]:
        check_test((yield from last(me)), now)
        one = Delivery(DeliveryId(new_id(now)), me.project, None, me.id, "email", "test", None, None, "{}", 0, now, now)
        yield from deliveries.add([one])
        return one

    return await deps.committer.run(script)


def last(me: Operator) -> Script[Delivery | None]:
    """Return one's last test letter, as far as it has come; None: there was none."""
    found = yield from deliveries.last_test(me.project, me.id)
    return found
