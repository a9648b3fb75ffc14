"""Which conversations were begun while somebody was there: by their first answers visitors are told how long one takes."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Of those that are known nobody can tell any more: the wait is told once there are new ones."""
    op.add_column("conversations", sa.Column("attended", sa.BigInteger(), nullable=False, server_default="0"))
    there = sa.text("attended = 1")
    op.create_index(
        "conversations_attended",
        "conversations",
        ["project", "created_at"],
        sqlite_where=there,
        postgresql_where=there,
    )
