"""Whatever happens, in whatever order: visitors and operators write, read, take, close, lose connections and come back.

The invariant of the house: every acknowledged message exists exactly once, in one order, on both sides; and a client that
applied what it was told, over all its cuts, shows what a fresh one fetches. And nobody ever hears what is not theirs.
"""

import random
import secrets

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.people import open_shop
from tests.realtime.colleagues import Whispering
from tests.realtime.stage import Stage


@settings(max_examples=40, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=0, max_value=2**32), steps=st.integers(min_value=5, max_value=80))
async def test_every_acknowledged_message_once_in_one_order_on_both_sides(stage: Stage, seed: int, steps: int) -> None:
    shop = await open_shop(stage.house.deps, "Лавка", secrets.token_hex(16))
    world = Whispering(Stage(stage.house, shop), random.Random(seed))
    await world.set()
    for _ in range(steps):
        await world.step()
    await world.end()
    await world.check()
    await world.check_ears()
    world.leave()
