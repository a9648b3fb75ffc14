"""Pipedrive's webhooks: believed by their password, and of ids alone."""

import base64
import json

import pytest

from besedka.adapters.crm.pipedrive.connector import CONNECTOR
from besedka.ports.crm import Heard, Knock

VALUES = {"hook_password": "тайна:с двоеточием"}
DEAL = {
    "meta": {"action": "change", "entity": "deal", "entity_id": "19", "version": "2.0"},
    "data": {"id": 19},
    "previous": {},
}


def basic(password: str, scheme: str = "Basic") -> str:
    return f"{scheme} {base64.b64encode(f'besedka:{password}'.encode()).decode()}"


def heard(
    body: object, authorization: str = basic(VALUES["hook_password"]), values: dict[str, str] = VALUES
) -> Heard | None:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    assert CONNECTOR.hear is not None
    return CONNECTOR.hear(values, Knock("https://chat.example/hook", {"authorization": authorization}, sent))


@pytest.mark.parametrize("scheme", ["Basic", "basic"])
def test_an_event_tells_the_id_of_its_deal_or_person(scheme: str) -> None:
    assert heard(DEAL, basic(VALUES["hook_password"], scheme)) == Heard(leads=("19",))
    assert heard({"meta": {"entity": "person", "entity_id": 18}}) == Heard(contacts=("18",))
    assert heard({"meta": {"entity": "note", "entity_id": "1"}}) == heard({}) == heard([]) == Heard()


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic !", basic(""), basic("другая"), basic(VALUES["hook_password"], "Bearer"), "Basic ÿ"],
)
def test_what_does_not_bring_the_password_is_not_believed(authorization: str) -> None:
    assert heard(DEAL, authorization) is None


def test_without_a_password_nothing_is_believed() -> None:
    assert heard(DEAL, basic(""), {}) is None
    assert heard(DEAL, basic(""), {"hook_password": " "}) is None


def test_what_is_no_json_is_not_believed() -> None:
    assert heard(b"\xff{") is None
