"""Tells uploads, in words that both doors share."""

from typing import Protocol

from besedka.domain.file import File
from besedka.wire import shapes

PIECE_OF_A_FILE: dict[str, object] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""How a request whose body is bytes is described."""
A_PICTURE: dict[str, object] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("image/png", "image/jpeg")},
    }
}
"""The same for a picture, which is taken by its content, whatever the header says."""


class Told(Protocol):
    """An upload, and how many bytes of it are there."""

    @property
    def file(self) -> File:
        """The file."""

    @property
    def received(self) -> int:
        """The bytes."""


def upload(it: Told) -> shapes.Upload:
    """Return how far an upload is."""
    f = it.file
    return {
        "id": f.id.hex(), "name": f.name, "size": f.size, "received": it.received, "ready": f.state == "ready", "type": f.type,
        "width": f.width, "height": f.height,
    }  # fmt: skip
