"""Everything that can be refused, as one family with stable codes.

    Refusal          what a person asked for cannot be done; `code` is stable, `params` fill the sentence
    ├── BadInput     what was sent is malformed or out of bounds; nothing changed
    ├── NotSignedIn  no session, an expired one, a wrong password
    ├── Forbidden    a known person, but not theirs to do
    ├── NotFound     no such thing within the person's scope
    ├── Conflict     somebody was quicker, or the state does not allow it
    ├── TooMany      a rate limit; `params["retry_after"]` in seconds
    └── Unavailable  busy, or a failing disk: nothing was stored, try again
    Fault            the installation cannot run as it is; the text says what to do

The sentence of every code, in each language, stands in `domain/sentences/`. A code never changes its meaning.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

Params: TypeAlias = Mapping[str, str | int]

_NO_PARAMS: Params = MappingProxyType({})


class Refusal(Exception):
    """A request that was refused: nothing changed. `code` is one of the keys of `domain.sentences.SENTENCES`."""

    def __init__(self, code: str, params: Params = _NO_PARAMS) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class BadInput(Refusal):
    """What was sent is malformed or out of bounds."""


class NotSignedIn(Refusal):
    """No session, an expired one, or a wrong password."""


class Forbidden(Refusal):
    """The person is known, but this is not theirs to do."""


class NotFound(Refusal):
    """There is no such thing, or it is outside the person's scope: the two look alike."""


class Conflict(Refusal):
    """Somebody was quicker, or the state does not allow it."""


class TooMany(Refusal):
    """A rate limit was reached; `params["retry_after"]` gives the seconds to wait."""


class Unavailable(Refusal):
    """The server is busy or its disk fails: nothing was stored, the same request may be sent again."""


class Fault(Exception):
    """The installation cannot run as it is. `code` is stable; the text says what happened and what to do."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
