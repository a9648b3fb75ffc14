"""A device that is told by push belongs to the session that subscribed it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """No device is known yet."""
    op.add_column("ways", sa.Column("session", sa.LargeBinary(), nullable=True))
    op.create_index("ways_session", "ways", ["session"])
