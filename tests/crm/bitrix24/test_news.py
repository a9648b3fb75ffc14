"""Bitrix24's outgoing webhooks: only an id, and only with the portal's token."""

from urllib.parse import urlencode

import pytest

from besedka.adapters.crm.bitrix24.news import hear
from besedka.ports.crm import Heard, Knock

TOKEN = "xkz1tz7v4wt9kq1l0tz"
VALUES = {"application_token": TOKEN, "kind": "deal"}


def knock(event: str, id: str, token: str = TOKEN) -> Knock:
    """Return one delivery, as they post it."""
    auth = {"auth[domain]": "portal.bitrix24.ru", "auth[member_id]": "a1", "auth[application_token]": token}
    form = {"event": event, "data[FIELDS][ID]": id, "ts": "1790000000", **auth}
    return Knock("https://chat.example/hook/s3cret", {}, urlencode(form).encode())


def test_the_id_of_a_deal_or_a_contact_is_heard() -> None:
    assert hear(VALUES, knock("ONCRMDEALUPDATE", "759")) == Heard(leads=("759",))
    assert hear(VALUES, knock("ONCRMCONTACTADD", "7")) == Heard(contacts=("7",))


def test_leads_are_heard_of_where_ours_become_leads() -> None:
    assert hear(VALUES, knock("ONCRMLEADADD", "5")) == Heard()
    assert hear({**VALUES, "kind": "lead"}, knock("ONCRMLEADADD", "5")) == Heard(leads=("5",))


@pytest.mark.parametrize(
    ("event", "id"), [("ONCRMCOMPANYADD", "1"), ("ONAPPINSTALL", ""), ("ONCRMDEALADD", "1/../2"), ("ONCRMDEALADD", "")]
)
def test_what_is_of_no_interest_is_nothing(event: str, id: str) -> None:
    assert hear(VALUES, knock(event, id)) == Heard()


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], "я"])
def test_without_the_portals_token_nothing_is_believed(token: str) -> None:
    assert hear(VALUES, knock("ONCRMDEALUPDATE", "759", token)) is None


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b'{"event": 1}', b"a=1&" * 2_000])
def test_what_is_no_form_is_not_believed(body: bytes) -> None:
    assert hear(VALUES, Knock("https://chat.example/", {}, body)) is None


def test_without_a_token_of_ours_nobody_is_believed() -> None:
    assert hear({"application_token": ""}, knock("ONCRMDEALUPDATE", "759", "")) is None
    assert hear({}, knock("ONCRMDEALUPDATE", "759")) is None
