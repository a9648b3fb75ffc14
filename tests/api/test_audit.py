"""The audit log: every act leaves exactly one line, who is refused is told within bounds, and only who may reads it (PRODUCT.md 9)."""

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from limits import RateLimitItemPerHour

from besedka.actions import audit, refused
from besedka.actions.accounts import make_ticket
from besedka.actions.sessions import hash_token
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.app import House
from besedka.config import Settings
from besedka.domain.audit import Did, Kind, Side
from besedka.domain.ids import FileId, OperatorId, new_id
from besedka.ports.database import Row as Line
from besedka.store import accounts, crms, files, people
from besedka.wire.owner.audit import AuditKind, AuditSide
from tests.api.acts import ACTS, Act
from tests.api.bodies import BODIES, TICKET
from tests.api.guests import Guests
from tests.api.rights import OPERATOR, OWNER, PROJECT, Row
from tests.api.things import NESTED
from tests.clients import browse
from tests.clock import FrozenClock
from tests.people import ANNA, IGOR, MARINA, PAVEL, SITE, Shop
from tests.pictures import picture
from tests.serving import Served
from tests.units import read

LINES = "SELECT kind, side, person_id, address, about, about_id, changes, id FROM audit ORDER BY at, id"


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The log is the same on both databases."""
    data = request.getfixturevalue("postgres_url" if request.param == "postgres" else "sqlite_data")
    url = data if request.param == "postgres" else ""
    return Settings(data=tmp_path, port=0, database=url, sockets="picows", posts_burst=10_000, posts_per_second=10_000)


def test_the_cabinet_knows_every_kind_of_act() -> None:
    assert (get_args(AuditKind), get_args(AuditSide)) == (get_args(Kind), get_args(Side))


@pytest.fixture
async def guests(server: Served) -> AsyncIterator[Guests]:
    async with browse(server.url) as http:
        yield await Guests(server, http).arrive()


async def lines(server: Served) -> list[Line]:
    """Return what the log says, oldest first."""
    return await read(server.house, LINES)


async def prepare(server: Served, on: str, path: str) -> None:
    """Bring about what an act needs to find: the thing that it is done to is named in its address."""
    now, deps = server.house.deps.clock.now(), server.house.deps
    thing = path.partition("/operators/")[2] or path.partition("/members/")[2]
    if on in ("another", "the owner's"):
        await NESTED["sessions"](server.house, server.shop, "owner" if on != "another" else "", "")
    elif on == "signed in":
        await NESTED["sessions"](server.house, server.shop, "", thing[:32])
    elif on == "disabled":
        await deps.committer.run(lambda: people.set_disabled(OperatorId(bytes.fromhex(thing[:32])), now))
    elif on == "with a face":
        face, id = FileId(new_id(now)), OperatorId(bytes.fromhex(thing[:32]))
        await deps.committer.run(lambda: files.set_avatar(id, face))
    elif on == "connected":
        row = replace(crms.unconnected(server.shop.number), connector="webhook")
        await deps.committer.run(lambda: crms.keep(row))
    elif on == "rotated":
        async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
            await http.post(path)


async def perform(guests: Guests, act: Act) -> tuple[int, list[Line]]:
    """Do it; return the answer's status, and what was written down."""
    server, row = guests.server, Row(act.method, act.path, {}, act.body, act.query, act.on)
    path = await guests.path(row)
    await prepare(server, act.on, path)
    body = BODIES[act.body](server.shop) if isinstance(act.body, str) and act.body in BODIES else act.body
    if isinstance(body, dict) and body.get("version") == "":
        seen = await guests.http.get(path.removesuffix("/rules"), headers=guests.headers[act.guest])
        body = {**body, "version": seen.json()["version"]}
    before = {line[7] for line in await lines(server)}
    raw = picture(300, 300) if body == "a picture" else None
    answer = await guests.http.request(
        act.method, path, json=None if raw else body, content=raw, headers=guests.headers[act.guest]
    )
    guests.http.cookies.clear()
    return answer.status_code, [line for line in await lines(server) if line[7] not in before]


async def test_every_act_leaves_exactly_one_line(server: Served, guests: Guests) -> None:
    wrong: list[str] = []
    _, ticket = make_ticket("reset", MARINA.email, server.house.deps.clock.now())
    held = replace(ticket, token_hash=hash_token(TICKET))
    await server.house.deps.committer.run(lambda: accounts.add_ticket(held))
    for act in ACTS:
        status, left = await perform(guests, act)
        if status >= 400 or [line[0] for line in left] != [act.kind]:
            wrong.append(f"{act.method} {act.path} {act.on} as {act.guest}: {status}, {left}")
        if act.kind == "signed_out":
            await guests.sign_in(act.guest)
    assert wrong == []
    assert all(line[3] == "127.0.0.1" for line in await lines(server))


