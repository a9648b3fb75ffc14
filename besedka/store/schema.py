"""The tables, as the code writes them. `store/migrations` builds the same ones (tests/store/test_migrations holds the two together)."""

from besedka.ports.database import ColumnType, Table

REVISION = "0001"
"""The newest migration: what this version of the code needs the database to be at."""


def _table(name: str, key: str, /, **columns: ColumnType) -> Table:
    return Table(name, tuple(key.split()), columns)


INSTALLATION = _table("installation", "name", name="text", value="bytes")

OWNERS = _table(
    "owners", "id", id="bytes", email="text", email_folded="text", name="text", password="text", created_at="int"
)

PROJECTS = _table(
    "projects", "number",
    number="int", key="text", owner_id="bytes", name="text", sites="text", language="text", hue="int",
    position="int", ordinal="int", created_at="int", counter_seen_at="int", counter_seen_url="text",
)  # fmt: skip

OPERATORS = _table(
    "operators", "id",
    id="bytes", project="int", email="text", email_folded="text", name="text", title="text", role="text",
    password="text", created_at="int", disabled_at="int",
)  # fmt: skip

SESSIONS = _table(
    "sessions", "token_hash",
    token_hash="bytes", kind="text", person_id="bytes", project="int", created_at="int", expires_at="int",
)  # fmt: skip

VISITORS = _table(
    "visitors", "id",
    id="bytes", project="int", secret_hash="bytes", conversation_id="bytes", created_at="int", revoked_at="int",
)  # fmt: skip

CONVERSATIONS = _table(
    "conversations", "id",
    id="bytes", project="int", ordinal="int", visitor_id="bytes", status="text", assignee_id="bytes", visitor_name="text",
    created_at="int", closed_at="int", last_position="int", last_at="int", last_seq="int", last_side="text",
    last_operator="bytes", last_text="text", waiting_since="int", unread_operator="int", unread_visitor="int",
    visitor_delivered="int", visitor_read="int", operator_delivered="int", operator_read="int",
    page_url="text", page_title="text", referrer="text", language="text", user_agent="text",
)  # fmt: skip

MESSAGES = _table(
    "messages", "id",
    id="bytes", conversation_id="bytes", seq="int", at="int", side="text", operator_id="bytes", text="text",
)  # fmt: skip

JOURNAL = _table(
    "journal", "project position",
    project="int", position="int", at="int", kind="text", conversation_id="bytes", side="text", operator_id="bytes", seq="int",
)  # fmt: skip

PRESENCE = _table("presence", "operator_id node", operator_id="bytes", node="bytes", project="int", seen_at="int")

TABLES = (INSTALLATION, OWNERS, PROJECTS, OPERATORS, SESSIONS, VISITORS, CONVERSATIONS, MESSAGES, JOURNAL, PRESENCE)
