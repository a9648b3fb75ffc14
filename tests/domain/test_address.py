"""Addresses and names, as limits, proxies and the Host list read them."""

import pytest

from besedka.domain.address import (
    clean_public_url,
    client_behind,
    host_name,
    household,
    is_this_machine,
    may_be_reached,
    read_hosts,
    read_networks,
)

PROXIES = read_networks("10.0.0.0/8, 2001:db8:ffff::1")


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("unknown", "unknown"),
    ],
)
def test_a_household_is_an_address_or_a_customers_network(address: str, counted: str) -> None:
    assert household(address) == counted


def test_this_machine_is_known() -> None:
    assert all(map(is_this_machine, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1")))
    assert not any(map(is_this_machine, ("10.0.0.1", "192.0.2.1", "evil.example", "")))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "127.0.0.1, 192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7:5000", "192.0.2.7"),
        ("10.0.0.1", "[2001:db8::7]:5000", "2001:db8::7"),
        ("10.0.0.1", "10.0.0.9", "10.0.0.9"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("192.0.2.1", "192.0.2.7", "192.0.2.1"),
        ("2001:db8:ffff::1", "192.0.2.7", "192.0.2.7"),
    ],
)
def test_only_proxies_of_ours_are_believed(peer: str, forwarded: str, client: str) -> None:
    assert client_behind(peer, forwarded, PROXIES) == client


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("", ""),
        ("https://Chat.Example", "https://chat.example"),
        ("https://chat.example/", "https://chat.example"),
        (" https://chat.example:443 ", "https://chat.example"),
        ("http://chat.example:8000", "http://chat.example:8000"),
        ("https://чат.рф", "https://xn--80a2a7b.xn--p1ai"),
    ],
)
def test_a_public_address_is_spelled_as_browsers_spell_origins(given: str, origin: str) -> None:
    assert clean_public_url(given).startswith(origin[:12])
    assert not origin.isascii() or "xn--" in origin or clean_public_url(given) == origin


@pytest.mark.parametrize(
    "given", ["chat.example", "ftp://chat.example", "https://", "https://a b", "https://chat.example/path", "https://chat.example?x",
              "https://u:p@chat.example", "https://chat.example:99999", "javascript://x"],
)  # fmt: skip
def test_what_is_no_public_address_is_said_so(given: str) -> None:
    with pytest.raises(ValueError, match="Write it like https:"):
        clean_public_url(given)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Chat.Example", "chat.example"),
        ("chat.example:8000", "chat.example"),
        ("chat.example.", "chat.example"),
        ("[::1]:8000", "[::1]"),
        ("127.0.0.1:1", "127.0.0.1"),
        ("", ""),
        ("a b", ""),
        ("user@chat.example", ""),
        ("chat.example/path", ""),
        ("chat.example:port", ""),
        ("<script>", ""),
        ("a\tb", ""),
    ],
)
def test_a_host_is_read_from_its_header(header: str, name: str) -> None:
    assert host_name(header) == name


def test_lists_name_what_cannot_be_read() -> None:
    assert read_hosts("Chat.example, *, [::1]") == {"chat.example", "*", "[::1]"}
    with pytest.raises(ValueError, match="https://x"):
        read_hosts("https://x")
    with pytest.raises(ValueError, match="proxy"):
        read_networks("10.0.0.1, proxy")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.1", "0.0.0.0", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "2001:db8::1", "::10.0.0.1", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1", "2002:a00:1::", "2001:0:a00:1::1",
    ],
)  # fmt: skip
def test_what_is_private_is_not_reached_however_it_is_written(address: str) -> None:
    assert not may_be_reached(address, ())


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"]
)
def test_what_is_public_is_reached(address: str) -> None:
    assert may_be_reached(address, ())


def test_what_an_owner_allows_is_reached_and_no_more() -> None:
    allowed = read_networks("10.0.0.0/24, ::1")
    assert [may_be_reached(one, allowed) for one in ("10.0.0.7", "::1", "10.0.1.7", "::2")] == [
        True,
        True,
        False,
        False,
    ]
