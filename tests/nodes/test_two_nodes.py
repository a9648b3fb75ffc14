"""A visitor on one node, an operator on the other: they talk as if there were one."""

import asyncio

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire import operator, visitor
from tests.clients import OperatorClient, make_id
from tests.nodes.conftest import Nodes
from tests.people import ANNA, IGOR
from tests.units import read


async def test_messages_marks_and_typing_cross_over(nodes: Nodes) -> None:
    here, there = nodes
    anna, elena = await there.operator(ANNA), await here.visitor()
    await elena.post("Есть ли лампа?")
    told = await anna.expect(operator.MessagePosted)
    c = told["conversation"]
    await anna.say({"t": "read", "conversation": c, "seq": 1})
    assert (await elena.expect(visitor.MessagesRead))["seq"] == 1
    await anna.say({"t": "typing", "conversation": c, "on": True})
    assert (await elena.expect(visitor.OperatorTyping))["name"] == ANNA.name
    await anna.post(c, "Есть!")
    taker = (await elena.expect(visitor.ConversationTaken))["operator"]
    assert taker is not None
    assert taker["id"] == here.shop.anna.hex()
    assert (await elena.expect(visitor.MessagePosted))["message"]["text"] == "Есть!"
    await elena.say({"t": "typing", "on": True})
    while (seen := await anna.expect(operator.TypingSeen))["by"] != "visitor":
        pass
    assert (seen["conversation"], seen["on"]) == (c, True)


async def test_the_responsible_is_told_wherever_they_are_connected(nodes: Nodes) -> None:
    here, there = nodes
    igor, anna, elena = await there.operator(IGOR), await there.operator(ANNA), await here.visitor()
    await elena.post("Есть ли лампа?")
    told = await igor.expect(operator.MessagePosted)
    assert "notify" not in told, "nobody has it yet"
    await igor.post(told["conversation"], "Есть!")
    await igor.expect(operator.MessagePosted)
    await elena.post("Белая?")
    assert (await igor.expect(operator.MessagePosted)).get("notify") is True
    while (seen := await anna.expect(operator.MessagePosted))["message"]["text"] != "Белая?":
        pass
    assert "notify" not in seen


async def test_presence_crosses_over(nodes: Nodes) -> None:
    here, there = nodes
    elena = await here.visitor()
    igor = await here.operator(IGOR)
    await elena.expect(visitor.TeamChanged)
    anna = await there.operator(ANNA)
    both = {here.shop.anna.hex(), here.shop.igor.hex()}
    assert {p["id"] for p in (await elena.expect(visitor.TeamChanged))["team"]["people"]} == both
    while set((await igor.expect(operator.Presence))["online"]) != both:
        pass
    await anna.close()
    team = (await elena.expect(visitor.TeamChanged, 10))["team"]
    assert [p["id"] for p in team["people"]] == [here.shop.igor.hex()]


async def test_signing_out_on_one_node_ends_the_connection_on_the_other(nodes: Nodes) -> None:
    here, there = nodes
    token = await here.sign_in(ANNA)
    anna = await there.operator(ANNA, token=token)
    async with here.http(token) as http:
        assert (await http.delete("/api/operator/v1/session")).status_code == 204
    assert await anna.closed() == 4001


async def test_rules_of_showing_changed_on_one_node_reach_new_pages_of_the_other(nodes: Nodes) -> None:
    """Also on a node to which nobody of the project is connected: it keeps its answers to pages in memory."""
    here, there = nodes
    path, boot = f"/api/owner/v1/projects/{here.shop.number}/settings/targeting", f"/c/{here.shop.key}.json"
    async with here.http(await here.sign_in_owner(), OWNER_COOKIE) as cabinet, there.http() as page:
        seen, before = (await cabinet.get(path)).json(), (await page.get(boot)).json()["shown"]
        saved = await cabinet.patch(path, json={"version": seen["version"], "changes": {"devices": ["phone"]}})
        assert saved.status_code == 200
        shown = before
        for _ in range(500):
            if (shown := (await page.get(boot)).json()["shown"]) != before:
                break
    assert (shown["version"], shown["devices"]) == (saved.json()["version"], ["phone"])


async def test_people_changed_on_one_node_are_changed_on_the_other(nodes: Nodes) -> None:
    here, there = nodes
    anna, igor, elena = await there.operator(ANNA), await there.operator(IGOR), await there.visitor()
    await elena.post("Есть ли лампа?")
    c = (await igor.expect(operator.MessagePosted))["conversation"]
    await igor.post(c, "Есть!")
    one = f"/api/owner/v1/projects/{here.shop.number}/operators/{here.shop.igor.hex()}"
    async with here.http(await here.sign_in_owner(), "besedka_owner") as http:
        assert (await http.patch(one, json={"name": "Игорь Беляев"})).status_code == 200
        assert (await elena.expect(visitor.PersonChanged))["person"]["name"] == "Игорь Беляев"
        while "Игорь Беляев" not in {o["name"] for o in (await anna.expect(operator.People))["operators"]}:
            pass
        assert (await http.post(f"{one}/disable")).status_code == 200
    assert await igor.closed() == 4001
    back = await anna.expect(operator.ConversationReturned)
    assert (back["conversation"]["id"], back["conversation"]["status"]) == (c, "new")


