"""HTTP to addresses that people typed: what is no address is said to be none."""

import pytest

from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.http import HttpFailed, Request


@pytest.mark.parametrize(
    "url", ["", "crm.example", "ftp://crm.example/", "https://", "http://[::", "https://a b.example"]
)
async def test_what_is_no_address_of_a_web_server_is_said_to_be_none(url: str) -> None:
    http = GuardedHttp()
    with pytest.raises(HttpFailed) as failed:
        await http.ask(Request("GET", url))
    await http.close()
    assert (failed.value.code, failed.value.lost) == ("http_address", False)
