"""What the cast does without sockets: units handed straight to a house's committer, each answered by a future."""

import asyncio
from typing import TypeVar

from besedka.actions.conversations import Mark, MarkVerb, OperatorVerb, Verb
from besedka.actions.messages import OperatorPost, Origin, Posted, VisitorPost
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, FileId, MessageId, OperatorId, new_id
from besedka.domain.visitor import mint_key
from besedka.ports.database import Query, Row, Script, Value
from besedka.store.commits import Make
from tests.people import Shop

T = TypeVar("T")
ORIGIN = Origin("https://shop.example/lamp", "Лампа", "", "ru", "Test/1")


def submit(house: House, make: Make[T]) -> "asyncio.Future[T]":
    """Submit the unit that `make` builds around its `done`; the future fails with what it was refused with."""
    answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def done(outcome: T | BaseException) -> None:
        if isinstance(outcome, BaseException):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    house.deps.committer.submit(make(done))
    return answer


class Author:
    """A visitor of the shop, on one node or another."""

    def __init__(self, house: House, shop: Shop) -> None:
        self.house = house
        self.shop = shop
        self.key = mint_key(house.deps.secret, shop.number, house.deps.clock.now())

    def new_id(self) -> MessageId:
        """Return an id for a message."""
        return MessageId(new_id(self.house.deps.clock.now()))

    def post(self, text: str, id: MessageId | None = None, house: House | None = None) -> "asyncio.Future[Posted]":
        """Post a message through this author's node, or another."""
        node = house or self.house
        named, at = id or self.new_id(), node.deps.clock.now()
        return submit(node, lambda done: VisitorPost(self.shop.number, self.key, named, text, at, ORIGIN, None, done))

    async def conversation(self) -> ConversationId:
        """Return the id of this visitor's conversation."""
        rows = await read(self.house, "SELECT conversation_id FROM visitors WHERE id = $1", self.key.visitor)
        return ConversationId(rows[0][0])


def answer(
    house: House,
    shop: Shop,
    operator: OperatorId,
    c: ConversationId,
    text: str,
    id: MessageId | None = None,
    files: tuple[FileId, ...] = (),
) -> "asyncio.Future[Posted]":
    """Post an operator's answer."""
    now = house.deps.clock.now()
    named, admin = id or MessageId(new_id(now)), operator == shop.anna
    return submit(
        house, lambda done: OperatorPost(shop.number, operator, admin, c, named, text, now, done, files=files)
    )


def act(
    house: House, shop: Shop, operator: OperatorId, c: ConversationId, verb: Verb
) -> "asyncio.Future[Conversation]":
    """Take, close or reopen a conversation."""
    now, admin = house.deps.clock.now(), operator == shop.anna
    return submit(house, lambda done: OperatorVerb(shop.number, operator, admin, c, verb, now, done))


def mark(house: House, shop: Shop, operator: OperatorId | None, c: ConversationId, verb: MarkVerb, seq: int) -> None:
    """Move a mark: of the operator, or of the visitor."""
    side, now = "visitor" if operator is None else "operator", house.deps.clock.now()
    unit = Mark(shop.number, c, "visitor" if side == "visitor" else "operator", verb, seq, now, operator, None)
    house.deps.committer.submit(unit)


async def read(house: House, sql: str, *args: Value) -> list[Row]:
    """Return what a query finds."""

    def script() -> Script[list[Row]]:
        rows = yield Query(sql, args)
        return [tuple(row) for row in rows]

    return await house.deps.database.read(script())
