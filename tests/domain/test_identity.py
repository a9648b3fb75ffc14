"""Signed identities: what proves who somebody is, for how long, and what proves nothing."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import identity
from besedka.domain.identity import Identity
from besedka.domain.ids import Instant, ProjectNumber

NOW = Instant(1_780_000_000_000)
SERVER, PROJECT = b"s" * 32, ProjectNumber(1001)
SALTS = identity.rotated(Identity(), NOW)
SECRET = identity.keys(SERVER, PROJECT, SALTS)[0]
OLGA = {"id": "42", "name": "Ольга", "email": "olga@mail.example", "until": str(NOW // 1000 + 3600)}


def signed(secret: str = SECRET, **more: str) -> dict[str, str]:
    """Return what is said, signed as docs/how-to/know-your-users.md has it."""
    said = {**OLGA, **more}
    text = "\n".join(said.get(name, "") for name in ("id", "name", "email", "phone", "until"))
    return {**said, "hash": hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()}


def test_what_the_site_has_signed_is_proven() -> None:
    who = identity.proven([SECRET], signed(), NOW)
    assert who is not None
    assert (who.id, dict(who.contacts)) == ("42", {"name": "Ольга", "email": "olga@mail.example"})
    assert identity.proven([SECRET], {**signed(), "hash": signed()["hash"].upper()}, NOW) == who


@pytest.mark.parametrize("name", ["id", "name", "email", "phone", "until", "hash"])
@given(st.text(max_size=20))
def test_whatever_is_changed_afterwards_proves_nothing(name: str, other: str) -> None:
    said = signed()
    if said.get(name, "") != other and not (name == "hash" and other.lower() == said["hash"]):
        assert identity.proven([SECRET], {**said, name: other}, NOW) is None


@pytest.mark.parametrize(
    "said",
    [
        OLGA,
        signed(id=""),
        signed(id=" "),
        signed(id="42\nОльга", name=""),
        signed(until="soon"),
        signed(until="-1"),
        signed(until="9" * 13),
        signed(until=str(NOW // 1000)),
        signed(until=str(NOW // 1000 + identity.LONGEST + 1)),
        signed("another secret"),
        signed(""),
        {},
        {"hash": "ключ"},
    ],
)
def test_what_is_unsigned_over_or_not_this_projects_is_a_claim(said: dict[str, str]) -> None:
    assert identity.proven([SECRET], said, NOW) is None
    assert identity.proven([], said, NOW) is None


def test_while_the_secret_is_changed_both_are_good() -> None:
    changed = identity.rotated(SALTS, NOW)
    good = identity.keys(SERVER, PROJECT, changed)
    assert (good[1], len(set(good))) == (SECRET, 2)
    assert identity.proven(good, signed(SECRET), NOW) == identity.proven(good, signed(good[0]), NOW)
    alone = identity.keys(SERVER, PROJECT, identity.ended(changed))
    assert alone == good[:1]
    assert identity.proven(alone, signed(SECRET), NOW) is None
    assert identity.read(identity.write(changed)) == changed


def test_each_project_has_a_secret_of_its_own() -> None:
    assert identity.keys(SERVER, ProjectNumber(1002), SALTS) != identity.keys(SERVER, PROJECT, SALTS)
    assert identity.keys(b"t" * 32, PROJECT, SALTS) != identity.keys(SERVER, PROJECT, SALTS)
    homes = {identity.home_key(SERVER, number, id).visitor for number in (1001, 1002) for id in ("42", "43")}  # type: ignore[arg-type]
    assert len(homes) == 4
