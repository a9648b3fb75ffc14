"""Where a link goes, and which server may be spoken to: nothing of it guesses in the page's favour."""

import pytest
from besedka_desktop.addresses import (
    AddressWrong,
    Invitation,
    conversation_of,
    invitation,
    origin_of,
    where,
)
from hypothesis import given
from hypothesis import strategies as st

SERVER = "https://chat.okna-komfort.ru"
ID = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("typed", "server", "project"),
    [
        ("chat.okna-komfort.ru", SERVER, None),
        ("  https://chat.okna-komfort.ru/  ", SERVER, None),
        ("https://chat.okna-komfort.ru:443/operator/?project=1042", SERVER, 1042),
        ("https://chat.okna-komfort.ru:8443/operator/?project=0", f"{SERVER}:8443", None),
        ("HTTPS://Chat.Okna-Komfort.RU", SERVER, None),
        ("чат.окна.рф", "https://xn--80a0bn.xn--80atjc.xn--p1ai", None),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", None),
        ("localhost:8000/operator/?project=7", "http://localhost:8000", 7),
        ("http://[::1]:8000", "http://[::1]:8000", None),
    ],
)
def test_what_a_person_types(typed: str, server: str, project: int | None) -> None:
    assert invitation(typed) == Invitation(server, project)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "address_needed"),
        ("x" * 3_000, "address_needed"),
        ("http://chat.okna-komfort.ru", "address_open"),
        ("http://127.0.0.1.nip.io", "address_open"),
        ("http://localhost.evil.example", "address_open"),
        ("https://anna:secret@chat.okna-komfort.ru", "address_wrong"),
        ("ftp://chat.okna-komfort.ru", "address_wrong"),
        ("javascript://chat.okna-komfort.ru/%0aalert(1)", "address_wrong"),
        ("https://", "address_wrong"),
        ("https://chat.okna komfort.ru", "address_wrong"),
        ("https://chat.okna-komfort.ru:99999", "address_wrong"),
        ("https://'+alert(1)+'", "address_wrong"),
    ],
)
def test_what_is_refused(typed: str, why: str) -> None:
    with pytest.raises(AddressWrong, match=why):
        invitation(typed)


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        (f"{SERVER}/operator/mine/{ID}", "app"),
        (f"{SERVER}/operator", "app"),
        (f"{SERVER}/api/operator/v1/files/1", "file"),
        (f"{SERVER}/operators/", "outside"),
        (f"{SERVER}/cabinet/", "outside"),
        (f"{SERVER}.evil.example/operator/", "outside"),
        (f"{SERVER}:8443/operator/", "outside"),
        ("http://chat.okna-komfort.ru/operator/", "outside"),
        ("https://example.com/", "outside"),
        ("mailto:anna@example.com", "nowhere"),
        ("file:///etc/passwd", "nowhere"),
        ("javascript:alert(1)", "nowhere"),
        ("data:text/html,<b>", "nowhere"),
        ("besedka://conversation/x", "nowhere"),
        ("chrome://settings", "nowhere"),
        ("", "nowhere"),
    ],
)
def test_where_a_link_goes(url: str, goes: str) -> None:
    assert where(url, SERVER) == goes


@given(st.text(max_size=60))
def test_whatever_is_typed_leads_to_an_origin_or_nowhere(typed: str) -> None:
    try:
        found = invitation(typed)
    except AddressWrong:
        return
    assert origin_of(found.server) == found.server
    assert found.server.startswith(("https://", "http://localhost", "http://127.", "http://[::1]"))


@pytest.mark.parametrize(
    ("link", "conversation"),
    [
        (f"besedka://conversation/{ID}", ID),
        (f"BESEDKA://conversation/{ID.upper()}/", ID),
        (f"besedka://conversation/{ID}/client", None),
        (f"besedka://conversation/../{ID}", None),
        (f"https://conversation/{ID}", None),
        ("besedka://", None),
        ("--quit", None),
    ],
)
def test_deep_links(link: str, conversation: str | None) -> None:
    assert conversation_of(link) == conversation
