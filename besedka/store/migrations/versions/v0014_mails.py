"""What a letter that waits is about: until now only ways to an account were sent, and they are about nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """What waits already is about nothing."""
    op.add_column("mails", sa.Column("about", sa.Text(), nullable=False, server_default="{}"))
