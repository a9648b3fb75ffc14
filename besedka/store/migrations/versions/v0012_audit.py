"""Who did what, and which members may read it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def _int(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    """The log begins now, and the owner alone reads it."""
    op.create_table(
        "audit", sa.Column("id", sa.LargeBinary(), nullable=False), _int("project"), _int("at"), _text("kind"), _text("side"),
        sa.Column("person_id", sa.LargeBinary()), _text("address"), _text("about"), sa.Column("about_id", sa.LargeBinary()),
        _text("changes"), sa.PrimaryKeyConstraint("project", "id"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("audit_project", "audit", ["project", "at", "id"])
    op.create_index("audit_kind", "audit", ["project", "kind", "at", "id"])
    op.create_index("audit_at", "audit", ["at"])
    op.add_column("members", sa.Column("audits", sa.BigInteger(), nullable=False, server_default="0"))
