"""The ladder: how far it is climbed for each conversation that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Whoever waits already is called for when something happens with their conversation: nobody is called by hundreds of them at once."""
    op.add_column("conversations", sa.Column("called", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "ladders", sa.Column("conversation_id", sa.LargeBinary(), primary_key=True),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("project", "since", "done", "due_at")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ladders_due", "ladders", ["due_at"])
    op.create_index("ladders_project", "ladders", ["project", "due_at"])
    op.create_table(
        "climbs", sa.Column("project", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )  # fmt: skip
    op.execute("INSERT INTO climbs (project, position) SELECT number, position FROM projects")
