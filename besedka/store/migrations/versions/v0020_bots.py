"""Tickets to ways, and how far a bot's news were read."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Nobody was invited yet, and nothing was heard."""
    op.create_table(
        "way_tickets", sa.Column("id", sa.LargeBinary(), primary_key=True), sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("project", sa.BigInteger(), nullable=False), sa.Column("operator_id", sa.LargeBinary()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("events", "language", "asked_by")),
        sa.Column("person", sa.LargeBinary(), nullable=False), sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("way_id", sa.LargeBinary()), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("way_tickets_token", "way_tickets", ["token_hash"], unique=True)
    op.create_index("way_tickets_project", "way_tickets", ["project"])
    op.create_table(
        "bots", sa.Column("bot", sa.Text(), primary_key=True), sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("node", sa.LargeBinary(), nullable=False), sa.Column("held_until", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )  # fmt: skip
