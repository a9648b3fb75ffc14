"""What the end of a project is to whoever is connected, signed in, or carries its counter."""

import json

from besedka import setup
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.app import open_house
from besedka.realtime.link import REFUSED, SIGNED_OUT
from besedka.wire.operator import People
from besedka.wire.visitor import ShownChanged
from tests.people import ANNA, IGOR, MARINA, PAVEL, SITE
from tests.serving import Served


async def test_everybody_is_out_and_the_counter_is_silent(server: Served) -> None:
    path = f"/api/owner/v1/projects/{server.shop.number}"
    token = await server.sign_in(IGOR)
    desks = [await server.operator(IGOR, token=token), await server.operator(ANNA)]
    elena, key = await server.visitor(), server.shop.key
    async with server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE) as pavel:
        assert (await pavel.get(f"{path}/deletion")).status_code == 403
        async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
            told = (await http.get(f"{path}/deletion")).json()
            assert (told["operators"], told["members"], told["conversations"]) == (2, 1, 0)
            for body, code in (
                ({"name": "Тихий сад", "password": MARINA.password}, "project_name_wrong"),
                ({"name": "Тихий дом", "password": "a guess"}, "password_wrong"),
            ):
                refused = await http.post(f"{path}/deletion", json=body)
                assert (refused.status_code, refused.json()["code"]) == (422, code)
            await desks[0].ping()
            body = {"name": "тихий дом", "password": MARINA.password}
            assert (await http.post(f"{path}/deletion", json=body)).status_code == 204
            assert [await desk.closed() for desk in desks] == [SIGNED_OUT, SIGNED_OUT]
            assert (await elena.expect(ShownChanged))["shown"]["devices"] == []
            assert await elena.closed() == REFUSED
            assert (await http.get("/api/owner/v1/home")).json()["projects"] == []
            again = await http.post(f"{path}/deletion", json=body)
            assert (again.status_code, again.json()["code"]) == (404, "project_deleted")
        assert (await pavel.get("/api/owner/v1/home")).status_code == 401, (
            "the account was there for this project alone"
        )
    async with server.http(token) as http:
        assert (await http.get("/api/operator/v1/session")).status_code == 401
        said = {"project": server.shop.number, "email": IGOR.email, "password": IGOR.password, "remember": False}
        assert (await http.post("/api/operator/v1/session", json=said)).status_code == 401
        for address in (f"/c/{key}.js", f"/api/site/1.0/{key}/init", f"/c/{key}.json", f"/c/{key}.ways.json"):
            answer = await http.get(address, headers={"Origin": SITE})
            assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE), address
        settings = json.loads((await http.get(f"/c/{key}.json", headers={"Origin": SITE})).text)
    assert (settings["shown"]["devices"], settings["chat"], settings["name"]) == ([], False, "")


async def test_what_the_command_line_does_beside_the_server_is_heard_within_seconds(server: Served) -> None:
    anna, elena = await server.operator(ANNA), await server.visitor()
    async with open_house(server.house.settings) as command:
        await setup.add_operator(command, server.shop.number, "Вера", "vera@shop.example", "long enough", None, False)
        while "Вера" not in [one["name"] for one in (await anna.expect(People))["operators"]]:
            pass
        await setup.delete_project(command, server.shop.number, "Тихий дом")
        assert await anna.closed() == SIGNED_OUT
        assert await elena.closed() == REFUSED
