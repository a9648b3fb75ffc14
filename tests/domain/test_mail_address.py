"""What addresses of letters carry is proven, survives what mail servers do to it, and is nobody else's."""

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import mail_address as rules
from besedka.domain.ids import ConversationId, ProjectNumber

SECRET, OTHER = b"s" * 32, b"o" * 32
IDS = st.binary(min_size=16, max_size=16).map(ConversationId)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@given(IDS, st.booleans())
def test_an_answer_finds_its_conversation_in_any_case(id: ConversationId, loud: bool) -> None:
    address = rules.reply_address(SECRET, id, "chat@shop.example")
    assert len(address.partition("@")[0]) <= 64
    said = address.upper() if loud else address
    assert rules.read_reply(SECRET, f"Дом <{said}>, somebody@else.example") == id
    assert rules.read_reply(OTHER, address) is None


@given(IDS, st.integers(0, 44), st.sampled_from(LETTERS))
def test_no_letter_of_the_mark_may_be_another(id: ConversationId, place: int, letter: str) -> None:
    name, _, rest = rules.reply_address(SECRET, id, "chat@shop.example").partition("+")
    mark, _, host = rest.partition("@")
    forged = f"{name}+{mark[:place]}{letter}{mark[place + 1 :]}@{host}"
    assert (
        rules.read_reply(SECRET, forged) in ((id,) if place == 44 or letter == mark[place] else (None,)) or place == 44
    )


@given(IDS, st.integers(1, 999_999))
def test_a_letter_of_ours_is_known_by_its_id(id: ConversationId, number: int) -> None:
    named = f"<other@x> <{rules.message_id(SECRET, id, number)}@shop.example>"
    assert rules.read_ids(SECRET, named) == (id, number)
    assert rules.read_ids(OTHER, named) is None
    assert rules.read_ids(SECRET, named.replace(f".{number}.", f".{number + 1}.")) is None


@given(IDS, IDS, st.permutations([1, 2, 30]))
def test_of_a_conversations_letters_the_last_is_meant(
    id: ConversationId, other: ConversationId, order: list[int]
) -> None:
    ids = [rules.message_id(SECRET, id, number) for number in order] + [rules.message_id(SECRET, other, 40)]
    assert rules.read_ids(SECRET, " ".join(f"<{one}@shop.example>" for one in ids)) == (id, 30 if id != other else 40)


@given(st.integers(1, 2**40), st.emails(), st.text(max_size=60))
def test_a_stop_is_one_projects_and_one_addresss(number: int, email: str, noise: str) -> None:
    project = ProjectNumber(number)
    token = rules.stop_token(SECRET, project, email)
    assert rules.read_stop(SECRET, token) == (project, rules.address_hash(SECRET, project, email.upper()))
    assert rules.read_stop(OTHER, token) is None
    assert rules.read_stop(SECRET, noise) is None
    assert rules.address_hash(SECRET, project, email) != rules.address_hash(SECRET, ProjectNumber(number + 1), email)


def test_only_an_id_that_a_header_can_carry_is_named_again() -> None:
    assert rules.is_id("<CAF+x=1_a@mail.example.com>")
    for foreign in (
        "",
        "no brackets@x",
        "<ответ@example.com>",
        "<a b@x>",
        "<a@x> <b@x>",
        f"<{'a' * 300}@x>",
        "<a@x>\r\nBcc: b@x",
        "<=?utf-8?q?=D0=B0?=>",
    ):
        assert not rules.is_id(foreign)
