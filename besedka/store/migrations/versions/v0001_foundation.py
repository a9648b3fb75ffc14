"""The foundation: projects, people, visitors, conversations, messages, the journal, presence.

Keys are clustered (`WITHOUT ROWID` on SQLite): one tree less to write per row. A message costs three trees: its own, the index that
reads a thread, and the journal.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def _id(name: str, *, null: bool = False, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=null, primary_key=key)


def _int(name: str, *, null: bool = False, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=null, primary_key=key, autoincrement=False)


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=null, primary_key=key)


def upgrade() -> None:
    """Create every table of the first release."""
    _table("installation", _text("name", key=True), _id("value"))
    _people()
    _talk()
    _table(
        "journal", _int("project", key=True), _int("position", key=True), _int("at"), _text("kind"), _id("conversation_id"),
        _text("side"), _id("operator_id", null=True), _int("seq"),
    )  # fmt: skip
    _table("presence", _id("operator_id", key=True), _id("node", key=True), _int("project"), _int("seen_at"))


def _people() -> None:
    _table(
        "owners", _id("id", key=True), _text("email"), _text("email_folded"), _text("name"), _text("password"), _int("created_at"),
        sa.UniqueConstraint("email_folded"),
    )  # fmt: skip
    _table(
        "projects", _int("number", key=True), _text("key"), _id("owner_id"), _text("name"), _text("sites"), _text("language"),
        _int("hue"), _int("position"), _int("ordinal"), _int("created_at"), _int("counter_seen_at", null=True),
        _text("counter_seen_url", null=True), sa.UniqueConstraint("key"),
    )  # fmt: skip
    _table(
        "operators", _id("id", key=True), _int("project"), _text("email"), _text("email_folded"), _text("name"),
        _text("title", null=True), _text("role"), _text("password"), _int("created_at"), _int("disabled_at", null=True),
        sa.UniqueConstraint("project", "email_folded"),
    )  # fmt: skip
    _table(
        "sessions", _id("token_hash", key=True), _text("kind"), _id("person_id"), _int("project", null=True), _int("created_at"),
        _int("expires_at"),
    )  # fmt: skip
    op.create_index("sessions_person", "sessions", ["person_id"])


def _talk() -> None:
    _table(
        "visitors", _id("id", key=True), _int("project"), _id("secret_hash"), _id("conversation_id", null=True), _int("created_at"),
        _int("revoked_at", null=True),
    )  # fmt: skip
    _table(
        "conversations", _id("id", key=True), _int("project"), _int("ordinal"), _id("visitor_id"), _text("status"),
        _id("assignee_id", null=True), _text("visitor_name", null=True), _int("created_at"), _int("closed_at", null=True),
        _int("last_position"), _int("last_at"), _int("last_seq"), _text("last_side", null=True), _id("last_operator", null=True),
        _text("last_text"), _int("waiting_since", null=True), _int("unread_operator"), _int("unread_visitor"),
        _int("visitor_delivered"), _int("visitor_read"), _int("operator_delivered"), _int("operator_read"), _text("page_url"),
        _text("page_title"), _text("referrer"), _text("language"), _text("user_agent"),
    )  # fmt: skip
    op.create_index("conversations_list", "conversations", ["project", "status", "assignee_id"])
    _table(
        "messages", _id("id", key=True), _id("conversation_id"), _int("seq"), _int("at"), _text("side"),
        _id("operator_id", null=True), _text("text"),
    )  # fmt: skip
    op.create_index("messages_thread", "messages", ["conversation_id", "seq"], unique=True)
