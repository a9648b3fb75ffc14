"""From bytes to frames: one compiled validator per language, and a refusal that names the field."""

import json
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from besedka.domain.errors import BadInput
from besedka.domain.ids import FileId
from besedka.wire import operator, visitor

T = TypeVar("T")

VISITOR: TypeAdapter[visitor.VisitorSays] = TypeAdapter(visitor.VisitorSays)
OPERATOR: TypeAdapter[operator.OperatorSays] = TypeAdapter(operator.OperatorSays)


_POST = TypeAdapter(visitor.Post).validator


def decode_visitor(data: bytes) -> visitor.VisitorSays:
    """Return the visitor's frame, as `decode` does. What looks like a message is asked first whether it is one, without looking for its
    kind among all others."""
    if data.startswith(b'{"t":"post"') and b"\\" not in data:
        try:
            post: visitor.Post = _POST.validate_json(data)
            return post
        except ValidationError:
            pass  # the ordinary way finds out what is wrong with it, and says so
    return decode(VISITOR, data)


def decode(adapter: TypeAdapter[T], data: bytes) -> T:
    """Return the frame that `data` spells; BadInput `frame_unknown` or `frame_malformed` with the field."""
    try:
        # One byte is found many times faster than two, and hardly any message has a backslash.
        escaped = b"\\" in data and (b"\\ud" in data or b"\\uD" in data)
        # What adapter.validate_json does, without asking for options first.
        frame: T = adapter.validator.validate_json(_whole(data) if escaped else data)
        return frame
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] in ("union_tag_invalid", "union_tag_not_found"):
            raise BadInput("frame_unknown") from None
        raise BadInput("frame_malformed", {"field": ".".join(str(part) for part in first["loc"]) or "json"}) from None


def file_ids(texts: list[str] | None) -> tuple[FileId, ...]:
    """Return the ids of the files that a post names."""
    return tuple(FileId(bytes.fromhex(text)) for text in texts) if texts else ()


def _whole(data: bytes) -> bytes:
    """Return the JSON with a replacement character for every half of a pair: browsers spell what was cut in the middle so."""
    try:
        text = json.dumps(json.loads(data), ensure_ascii=False)
    except (ValueError, RecursionError):
        return data
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
