"""Canned responses: read by every operator, kept by administrators."""

from fastapi import Request

from besedka.actions.canned import Keeper
from besedka.api.canned import keep_folders, keep_responses
from besedka.api.operator.door import Me, make_router, read
from besedka.store import canned as store
from besedka.wire import operator as words
from besedka.wire import operator_words

router = make_router()


@router.get("/canned")
async def list_canned(request: Request, me: Me) -> words.CannedLibrary:
    """Return all canned responses of the project, for the app to search in by itself."""
    return operator_words.library(await read(request, store.library(me.project)))


async def keeper(me: Me) -> Keeper:
    """Return the operator as one who keeps canned responses: whether they may, the action asks."""
    return Keeper(me.project, operator=me)


keep_responses(router, "/canned", keeper)
keep_folders(router, "/folders", keeper)
