"""What a lead comes to, and what of it the CRM was told."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Nothing was said of any lead's sum yet."""
    for name in ("sum", "sum_sent"):
        op.add_column("leads", sa.Column(name, sa.BigInteger()))
