"""Conversations come back among the new ones when whoever was responsible was disabled (PRODUCT.md 3.2)."""

from collections.abc import Callable, Sequence

from besedka.actions.deps import Deps
from besedka.domain import conversation as rules
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.store import conversations
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


class Return:
    """Give back what one operator has in work; what is theirs no more, or closed by now, stays as it is."""

    __slots__ = ("_at", "_ids", "_operator", "_project", "done")

    def __init__(
        self,
        project: ProjectNumber,
        operator: OperatorId,
        ids: Sequence[ConversationId],
        at: Instant,
        done: Callable[[int | BaseException], None],
    ) -> None:
        self._project, self._operator, self._ids, self._at, self.done = project, operator, ids, at, done

    def need(self, needs: Needs) -> None:
        """The project's counter and the conversations."""
        needs.projects.add(self._project)
        needs.conversations.update(dict.fromkeys(self._ids, self._project))

    def apply(self, ledger: Ledger) -> int:
        """Answer how many came back."""
        given = 0
        for id in self._ids:
            c = ledger.conversations.get(id)
            if c is not None and c.assignee == self._operator and rules.give_back(c):
                ledger.announce(c, "conversation_returned", self._at, "operator", None, ref=self._operator)
                given += 1
        return given


async def from_disabled(deps: Deps, project: ProjectNumber | None = None) -> int:
    """Give back what disabled operators have in work, in one project or in all, until nothing is left; answers how many.

    A client who writes again to a disabled operator's closed conversation brings it here too.
    """
    total = 0
    while found := await deps.database.read(conversations.of_disabled(project)):
        given = 0
        for number, operator, ids in found:
            given += await _give_back(deps, number, operator, ids)
        total += given
        if not given:
            break
    return total


async def _give_back(deps: Deps, project: ProjectNumber, operator: OperatorId, ids: list[ConversationId]) -> int:
    now = deps.clock.now()
    return await deps.committer.ask(lambda done: Return(project, operator, ids, now, done))
