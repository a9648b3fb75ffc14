"""The text that goes to a CRM: every message, once, in order, in parts that fit; and nothing that was deleted."""

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import ConversationId, Instant, MessageId, OperatorId, Seq
from besedka.domain.message import Message
from besedka.domain.transcript import Part, Span, Voices, about, parts

C, ANNA = ConversationId(b"c" * 16), OperatorId(b"a" * 16)
NOON = Instant(1_795_780_800_000)
VOICES = Voices("Ольга", {ANNA: "Анна"}, {}, "Europe/Moscow", "ru")


def message(seq: int, text: str, by: OperatorId | None = None, deleted: bool = False) -> Message:
    author = "operator" if by else "visitor"
    gone = NOON if deleted else None
    return Message(MessageId(bytes([seq]) * 16), C, Seq(seq), NOON, author, by, text, deleted_at=gone)  # type: ignore[arg-type]


def test_it_reads_as_people_spoke() -> None:
    found = parts([message(1, "Здравствуйте!\nЛампа есть?"), message(2, "Да", ANNA)], Span(42, 1, 2), VOICES, 10_000)
    assert found == [
        Part(
            "Обращение № 42, сообщения с 1 по 2",
            "Обращение № 42, сообщения с 1 по 2\n\n"
            "27.11.2026 15:00 Ольга: Здравствуйте!\nЛампа есть?\n27.11.2026 15:00 Анна: Да",
        )
    ]


def test_files_are_named_and_unknown_people_are_called_by_their_part() -> None:
    voices = Voices("", {}, {MessageId(b"\1" * 16): ["счёт.pdf"]}, "UTC", "en")
    text = parts([message(1, ""), message(2, "Hi", ANNA)], Span(1, 1, 2), voices, 10_000)[0].text
    assert "Client: [file: счёт.pdf]" in text
    assert "Operator: Hi" in text


def test_what_was_deleted_is_not_there_and_changes_no_mark() -> None:
    whole = parts([message(1, "a"), message(2, "b")], Span(1, 1, 2), VOICES, 10_000)
    less = parts([message(1, "a"), message(2, "", deleted=True)], Span(1, 1, 2), VOICES, 10_000)
    assert [one.mark for one in whole] == [one.mark for one in less]
    assert not parts([message(1, "", deleted=True)], Span(1, 1, 1), VOICES, 10_000)


@given(st.lists(st.text("абв \n", min_size=1, max_size=400), min_size=1, max_size=30), st.integers(300, 2_000))
def test_every_letter_goes_once_in_parts_that_fit_and_have_names_of_their_own(texts: list[str], limit: int) -> None:
    messages = [message(seq, text) for seq, text in enumerate(texts, 1)]
    found = parts(messages, Span(7, 1, len(texts)), VOICES, limit)
    assert all(len(one.text) <= limit for one in found)
    assert all(one.text.startswith(f"{one.mark}\n") for one in found)
    assert len({one.mark for one in found}) == len(found)
    said = "".join(one.text.removeprefix(f"{one.mark}\n\n") for one in found).replace("\n", "")
    assert said == "".join(f"27.11.2026 15:00 Ольга: {text}" for text in texts).replace("\n", "")
    assert found == parts(messages, Span(7, 1, len(texts)), VOICES, limit)


def test_what_is_known_of_the_client_goes_before_the_first_message_alone() -> None:
    facts = {"page": "https://shop.example/", "referrer": "", "utm_source": "yandex", "conversation_link": ""}
    told = about(facts, {"товар": "Маяк"}, "ru")
    voices = Voices("Ольга", {}, {}, about=told)
    assert told == ["Страница: https://shop.example/", "Источник: yandex", "товар: Маяк", ""]
    assert "товар: Маяк" in parts([message(1, "a")], Span(1, 1, 1), voices, 1_000)[0].text
    assert "товар: Маяк" not in parts([message(2, "a")], Span(1, 2, 2), voices, 1_000)[0].text
