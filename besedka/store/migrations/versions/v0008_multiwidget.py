"""The ways to get in touch that the button offers, and how it looks, as each project chose it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Every project's button opens the chat, as before."""
    op.add_column("projects", sa.Column("multiwidget", sa.Text(), nullable=False, server_default="{}"))