async def test_handing_over_on_one_node_moves_the_conversation_on_the_other(nodes: Nodes) -> None:
    here, there = nodes
    igor, elena = await there.operator(IGOR), await here.visitor()
    await elena.post("Есть ли лампа?")
    c = (await igor.expect(operator.MessagePosted))["conversation"]
    async with here.http(await here.sign_in(ANNA)) as anna:
        took = await anna.post(f"/api/operator/v1/conversations/{c}/take")
        assert took.status_code == 200
        lost = await igor.expect(operator.ConversationTaken)
        assert lost["operator"] == here.shop.anna.hex()
        seen = {"to": here.shop.igor.hex(), "seen_with": here.shop.anna.hex()}
        assert (await anna.post(f"/api/operator/v1/conversations/{c}/assign", json=seen)).status_code == 200
    given = await igor.expect(operator.ConversationAssigned)
    assert (given["conversation"]["id"], given["conversation"]["assignee"]) == (c, here.shop.igor.hex())
    await elena.post("Белая?")
    assert (await igor.expect(operator.MessagePosted))["message"]["text"] == "Белая?"


async def test_two_tabs_of_a_visitor_on_two_nodes_show_the_same(nodes: Nodes) -> None:
    here, there = nodes
    one = await here.visitor()
    await one.post("first")
    two = await there.visitor(one.key)
    id = make_id()
    acks = await asyncio.gather(one.post("same id", id), two.post("same id", id))
    assert acks[0]["seq"] == acks[1]["seq"] == 2
    await two.post("from the second")
    while (await one.expect(visitor.MessagePosted))["message"]["text"] != "from the second":
        pass


async def test_exactly_one_of_two_takers_wins(nodes: Nodes) -> None:
    here, there = nodes
    elenas = [await here.visitor() for _ in range(6)]
    for elena in elenas:
        await elena.post("Кто возьмёт?")
    rows = await read(here.house, "SELECT id FROM conversations")
    tokens = await asyncio.gather(here.sign_in(ANNA), there.sign_in(IGOR))
    async with here.http(tokens[0]) as anna, there.http(tokens[1]) as igor:
        for (id,) in rows:
            path = f"/api/operator/v1/conversations/{id.hex()}/take"
            answers = await asyncio.gather(anna.post(path), igor.post(path))
            assert sorted(a.status_code for a in answers) == [200, 409]
            winner, loser = sorted(answers, key=lambda a: a.status_code)
            assert loser.json()["code"] == "already_taken"
            assert loser.json()["params"]["operator_id"] == winner.json()["conversation"]["assignee"]
    taken = await read(here.house, "SELECT count(*) FROM journal WHERE kind = 'conversation_taken'")
    assert taken == [(6,)]


def _tags_told(client: OperatorClient) -> set[str]:
    return {tag["id"] for frame in client.heard if frame["t"] == "tags" for tag in frame["tags"]}


async def test_tags_made_and_set_on_one_node_are_told_on_the_other_live_and_afterwards(nodes: Nodes) -> None:
    here, there = nodes
    igor, elena = await there.operator(IGOR), await here.visitor()
    await elena.post("Есть ли лампа?")
    c = (await igor.expect(operator.MessagePosted))["conversation"]
    timber, stone, base = make_id(), make_id(), "/api/operator/v1"
    async with here.http(await here.sign_in(ANNA)) as anna:
        made = await anna.post(f"{base}/tags", json={"id": timber, "name": "Брус", "color": "amber"})
        assert made.status_code == 201
        while timber not in {tag["id"] for tag in (await igor.expect(operator.TagsChanged))["tags"]}:
            pass
        assert (await anna.put(f"{base}/conversations/{c}/tags/{timber}")).status_code == 200
        first = await igor.expect(operator.ConversationTagged)
        assert (first["conversation"], first["tags"]) == (c, [timber])
        await igor.close()
        await anna.post(f"{base}/tags", json={"id": stone, "name": "Камень", "color": "grey"})
        assert (await anna.put(f"{base}/conversations/{c}/tags/{stone}")).status_code == 200
        assert (await anna.delete(f"{base}/conversations/{c}/tags/{timber}")).status_code == 200
    back = await there.operator(IGOR, position=first["position"])
    facts = [await back.expect(operator.ConversationTagged) for _ in range(2)]
    while not {timber, stone} <= _tags_told(back):  # at first those that the node knows, and it may not have heard yet
        await back.next()
    assert facts[-1]["tags"] == [stone]
    assert [fact["position"] for fact in facts] == sorted({fact["position"] for fact in facts})
