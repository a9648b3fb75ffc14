"""What is said most is spelled without detours, and must be what the words say; what is heard most is heard as strictly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from besedka.domain.errors import BadInput
from besedka.domain.events import Event
from besedka.domain.file import File
from besedka.domain.ids import ConversationId, FileId, Instant, MessageId, OperatorId, Position, ProjectNumber, Seq
from besedka.domain.message import Message
from besedka.wire import operator_facts, visitor_words
from besedka.wire.decode import VISITOR, decode, decode_visitor
from tests.domain.samples import a_conversation

ID = "0198c0de0000700080000000000000aa"
IDS = st.binary(min_size=16, max_size=16)
NUMBERS = st.integers(0, 2**53)
TEXTS = st.text()


def event(message: Message, files: tuple[File, ...] = ()) -> Event:
    return Event(
        Position(7), Instant(5), "message_posted", a_conversation(), "visitor", None, 1, message, attached=files
    )


@given(IDS, NUMBERS, NUMBERS, st.none() | IDS, TEXTS, st.none() | NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS)
def test_an_operator_is_told_what_the_words_say(
    id: bytes,
    seq: int,
    at: int,
    by: bytes | None,
    text: str,
    quote: int | None,
    edited: int | None,
    deleted: int | None,
) -> None:
    operator = None if by is None else OperatorId(by)
    told = event(
        Message(
            MessageId(id), ConversationId(b"c" * 16), Seq(seq), Instant(at), "visitor" if by is None else "operator", operator, text,
            None if quote is None else Seq(quote), 0, None if edited is None else Instant(edited),
            None if deleted is None else Instant(deleted),
        )
    )  # fmt: skip
    assert operator_facts.encoded(told) == to_json(operator_facts.fact(told))


def test_a_message_with_files_is_told_with_them() -> None:
    file = File(
        FileId(b"f" * 16), ProjectNumber(1), None, "message", b"m" * 16, 0, "visitor", b"v" * 16, b"k", 'а"б.txt', "text/plain", 3,
        None, None, 0, "ready", Instant(1),
    )  # fmt: skip
    told = event(
        Message(MessageId(b"m" * 16), ConversationId(b"c" * 16), Seq(1), Instant(1), "visitor", None, "", None, 1),
        (file,),
    )
    assert operator_facts.encoded(told) == to_json(operator_facts.fact(told))
    assert json.loads(operator_facts.encoded(told))["message"]["files"][0]["name"] == 'а"б.txt'


@given(IDS, NUMBERS, NUMBERS, st.none() | st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True))
def test_an_acknowledgement_is_what_the_words_say(id: bytes, seq: int, at: int, position: str | None) -> None:
    words = {"t": "ack", "id": id.hex(), "seq": seq, "at": at, "position": position, "files": []}
    assert visitor_words.ack(id, seq, at, position, []) == to_json(words)


@given(TEXTS)
def test_a_message_is_heard_as_it_was_written(text: str) -> None:
    for spelled in (json.dumps, lambda frame: json.dumps(frame, ensure_ascii=False, separators=(",", ":"))):
        data = spelled({"t": "post", "id": ID, "text": text}).encode()
        assert decode_visitor(data) == decode(VISITOR, data) == {"t": "post", "id": ID, "text": text}


@pytest.mark.parametrize(
    "frame",
    [
        '{"t":"post"}',
        '{"t":"post","id":"x","text":"a"}',
        '{"t":"post","id":1,"text":"a"}',
        f'{{"t":"post","id":"{ID.upper()}","text":"a"}}',
        f'{{"t":"post","id":"{ID}","text":5}}',
        f'{{"t":"post","id":"{ID}","text":"a","more":1}}',
        f'{{"t":"post","id":"{ID}","text":"a","files":["x"]}}',
        f'{{"t":"post","id":"{ID}","text":"a","files":{json.dumps([ID] * 101)}}}',
        f'{{"t":"post","id":"{ID}","text":"a"',
        f'{{"t":"post","t":"unheard","id":"{ID}","text":"a"}}',
        '{"t":"post","t":"read","seq":"x"}',
        '{"t":"posted"}',
        "[]",
    ],
)
def test_a_frame_that_is_none_is_refused_in_the_same_words(frame: str) -> None:
    data = frame.encode()
    with pytest.raises(BadInput) as ordinary:
        decode(VISITOR, data)
    with pytest.raises(BadInput) as refused:
        decode_visitor(data)
    assert (refused.value.code, refused.value.params) == (ordinary.value.code, ordinary.value.params)


def test_what_only_begins_like_a_message_is_what_it_is() -> None:
    data = b'{"t":"post","t":"read","seq":4}'
    assert decode_visitor(data) == decode(VISITOR, data) == {"t": "read", "seq": 4}
