"""Alerts, the ways by which people are told, and what goes to them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def _int(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.BigInteger(), nullable=nullable) for name in names]


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=nullable) for name in names]


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint("id"), sqlite_with_rowid=False)


def upgrade() -> None:
    """Nobody is told of anything yet."""
    _table(
        "ways", *_bytes("id"), *_int("project"), *_bytes("operator_id", nullable=True), *_text("carrier", "name", "address", "mark"),
        *_bytes("sealed"), *_text("events", "quiet", "language"), *_int("is_on"), *_text("fault", "added_by"),
        *_int("created_at", "used_at"),
    )  # fmt: skip
    op.create_index("ways_project", "ways", ["project", "operator_id"])
    _table(
        "alerts", *_bytes("id"), *_int("project"), *_text("kind", "key"), *_bytes("conversation_id", nullable=True), *_text("facts"),
        *_int("at"),
    )  # fmt: skip
    op.create_index("alerts_key", "alerts", ["project", "key"], unique=True)
    op.create_index("alerts_project", "alerts", ["project", "id"])
    op.create_index("alerts_conversation", "alerts", ["conversation_id"])
    _table(
        "deliveries", *_bytes("id"), *_int("project"), *_bytes("way_id", "operator_id", nullable=True), *_text("carrier", "cause"),
        *_bytes("alert_id", "conversation_id", nullable=True), *_text("facts"), *_int("step", "created_at", "due_at"),
        *_text("state"), *_int("tries", "held_until"), *_text("code", "detail"), *_int("sent_at", nullable=True),
    )  # fmt: skip
    op.create_index("deliveries_due", "deliveries", ["state", "due_at"])
    op.create_index("deliveries_project", "deliveries", ["project", "id"])
    op.create_index("deliveries_way", "deliveries", ["way_id", "id"])
    op.create_index("deliveries_conversation", "deliveries", ["conversation_id"])
    op.create_table(
        "watches", sa.Column("project", sa.BigInteger(), primary_key=True, autoincrement=False),
        *_int("position"), *_int("absent_since", nullable=True), *_int("told_at", "is_told"),
    )  # fmt: skip
