"""Leads, the CRM that takes them, and what was asked of it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def _int(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def upgrade() -> None:
    """No project has connected a CRM yet, and no conversation has a lead."""
    op.create_table(
        "crms", sa.Column("project", sa.BigInteger(), primary_key=True, autoincrement=False), *_text("connector"), _bytes("sealed"),
        *_text("rules", "extra", "known"), _int("known_at"), *_text("account", "fault"), _int("connected_at"), _int("checked_at"),
        _int("position"), _int("held_until"),
    )  # fmt: skip
    op.create_table(
        "leads", _bytes("conversation_id"), _int("project"), *_text("title", "name", "phone", "email"),
        _bytes("operator_id", nullable=True), *_text("cause", "state"), _int("asked"), _int("created_at"), _int("asked_at"),
        _int("due_at"), _int("tries"), *_text("step", "begun", "crm", "contact", "placed", "url"), _int("said"),
        _int("upto"), _int("part"), *_text("assigned", "responsible", "unmatched", "code", "detail", "left_out"),
        sa.Column("sent_at", sa.BigInteger()), _int("held_until"), *_text("stage", "manager"),
        sa.PrimaryKeyConstraint("conversation_id"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("leads_due", "leads", ["state", "due_at"])
    op.create_index("leads_project", "leads", ["project", "asked_at", "conversation_id"])
    op.create_table(
        "crm_calls", _bytes("id"), _int("project"), _bytes("conversation_id", nullable=True), _int("at"), *_text("method", "url"),
        _int("status"), _int("took"), *_text("code", "sent", "got"), sa.PrimaryKeyConstraint("project", "id"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("crm_calls_at", "crm_calls", ["at"])
