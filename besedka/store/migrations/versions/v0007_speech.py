"""What the widget says, as each project chose it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Every project speaks its languages in the standard words, as before."""
    op.add_column("projects", sa.Column("speech", sa.Text(), nullable=False, server_default="{}"))
