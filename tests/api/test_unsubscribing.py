"""Whoever wants no letters presses once, in a mail program or on our page; who only looks changes nothing, and nobody stops another's."""

from besedka.actions import deletions
from besedka.domain import mail_address
from besedka.domain.ids import ProjectNumber
from besedka.store import follow_ups
from tests.serving import Served
from tests.units import read

OLGA, PETER = "olga@example.com", "peter@example.com"


def path_of(server: Served, email: str = OLGA) -> str:
    return f"/unsubscribe/{mail_address.stop_token(server.house.deps.secret, server.shop.number, email)}"


async def stopped(server: Served, email: str, number: ProjectNumber | None = None) -> str | None:
    project = number or server.shop.number
    address = mail_address.address_hash(server.house.deps.secret, project, email)
    return await server.house.deps.database.read(follow_ups.stop_of(project, address))


async def test_who_looks_changes_nothing_and_who_presses_stops_their_own_letters(server: Served) -> None:
    async with server.http() as http:
        looked, head = await http.get(path_of(server)), await http.head(path_of(server))
        assert looked.status_code == 200
        assert head.status_code in (200, 405)
        assert looked.headers["referrer-policy"] == "no-referrer"
        assert await stopped(server, OLGA) is None
        pressed = await http.post(path_of(server), json={})
    assert pressed.status_code == 204
    assert (await stopped(server, "Olga@Example.com"), await stopped(server, PETER)) == ("unsubscribed", None)
    assert await stopped(server, OLGA, ProjectNumber(server.shop.number + 1)) is None, "another project's letters go on"


async def test_a_mail_program_presses_in_one_click(server: Served) -> None:
    headers = {"Origin": "https://mail.example", "Content-Type": "application/x-www-form-urlencoded"}
    async with server.http() as http:
        for _ in range(2):
            answer = await http.post(path_of(server), content=b"List-Unsubscribe=One-Click", headers=headers)
            assert answer.status_code == 204
    assert await stopped(server, OLGA) == "unsubscribed"


async def test_a_guess_stops_nothing(server: Served) -> None:
    good = path_of(server)
    async with server.http() as http:
        for path in (
            good[:-1] + ("A" if good[-1] != "A" else "B"),
            good[:-4],
            "/unsubscribe/guess",
            f"/unsubscribe/{'A' * 48}",
        ):
            answer = await http.post(path, json={})
            assert (answer.status_code, answer.json()["code"]) == (404, "stop_unknown")
    assert await read(server.house, "SELECT count(*) FROM mail_stops") == [(0,)]


async def test_nothing_is_kept_of_a_project_that_is_no_more(server: Served) -> None:
    deps, shop = server.house.deps, server.shop
    await deletions.delete(deps, shop.owner, shop.number, "Тихий дом")
    async with server.http() as http:
        assert (await http.post(path_of(server), json={})).status_code == 204
    assert await read(server.house, "SELECT count(*) FROM mail_stops") == [(0,)]
