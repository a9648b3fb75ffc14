"""Calls to be made later, with what they are about."""

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


def calling(do: Callable[P, object], *about: P.args, **named: P.kwargs) -> Callable[[], None]:
    """Return a call that Qt may make: it is not to add what it knows of a click, as it does where a function would take it."""

    def call() -> None:
        do(*about, **named)

    return call
