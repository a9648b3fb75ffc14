"""From the house's refusals to HTTP: one table, and the sentence in the person's language."""

from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from besedka.domain.errors import (
    BadInput,
    Conflict,
    Forbidden,
    NotFound,
    NotSignedIn,
    Refusal,
    TooMany,
    Unavailable,
)
from besedka.domain.language import FIRST, LANGUAGES, asked_for
from besedka.domain.sentences import sentence
from besedka.ports.database import DatabaseFailed
from besedka.ports.files import FilesFailed
from besedka.wire.shapes import Problem

log = structlog.get_logger()

STATUS: dict[type[Refusal], int] = {
    BadInput: 422,
    NotSignedIn: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}


def refusals(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Return how a router's refusals are described: by reference to the `Problem` that the visitors' poll describes. Nothing is ever
    held to them, and named as a model each would cost every route a validator of its own, a sixth of the time that a start takes."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {status: {"content": {"application/json": {"schema": schema}}} for status in statuses}


def language_of(request: Request) -> str:
    """Return the person's language: of the widget's for a visitor, of the apps' for anybody else."""
    spoken = LANGUAGES if request.url.path.startswith("/api/visitor/") else FIRST
    return asked_for(request.headers.get("accept-language", ""), spoken)


def problem(request: Request, refusal: Refusal) -> Response:
    """Return the answer to a refused request."""
    body: Problem = {
        "code": refusal.code,
        "params": dict(refusal.params),
        "message": sentence(refusal.code, refusal.params, language_of(request)),
    }
    headers = {"Cache-Control": "no-store"}
    if isinstance(refusal, TooMany):
        headers["Retry-After"] = str(refusal.params.get("retry_after", 1))
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    return Response(to_json(body), status, headers, "application/json")


def install(app: FastAPI) -> None:
    """Catch what the doors raise: the one place where a refusal becomes a status."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return problem(request, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        where = ".".join(str(part) for part in error.errors()[0]["loc"][1:]) or "body"
        return problem(request, BadInput("bad_input", {"field": where}))

    async def failed(request: Request, error: Exception) -> Response:
        code = error.code if isinstance(error, DatabaseFailed | FilesFailed) else "internal"
        return problem(request, Unavailable("internal" if code == "constraint" else code))

    async def unrouted(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            answer = problem(request, NotFound("method_not_allowed"))
            answer.status_code = 405
            answer.headers.update(error.headers or {})
            return answer
        return problem(
            request, NotFound("not_found") if error.status_code == 404 else BadInput("bad_input", {"field": "body"})
        )

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        Refusal: refused,
        RequestValidationError: invalid,
        DatabaseFailed: failed,
        FilesFailed: failed,
        HTTPException: unrouted,
        Exception: failed,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
