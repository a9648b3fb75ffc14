"""The invitation: chosen in the cabinet, told to pages only where it is on, and made in the name of those who are there."""

import gzip
import json

import pytest

from besedka.domain.invitation import LONGEST
from tests.api.test_multiwidget import OFF, TELEGRAM, boot, owner, path, save
from tests.people import ANNA
from tests.serving import Served

Json = dict[str, object]
INVITE: Json = {
    "on": True,
    "what": "bubble",
    "after": 5,
    "leaving": True,
    "pages": "/lamps/*",
    "text": {"ru": "Подобрать лампу?"},
}


async def test_a_page_is_told_of_an_invitation_only_where_it_is_on_and_the_chat_is_offered(server: Served) -> None:
    assert "invite" not in await boot(server)
    async with owner(server, await server.sign_in_owner()) as http:
        saved = await save(http, server, invite=INVITE)
        assert saved.json()["rules"]["invite"] == INVITE
        assert saved.json()["usual"]["en"] == "Hello. Can we help you find something?"
        told = (await boot(server))["invite"]
        await save(http, server, entries=[OFF, TELEGRAM])
        without_chat = await boot(server)
        await save(http, server, entries=[], invite={**INVITE, "on": False})
    assert told["script"].startswith("/assets/part-invite-")
    assert (told["what"], told["after"], told["leaving"], told["pages"]) == ("bubble", 5, True, ["/lamps/*"])
    assert "invite" not in without_chat
    assert "invite" not in await boot(server)


async def test_who_is_there_invites_and_nobody_does_where_nobody_is(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, invite=INVITE)
    assert (await boot(server, "invite.json"))["people"] == []


async def test_whoever_is_online_invites_by_name_in_the_pages_languages(server: Served) -> None:
    await server.operator(ANNA)
    assert (await boot(server, "invite.json"))["people"] == [], "the project does not invite"
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, invite=INVITE)
    told = await boot(server, "invite.json")
    assert [one["name"] for one in told["people"]] == [ANNA.name]
    assert told["text"] == {"en": "Hello. Can we help you find something?", "ru": "Подобрать лампу?"}
    assert told["close"]["ru"] == "Закрыть приглашение"
    assert ANNA.email not in json.dumps(told)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"after": LONGEST + 1}, "invite_after", "invite-after"),
        ({"after": 0, "leaving": False}, "invite_never", "invite-after"),
        ({"pages": "!"}, "filter_line_empty", "invite-pages"),
        ({"text": {"ru": "ы" * 161}}, "invite_words_long", "invite-text.ru"),
    ],
)
async def test_what_cannot_be_is_refused_beside_its_field_and_seen_in_the_preview(
    server: Served, wrong: Json, code: str, field: str
) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        refused = await save(http, server, invite={**INVITE, **wrong})
        shown = await http.post(f"{path(server)}/preview", json={"changes": {"invite": {**INVITE, **wrong}}})
    assert (refused.status_code, refused.json()["code"], refused.json()["params"]["field"]) == (422, code, field)
    assert (shown.json()["wrong"]["code"], shown.json()["wrong"]["field"]) == (code, field)
    assert shown.json()["settings"]["invite"]["what"] == "bubble"
    assert shown.json()["invitation"]["people"]
    assert "invite" not in await boot(server)


async def test_settings_with_a_full_invitation_are_small(server: Served) -> None:
    pages = "\n".join(f"shop.example/section-{n}/*" for n in range(40))
    async with owner(server, await server.sign_in_owner()) as http:
        assert (await save(http, server, invite={**INVITE, "pages": pages})).status_code == 200
    told = await boot(server)
    assert len(gzip.compress(json.dumps(told).encode(), 9)) <= 2_048
