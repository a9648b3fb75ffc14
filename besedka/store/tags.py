"""Tags, and which conversations have them.

A conversation's row holds the ids of its tags for showing, `taggings` holds them for finding. The id of a removed tag stays in rows as a
word that nobody knows, so removing one rewrites no conversation.
"""

from besedka.domain.ids import ConversationId, OperatorId, ProjectNumber, TagId
from besedka.domain.tag import Tag
from besedka.ports.database import Query, Save, Script, Statement
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import TAGGINGS, TAGS

_TAGS = ",".join(TAGS.columns)


def of_project(project: ProjectNumber) -> Script[list[Tag]]:
    """Return the project's tags, in the order of being made."""
    found = yield from fetch(f"SELECT {_TAGS} FROM tags WHERE project = $1 ORDER BY place, name, id", (project,), Tag)
    return found


def by_id(id: TagId) -> Script[Tag | None]:
    """Return a tag of any project."""
    found = yield from fetch_one(f"SELECT {_TAGS} FROM tags WHERE id = $1", (id,), Tag)
    return found


def keep(tag: Tag) -> Script[None]:
    """Store a tag, over what it was before; ConstraintFailed when the name is taken."""
    yield Save(TAGS, [(tag.id, tag.project, tag.name, tag.name_folded, tag.color, tag.place, tag.created_at)], True)


def remove(id: TagId) -> Script[None]:
    """Forget a tag, and what has it."""
    yield Query("DELETE FROM taggings WHERE tag_id = $1", (id,))
    yield Query("DELETE FROM tags WHERE id = $1", (id,))


def put(project: ProjectNumber, tag: TagId, conversation: ConversationId, *, on: bool) -> Statement:
    """Return the statement that writes down whether a conversation has a tag."""
    if on:
        return Save(TAGGINGS, [(tag, conversation, project)])
    return Query("DELETE FROM taggings WHERE tag_id = $1 AND conversation_id = $2", (tag, conversation))


def counts(project: ProjectNumber, operator: OperatorId, admin: bool) -> Script[dict[TagId, int]]:
    """Return how many conversations that are not closed have each tag, within the operator's scope."""
    sql = (
        "SELECT t.tag_id, count(*) FROM taggings t JOIN tags g ON g.id = t.tag_id JOIN conversations c ON c.id = t.conversation_id "
        "WHERE t.project = $1 AND c.status <> 'closed' AND (c.assignee_id IS NULL OR c.assignee_id = $2 "
        "OR CAST($3 AS BIGINT) = 1) GROUP BY t.tag_id"
    )
    rows = yield Query(sql, (project, operator, int(admin)))
    return {TagId(id): int(count) for id, count in rows}
