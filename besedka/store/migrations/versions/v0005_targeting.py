"""When and where the chat is shown, as each project chose it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Every project shows its chat everywhere and at any time, as before."""
    op.add_column("projects", sa.Column("targeting", sa.Text(), nullable=False, server_default="{}"))
