"""How the command line speaks: answers on standard output, refusals and faults as one sentence with a code on standard error."""

import json
from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

import typer

from besedka.domain.errors import Fault, Refusal
from besedka.domain.sentences import sentence

T = TypeVar("T")
Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


def guarded(work: Callable[[], T]) -> T:
    """Do the work; what is refused, or cannot be, is told in a sentence with its code, and ends the program with 1."""
    try:
        return work()
    except Fault as fault:
        typer.echo(f"besedka: {fault} [{fault.code}]", err=True)
    except Refusal as refusal:
        typer.echo(f"besedka: {sentence(refusal.code, refusal.params, 'en')} [{refusal.code}]", err=True)
    raise typer.Exit(1)


def answer(found: Mapping[str, object], as_json: bool) -> None:
    """Say what was found: line by line, or as one JSON object."""
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        print(f"{name}: {value}")
