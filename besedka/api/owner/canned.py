"""Canned responses in the cabinet: kept by the owner and the members."""

from typing import Annotated

from fastapi import Depends, Request

from besedka.actions import canned as actions
from besedka.actions.canned import Keeper
from besedka.api.canned import keep_folders, keep_responses
from besedka.api.owner.door import Me, Number, make_router, read
from besedka.domain.ids import ProjectNumber
from besedka.wire import operator as words
from besedka.wire import operator_words

ALL, FOLDERS = "/projects/{number}/canned", "/projects/{number}/folders"
router = make_router()


async def keeper(me: Me, number: Number) -> Keeper:
    """Return the person as one who keeps the project's canned responses: whether they may, the action asks."""
    return Keeper(ProjectNumber(number), person=me.id)


@router.get(ALL)
async def list_canned(request: Request, who: Annotated[Keeper, Depends(keeper)]) -> words.CannedLibrary:
    """Return all canned responses of the project."""
    return operator_words.library(await read(request, actions.library(who)))


keep_responses(router, ALL, keeper)
keep_folders(router, FOLDERS, keeper)
