"""Contacts, and the conversations that they are in."""

from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ContactId, ConversationId, Instant, ProjectNumber
from besedka.domain.operator import Operator
from besedka.ports.database import Query, Save, Script, Statement, Value
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import CONTACTS, CONVERSATIONS

_CONTACT = ",".join(CONTACTS.columns)
_C = ",".join(CONVERSATIONS.columns)
_SCOPE = "(c.assignee_id IS NULL OR c.assignee_id = $2 OR CAST($3 AS BIGINT) = 1)"


def by_id(project: ProjectNumber, id: ContactId) -> Script[Contact | None]:
    """Return one contact of the project."""
    found = yield from fetch_one(
        f"SELECT {_CONTACT} FROM contacts WHERE id = $1 AND project = $2", (id, project), Contact
    )
    return found


def by_external_id(project: ProjectNumber, external: str) -> Script[Contact | None]:
    """Return the contact of a person whom the site has proven under this id; the oldest, should two devices have made one each."""
    sql = f"SELECT {_CONTACT} FROM contacts WHERE project = $1 AND external_id = $2 ORDER BY created_at, id LIMIT 1"
    found = yield from fetch_one(sql, (project, external), Contact)
    return found


def reached_by(project: ProjectNumber, phone: str, email_folded: str, limit: int) -> Script[list[Contact]]:
    """Return the contacts with this telephone or this e-mail, the oldest first; an empty one is nobody's."""
    sql = (
        f"SELECT {_CONTACT} FROM contacts WHERE project = $1 AND (phone = $2 OR email_folded = $3) ORDER BY id LIMIT $4"
    )
    found = yield from fetch(sql, (project, phone or "-", email_folded or "-", limit), Contact)
    return found


def at_home(id: ContactId, visitor: bytes) -> Statement:
    """Return the statement that says under which visitor a proven person talks, unless that is known."""
    return Query("UPDATE contacts SET home_id = $1 WHERE id = $2 AND home_id IS NULL", (visitor, id))


def conversations(project: ProjectNumber, id: ContactId) -> Script[list[ConversationId]]:
    """Return every conversation of a contact, whoever may see it."""
    rows = yield Query("SELECT id FROM conversations WHERE contact_id = $1 AND project = $2", (id, project))
    return [ConversationId(row[0]) for row in rows]


def earlier(me: Operator, id: ContactId, besides: ConversationId, limit: int) -> Script[list[Conversation]]:
    """Return a contact's other conversations within the operator's scope, newest words first."""
    columns = ",".join(f"c.{name}" for name in CONVERSATIONS.columns)
    sql = (
        f"SELECT {columns} FROM conversations c WHERE c.project = $1 AND {_SCOPE} AND c.contact_id = $4 AND c.id <> $5 "
        "ORDER BY c.last_at DESC LIMIT $6"
    )
    found = yield from fetch(sql, (me.project, me.id, int(me.role == "admin"), id, besides, limit), Conversation)
    return found


def alike(me: Operator, contact: Contact, limit: int) -> Script[list[Contact]]:
    """Return other contacts with the same telephone or e-mail, of whom the operator may see a conversation."""
    columns = ",".join(f"o.{name}" for name in CONTACTS.columns)
    sql = (
        f"SELECT {columns} FROM contacts o WHERE o.project = $1 AND o.id <> $4 AND (o.phone = $5 OR o.email_folded = $6) AND EXISTS "
        f"(SELECT 1 FROM conversations c WHERE c.contact_id = o.id AND {_SCOPE}) ORDER BY o.updated_at DESC LIMIT $7"
    )
    args: tuple[Value, ...] = (
        me.project, me.id, int(me.role == "admin"), contact.id, contact.phone or "-", contact.email_folded or "-", limit,
    )  # fmt: skip
    found = yield from fetch(sql, args, Contact)
    return found


def visible(me: Operator, id: ContactId) -> Script[bool]:
    """Tell whether the operator may see a conversation of this contact."""
    sql = f"SELECT 1 FROM conversations c WHERE c.project = $1 AND {_SCOPE} AND c.contact_id = $4 LIMIT 1"
    rows = yield Query(sql, (me.project, me.id, int(me.role == "admin"), id))
    return bool(rows)


def added(contact: Contact) -> Statement:
    """Return the statement that stores a new contact."""
    return Save(CONTACTS, [tuple(getattr(contact, name) for name in CONTACTS.columns)])


def changed(id: ContactId, changes: dict[str, str | None], claimed: str, at: Instant) -> Statement:
    """Return the statement that changes some of a contact's fields."""
    columns = [*changes, "claimed", "updated_at"]
    sets = ", ".join(f"{name} = ${number}" for number, name in enumerate(columns, 2))
    return Query(f"UPDATE contacts SET {sets} WHERE id = $1", (id, *changes.values(), claimed, at))


def of_visitor(visitor: bytes, contact: ContactId) -> Statement:
    """Return the statement that says who a visitor is."""
    return Query("UPDATE visitors SET contact_id = $1 WHERE id = $2", (contact, visitor))
