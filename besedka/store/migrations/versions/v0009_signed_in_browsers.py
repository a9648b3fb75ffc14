"""By which browser somebody is signed in, and when it was seen last."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Sessions that stand have an unknown browser, seen when it signed in."""
    op.add_column("sessions", sa.Column("user_agent", sa.Text(), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("seen_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE sessions SET seen_at = created_at")
