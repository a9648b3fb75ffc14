"""Which projects were deleted, and what is still to be taken away of them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def _int(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def upgrade() -> None:
    """None was deleted so far."""
    op.create_table(
        "deletions", sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text(), nullable=False), sa.Column("owner_id", sa.LargeBinary(), nullable=False), _int("at"),
        sa.Column("side", sa.Text(), nullable=False), _int("due_at"), _int("over_at", null=True), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("deletions_key", "deletions", ["key"], unique=True)