async def test_what_is_so_already_leaves_no_line(server: Served, guests: Guests) -> None:
    again = [
        Act("site_added", "owner", "POST", f"{PROJECT}/sites", {"site": SITE}),
        Act("project_changed", "owner", "PATCH", PROJECT, {"name": "Тихий дом"}),
        Act("operator_enabled", "owner", "POST", f"{PROJECT}/operators/{{id}}/enable"),
        Act("operator_changed", "owner", "PATCH", f"{PROJECT}/operators/{{id}}", {"role": "operator"}),
        Act("avatar_changed", "owner", "DELETE", f"{PROJECT}/operators/{{id}}/avatar"),
        Act("sessions_ended", "igor", "DELETE", f"{OPERATOR}/sessions"),
        Act("member_rights", "owner", "PUT", f"{PROJECT}/members/{{id}}/rights", {"audits": False}),
        Act("settings_changed", "owner", "PATCH", f"{PROJECT}/settings/work", {"version": "", "changes": {}}),
    ]
    assert [await perform(guests, act) for act in again] == [(200, [])] * len(again)


async def test_a_line_tells_who_did_what_and_no_secret(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        at = f"/api/owner/v1/projects/{server.shop.number}"
        operator = f"{at}/operators/{server.shop.igor.hex()}"
        await http.patch(operator, json={"role": "admin", "password": "a very secret word"})
        work = (await http.get(f"{at}/settings/work")).json()
        await http.patch(f"{at}/settings/work", json={"version": work["version"], "changes": {"edit_limit": 60}})
        found = (await http.get(f"{at}/audit")).json()["entries"]
    settings, promoted, signed_in = found
    assert (settings["kind"], settings["about"], settings["name"], settings["side"]) == (
        "settings_changed",
        "work",
        MARINA.name,
        "cabinet",
    )
    assert settings["changes"] == [{"field": "edit_limit", "old": "900", "new": "60"}]
    assert (promoted["kind"], promoted["about"], promoted["about_id"]) == (
        "operator_promoted",
        IGOR.name,
        server.shop.igor.hex(),
    )
    assert promoted["changes"] == [
        {"field": "role", "old": "operator", "new": "admin"},
        {"field": "password", "old": "", "new": ""},
    ]
    assert (signed_in["kind"], signed_in["person"], signed_in["address"]) == (
        "signed_in",
        server.shop.owner.hex(),
        "127.0.0.1",
    )


async def test_an_avatars_line_tells_what_stood_there_before(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for data in (picture(200, 200), picture(300, 300)):
            await http.put(f"{OPERATOR}/avatar", content=data)
        await http.delete(f"{OPERATOR}/avatar")
    told = [json.loads(line[6])[0][1:] for line in await lines(server) if line[0] == "avatar_changed"]
    assert told == [["initials", "picture"], ["picture", "another_picture"], ["picture", "initials"]]


async def refused_lines(server: Served) -> list[Line]:
    """Return the refusals, all of them: nobody who is refused waits for them."""
    await server.house.deps.committer.drain()
    return [line for line in await lines(server) if line[0] in ("sign_in_refused", "password_refused")]


async def test_who_is_refused_is_told_and_what_is_no_address_is_not(server: Served) -> None:
    number = server.shop.number
    async with server.http() as http:
        for email in (IGOR.email, "nobody@shop.example", "my secret password"):
            body = {"project": number, "email": email, "password": "a guess", "remember": False}
            assert (await http.post(f"{OPERATOR}/session", json=body)).status_code == 401
        for email in (PAVEL.email, "nobody@shop.example"):
            body = {"email": email, "password": "a guess", "remember": False}
            assert (await http.post(f"{OWNER}/session", json=body)).status_code == 401
    found = await refused_lines(server)
    assert sorted((line[1:3], *line[4:6]) for line in found) == [
        (("nobody", None), "", None),
        (("nobody", None), IGOR.email, server.shop.igor),
        (("nobody", None), "nobody@shop.example", None),
        (("nobody", None), PAVEL.email, server.shop.pavel),
    ]


async def test_a_wrong_old_password_is_told(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        answer = await http.put(f"{OPERATOR}/password", json={"old": "a guess", "new": "long enough"})
    assert answer.status_code == 422
    assert [line[:3] for line in await refused_lines(server)] == [("password_refused", "operator", server.shop.anna)]


async def test_a_flood_of_refusals_writes_little_and_is_counted(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refused, "MOST", RateLimitItemPerHour(2, namespace="refused"))
    async with server.http() as http:

        async def guess(number: int) -> None:
            email = f"{number}@shop.example"
            body = {"project": server.shop.number, "email": email, "password": "a guess", "remember": False}
            assert (await http.post(f"{OPERATOR}/session", json=body)).status_code == 401

        for number in range(8):
            await guess(number)
        assert len(await refused_lines(server)) == 2
        monkeypatch.setattr(refused, "MOST", RateLimitItemPerHour(1, namespace="another hour"))
        await guess(8)
    told = {line[4]: line[6] for line in await refused_lines(server)}
    assert json.loads(told["8@shop.example"]) == [["left_out", "", "6"]]
    assert len(told) == 3


async def test_a_refusal_that_cannot_be_written_down_is_a_refusal_all_the_same(server: Served) -> None:
    body = {"project": 999_999, "email": IGOR.email, "password": "a guess", "remember": False}
    async with server.http() as http:
        assert (await http.post(f"{OPERATOR}/session", json=body)).status_code == 401
    assert await read(server.house, "SELECT * FROM audit WHERE project = $1", 999_999) == []


async def test_a_member_reads_it_when_the_owner_lets_them(server: Served) -> None:
    at = f"/api/owner/v1/projects/{server.shop.number}"
    async with (
        server.http(await server.sign_in_owner(), OWNER_COOKIE) as owner,
        server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE) as member,
    ):
        refused = await member.get(f"{at}/audit")
        assert (refused.status_code, refused.json()["code"]) == (403, "audit_by_owner")
        assert MARINA.name in refused.json()["message"]
        answer = await owner.put(f"{at}/members/{server.shop.pavel.hex()}/rights", json={"audits": True})
        assert answer.json()["audits"] is True
        assert (await member.get(f"{at}/audit")).status_code == 200
        assert [m["audits"] for m in (await member.get(f"{at}/members")).json()["members"]] == [True, True]
        await owner.put(f"{at}/members/{server.shop.pavel.hex()}/rights", json={"audits": False})
        assert (await member.get(f"{at}/audit")).status_code == 403


async def test_the_log_comes_in_pages_and_narrowed(server: Served) -> None:
    at = f"/api/owner/v1/projects/{server.shop.number}"
    for who in (ANNA, IGOR, ANNA):
        await server.sign_in(who)
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await http.post(f"{at}/operators/{server.shop.igor.hex()}/disable")
        first = (await http.get(f"{at}/audit?limit=2")).json()
        second = (await http.get(f"{at}/audit?limit=2&cursor={first['next']}")).json()
        third = (await http.get(f"{at}/audit?limit=2&cursor={second['next']}")).json()
        everything = [*first["entries"], *second["entries"], *third["entries"]]
        assert third["next"] is None
        assert [(one["kind"], one["name"]) for one in everything] == [
            ("operator_disabled", MARINA.name),
            ("signed_in", MARINA.name),
            ("signed_in", ANNA.name),
            ("signed_in", IGOR.name),
            ("signed_in", ANNA.name),
        ]
        igors = (await http.get(f"{at}/audit?person={server.shop.igor.hex()}")).json()["entries"]
        assert [one["kind"] for one in igors] == ["operator_disabled", "signed_in"]
        kinds = (await http.get(f"{at}/audit?kind=operator_disabled")).json()["entries"]
        assert [one["id"] for one in kinds] == [everything[0]["id"]]
        since, until = everything[2]["at"], everything[1]["at"]
        day = (await http.get(f"{at}/audit?since={since}&until={until + 1}&kind=signed_in")).json()["entries"]
        assert {one["id"] for one in day} >= {everything[1]["id"], everything[2]["id"]}
        assert (await http.get(f"{at}/audit?until={everything[4]['at']}")).json()["entries"] == []
        assert (await http.get(f"{at}/audit?kind=nonsense")).status_code == 422


async def test_the_export_is_a_table_in_which_nothing_runs(server: Served) -> None:
    at = f"/api/owner/v1/projects/{server.shop.number}"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        name = "=cmd|' /C calc'!A0"
        await http.patch(f"{at}/operators/{server.shop.igor.hex()}", json={"name": name})
        table = await http.get(f"{at}/audit/export?kind=operator_changed")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(table.text.removeprefix("\ufeff")))
    told = dict(zip(head, row, strict=True))
    assert (told["kind"], told["person"], told["about"]) == ("operator_changed", MARINA.name, "'" + name)
    assert told["changes"] == f"name: {IGOR.name} → {name}"
    assert told["at"].endswith("+00:00")


async def test_what_is_older_than_it_is_kept_is_forgotten(clock: FrozenClock, house: House, shop: Shop) -> None:
    deps = replace(house.deps, audit_days=30)
    marina = audit.of_cabinet(shop.owner)
    for _ in range(3):
        await audit.noted(deps, marina, shop.number, Did("audit_exported"))
        clock.advance(20 * 86_400)
    await audit.forget(replace(deps, audit_days=0))
    assert len(await read(house, "SELECT id FROM audit")) == 3
    await audit.forget(deps)
    assert len(await read(house, "SELECT id FROM audit")) == 1
