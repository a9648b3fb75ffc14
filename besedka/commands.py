"""The command line: serve · demo · doctor · project · owner · operator · member · desktop. Clear sentences, and exit codes."""

import asyncio
import contextlib
import io
import json
import logging
import os
import secrets
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Annotated, TypeVar

import structlog
import typer
from pydantic import ValidationError

from besedka.app import House, open_house
from besedka.collector import resting
from besedka.config import Settings
from besedka.domain.ids import ProjectNumber
from besedka.printing import Json, answer, guarded
from besedka.publishing import desktop_app
from besedka.setup import (
    add_member,
    add_operator,
    allow_site,
    create_project,
    delete_project,
    demo_installation,
    first_steps,
    give_password,
    invite_owner,
)

T = TypeVar("T")
app = typer.Typer(no_args_is_help=True, add_completion=False, help="Besedka: a self-hosted online chat for websites.")
project_app = typer.Typer(no_args_is_help=True, help="Projects: one company's chat each.")
owner_app = typer.Typer(no_args_is_help=True, help="Owners: who makes projects and signs in to the cabinet.")
operator_app = typer.Typer(no_args_is_help=True, help="Operators: who answers visitors.")
member_app = typer.Typer(no_args_is_help=True, help="Members: who besides the owner signs in to the cabinet.")
app.add_typer(project_app, name="project")
app.add_typer(owner_app, name="owner")
app.add_typer(operator_app, name="operator")
app.add_typer(member_app, name="member")
app.add_typer(desktop_app, name="desktop")

Data = Annotated[Path | None, typer.Option(help="Folder of the embedded database (BESEDKA_DATA).")]
Host = Annotated[str | None, typer.Option(help="Address to listen on (BESEDKA_HOST).")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 picks a free one (BESEDKA_PORT).")
]


@app.command()
def serve(data: Data = None, host: Host = None, port: Port = None, as_json: Json = False) -> None:
    """Serve visitors, operators and the cabinet until a signal comes."""
    _serve(_settings(data, host, port), as_json, demo=False)


@app.command()
def demo(data: Data = None, host: Host = None, port: Port = None, as_json: Json = False) -> None:
    """Serve with a demo shop, making a project, an owner and an operator on the first start."""
    _serve(_settings(data, host, port), as_json, demo=True)


@app.command()
def doctor(data: Data = None, as_json: Json = False) -> None:
    """Say what is wrong with this installation, and what to do about it."""
    settings = _settings(data, None, None)
    with resting():
        from besedka.doctor import examine

    findings = examine(settings)
    if as_json:
        print(
            json.dumps(
                {"ok": all(f.ok for f in findings), "checks": [f.as_json() for f in findings]}, ensure_ascii=False
            )
        )
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.name}: {finding.text}")
    raise typer.Exit(0 if all(f.ok for f in findings) else 1)


