"""The files of one client, over all conversations, within an operator's scope."""

from besedka.domain.card import CardFile
from besedka.domain.conversation import Conversation
from besedka.domain.file import File
from besedka.domain.ids import Instant, Seq
from besedka.domain.operator import Operator
from besedka.ports.database import Query, Script, Value
from besedka.store.lists import Place
from besedka.store.schema import FILES

_F = ",".join(f"f.{name}" for name in FILES.columns)
_AT = "COALESCE(m.at, n.at)"
_PAGE = (
    f"SELECT {_AT}, COALESCE(m.seq, n.after_seq), {_F} "
    "FROM (SELECT id FROM conversations WHERE id = $4 UNION SELECT id FROM conversations WHERE contact_id = $5) k "
    "CROSS JOIN conversations c CROSS JOIN files f "
    "LEFT JOIN messages m ON m.id = f.use_id AND f.use = 'message' LEFT JOIN notes n ON n.id = f.use_id AND f.use = 'note' "
    "WHERE c.id = k.id AND c.project = $1 AND (c.assignee_id IS NULL OR c.assignee_id = $2 OR CAST($3 AS BIGINT) = 1) "
    f"AND f.conversation_id = c.id AND f.state <> 'gone' AND {_AT} IS NOT NULL"
)
"""CROSS JOIN has SQLite go from the client's conversations to their files, whatever it knows or does not know of the tables."""
_AFTER = f" AND (-{_AT} > $7 OR (-{_AT} = $7 AND f.id < $8))"


def page(me: Operator, of: Conversation, after: Place | None, limit: int) -> Script[list[CardFile]]:
    """Return a page of the files that this conversation's client sent or was sent, and of those in notes: newest first, of this
    conversation and the contact's others, as far as the operator sees them."""
    known = of.contact or b""
    args: tuple[Value, ...] = (me.project, me.id, int(me.role == "admin"), of.id, known, limit, *(after or ()))
    sql = f"{_PAGE}{_AFTER if after else ''} ORDER BY -{_AT}, f.id DESC LIMIT $6"
    rows = yield Query(sql, args)
    return [CardFile(File(*row[2:]), Instant(row[0]), Seq(row[1])) for row in rows]


def place(of: CardFile) -> Place:
    """Return where a file stands in the order."""
    return -of.at, of.file.id
