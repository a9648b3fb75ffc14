"""Cities by address: real bases, read, replaced, broken; and the doctor's word on each."""

import json
from pathlib import Path

import pytest

from besedka.actions.cities import Cities
from besedka.app import open_house
from besedka.config import Settings
from besedka.doctor import Finding, examine
from tests.bases import KAZAN, TVER, write_base
from tests.people import ANNA, open_shop
from tests.serving import serving
from tests.units import read


def test_a_known_address_an_unknown_one_and_nonsense(tmp_path: Path) -> None:
    cities = Cities(write_base(tmp_path / "cities.mmdb", {"203.0.113.0/24": TVER, "2001:db8::/32": KAZAN}))
    assert cities.of("203.0.113.7") == TVER
    assert cities.of("2001:db8::1") == KAZAN
    for other in ("198.51.100.1", "", "somebody", "203.0.113.7:80"):
        assert cities.of(other) == {}


def test_what_a_base_holds_is_cleaned(tmp_path: Path) -> None:
    odd = {"ru": "Твер\nь" + "ь" * 500, "en": "", "de": "Twer"}
    cities = Cities(write_base(tmp_path / "cities.mmdb", {"203.0.113.0/24": odd, "198.51.100.0/24": "no names"}))
    assert list(cities.of("203.0.113.7")) == ["ru"]
    assert len(cities.of("203.0.113.7")["ru"]) <= 100
    assert cities.of("198.51.100.1") == {}


def test_no_base_knows_no_city() -> None:
    cities = Cities(None)
    cities.look_again()
    assert cities.of("203.0.113.7") == {}


def test_a_base_that_comes_changes_breaks_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "cities.mmdb"
    cities = Cities(path)
    assert cities.of("203.0.113.7") == {}
    write_base(path, {"203.0.113.0/24": TVER})
    cities.look_again()
    assert cities.of("203.0.113.7") == TVER
    write_base(path, {"203.0.113.0/24": KAZAN, "198.51.100.0/24": TVER})  # over the same file
    assert cities.of("203.0.113.7") == TVER, "what is open is not what is being written"
    cities.look_again()
    assert cities.of("203.0.113.7") == KAZAN
    path.write_bytes(b"half a base")
    cities.look_again()
    assert cities.of("203.0.113.7") == KAZAN, "a broken base takes nothing away"
    path.unlink()
    cities.look_again()
    assert cities.of("203.0.113.7") == KAZAN


def doctors_word(settings: Settings) -> Finding:
    return next(finding for finding in examine(settings) if finding.name == "cities")


def test_the_doctor_says_what_base_there_is(tmp_path: Path) -> None:
    path = tmp_path / "cities.mmdb"
    settings = Settings(data=tmp_path, cities=path)
    assert doctors_word(Settings(data=tmp_path)).ok
    assert "[cities_unreadable]" in doctors_word(settings).text
    path.write_bytes(b"no base")
    assert not doctors_word(settings).ok
    write_base(path, {"203.0.113.0/24": TVER})
    assert doctors_word(settings).ok
    assert doctors_word(settings).text.startswith("Test-City of 20")


@pytest.mark.parametrize("whole", [True, False])
async def test_the_city_comes_into_the_card_and_a_broken_base_stops_nothing(
    settings: Settings, tmp_path: Path, whole: bool
) -> None:
    path = write_base(tmp_path / "cities.mmdb", {"127.0.0.1/32": TVER})
    if not whole:
        path.write_bytes(path.read_bytes()[:100])
    async with (
        open_house(settings.model_copy(update={"cities": path})) as house,
        serving(house, await open_shop(house.deps)) as server,
    ):
        olga = await server.visitor()
        assert await read(house, "SELECT city FROM profiles") == []
        await olga.post("Здравствуйте")
        rows = await read(house, "SELECT id FROM conversations")
        async with server.http(await server.sign_in(ANNA)) as http:
            card = (await http.get(f"/api/operator/v1/conversations/{rows[0][0].hex()}/card")).json()
        assert card["profile"]["city"] == (TVER if whole else {})
        assert json.loads((await read(house, "SELECT city FROM profiles"))[0][0]) == card["profile"]["city"]