@project_app.command("create")
def project_create(
    name: Annotated[str, typer.Option(help="The company's name, as visitors see it.")],
    owner_email: Annotated[str, typer.Option(help="The owner's e-mail; a known owner gets one more project.")],
    owner_name: Annotated[str, typer.Option(help="The owner's name.")] = "Owner",
    owner_password: Annotated[
        str | None, typer.Option(help="The owner's password; left out, one is made and shown.")
    ] = None,
    site: Annotated[list[str] | None, typer.Option(help="A site that may carry the counter; repeat for more.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a project, and its owner if the e-mail is new."""
    password = owner_password or secrets.token_urlsafe(12)

    async def make(house: House) -> dict[str, object]:
        return await create_project(house, name, site or [], owner_name, owner_email, password)

    answer(_in_house(_settings(data, None, None), make), as_json)


@project_app.command("allow-site")
def project_allow_site(
    project: Annotated[int, typer.Option(help="The project's number.")],
    site: Annotated[str, typer.Option(help="The site, like https://shop.example.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Let one more site carry the counter."""

    async def allow(house: House) -> dict[str, object]:
        return await allow_site(house, ProjectNumber(project), site)

    answer(_in_house(_settings(data, None, None), allow), as_json)


@project_app.command("delete")
def project_delete(
    project: Annotated[int, typer.Option(help="The project's number.")],
    name: Annotated[str, typer.Option(help="What the project is called: nothing of it can be brought back.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Delete a project for ever: its people, conversations, files and settings."""
    settings = _settings(data, None, None)
    answer(_in_house(settings, lambda house: delete_project(house, ProjectNumber(project), name)), as_json)


@owner_app.command("invite")
def owner_invite(
    email: Annotated[str, typer.Option(help="Whom the account is for; left out, whoever opens the link chooses.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a link with which somebody makes an account of the cabinet: once, within a day."""
    settings = _settings(data, None, None)
    answer(_in_house(settings, lambda house: invite_owner(house, email)), as_json)


@owner_app.command("password")
def owner_password(
    email: Annotated[str, typer.Option(help="The e-mail of the account, an owner's or a member's.")],
    password: Annotated[str | None, typer.Option(help="The new password; left out, one is made and shown.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Give somebody of the cabinet a new password, and end their sessions."""
    secret = password or secrets.token_urlsafe(12)
    settings = _settings(data, None, None)
    answer(_in_house(settings, lambda house: give_password(house, email, secret)), as_json)


@operator_app.command("add")
def operator_add(
    project: Annotated[int, typer.Option(help="The project's number.")],
    name: Annotated[str, typer.Option(help="The operator's name; clients see it.")],
    email: Annotated[str, typer.Option(help="The operator's e-mail, for signing in.")],
    password: Annotated[str | None, typer.Option(help="The password; left out, one is made and shown.")] = None,
    title: Annotated[str | None, typer.Option(help="What clients see beside the name, like “sales”.")] = None,
    admin: Annotated[
        bool, typer.Option("--admin", help="Make an operator-administrator, who sees every conversation.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make an operator."""
    secret = password or secrets.token_urlsafe(12)

    async def add(house: House) -> dict[str, object]:
        return await add_operator(house, ProjectNumber(project), name, email, secret, title, admin)

    answer(_in_house(_settings(data, None, None), add), as_json)


@member_app.command("add")
def member_add(
    project: Annotated[int, typer.Option(help="The project's number.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    email: Annotated[str, typer.Option(help="The person's e-mail, for signing in to the cabinet.")],
    password: Annotated[
        str | None, typer.Option(help="The password of a new account; left out, one is made and shown.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Let a person into a project's cabinet; one who is known keeps their password."""
    secret = password or secrets.token_urlsafe(12)

    async def add(house: House) -> dict[str, object]:
        return await add_member(house, ProjectNumber(project), name, email, secret)

    answer(_in_house(_settings(data, None, None), add), as_json)


def _settings(data: Path | None, host: str | None, port: int | None) -> Settings:
    given: dict[str, object] = {k: v for k, v in (("data", data), ("host", host), ("port", port)) if v is not None}
    try:
        settings = Settings.model_validate({**Settings().model_dump(), **given})
    except ValidationError as error:
        wrong = ", ".join(
            f"BESEDKA_{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()
        )
        typer.echo(f"besedka: a setting cannot be used. {wrong} [settings_invalid]", err=True)
        raise typer.Exit(1) from None
    _log_to_stderr(settings.log)
    return settings


def _serve(settings: Settings, as_json: bool, *, demo: bool) -> None:
    with resting():
        from besedka.server import run

    async def ready(house: House, url: str) -> None:
        installed = await (demo_installation(house, url) if demo else first_steps(house, url))
        print(installed.as_json() if as_json else installed.as_text(), flush=True)

    guarded(lambda: run(settings, ready))


def _in_house(settings: Settings, work: Callable[[House], Awaitable[T]]) -> T:
    async def inside() -> T:
        async with open_house(settings) as house:
            return await work(house)

    return guarded(lambda: _run(inside()))


def _run(work: Coroutine[object, object, T]) -> T:
    return asyncio.run(work)


class _Stderr(io.TextIOBase):
    """Standard error that never fails: a log on a full disk must not keep the house from answering."""

    def write(self, text: str) -> int:
        """Write what can be written; the rest of the line is lost."""
        with contextlib.suppress(OSError):
            os.write(2, text.encode("utf-8", "backslashreplace"))
        return len(text)


def _log_to_stderr(kind: str) -> None:
    renderer = (
        structlog.processors.JSONRenderer()
        if kind == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info, renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(_Stderr()),  # type: ignore[arg-type]  # all that it is asked for
    )  # fmt: skip
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
