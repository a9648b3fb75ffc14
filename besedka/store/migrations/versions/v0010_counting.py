"""What each project counts on its sites: goals for its own analytics, and visits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing is counted, as before."""
    op.add_column("projects", sa.Column("counting", sa.Text(), nullable=False, server_default="{}"))
