"""Letters that bring clients back, the links in them, and whom nobody writes to."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def _int(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _table(name: str, key: str, *columns: sa.Column[object]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key.split()), sqlite_with_rowid=False)


def upgrade() -> None:
    """What was said until now is nobody's letter: journals are looked through from where they stand."""
    _table(
        "continuations", "token_hash", _bytes("token_hash"), _int("project"), _bytes("conversation_id"),
        _bytes("operator_id", nullable=True), _bytes("visitor_id"), _int("created_at"), _int("expires_at"),
        _bytes("used_by", nullable=True),
    )  # fmt: skip
    op.create_index("continuations_expires", "continuations", ["expires_at"])
    _table(
        "follow_ups", "conversation_id", _bytes("conversation_id"), _int("project"), *_text("state"),
        _bytes("operator_id", nullable=True), _int("again"), _int("asked_at"), _int("due_at"), _int("tries"), _int("held_until"),
        _int("upto"), _int("going"), _int("letters"), *_text("thread", "email", "code", "detail"), _int("sent_at", nullable=True),
    )  # fmt: skip
    op.create_index("follow_ups_due", "follow_ups", ["state", "due_at"])
    _table("follow_marks", "project", _int("project"), _int("position"))
    op.execute("INSERT INTO follow_marks (project, position) SELECT number, position FROM projects")
    _table("mail_stops", "project address", _int("project"), _bytes("address"), *_text("kind"), _int("at"))
