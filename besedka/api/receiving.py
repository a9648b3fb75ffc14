"""Bodies that come in pieces, from programs that no schema binds."""

from fastapi import Request

from besedka.domain.errors import BadInput


async def whole(request: Request, most: int) -> bytes:
    """Return a request's body. BadInput as soon as it has more bytes than that."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise BadInput("bad_input", {"field": "body"})
    return bytes(body)
