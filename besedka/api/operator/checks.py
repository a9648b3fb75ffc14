"""A letter to oneself: whether what the ladder writes arrives."""

from fastapi import Request

from besedka.actions.alerts import letter_tests
from besedka.api.guards import deps_of
from besedka.api.operator.door import Me, make_router, read
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.post("/checks/letter")
async def write_check(request: Request, me: Me) -> words.TestLetters:
    """Have a test written by whatever the ladder would: to your own chats of Telegram, or else to your address. 429 `tests_too_fast`."""
    return operator_words.test_letters(me, await letter_tests.test(deps_of(request), me))


@router.get("/checks/letter")
async def read_check(request: Request, me: Me) -> words.TestLetters:
    """Return what became of your last test letters."""
    return operator_words.test_letters(me, await read(request, letter_tests.last(me, deps_of(request).clock.now())))
