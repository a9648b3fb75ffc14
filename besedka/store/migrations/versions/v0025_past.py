"""How far a lead has come in CRMs that were connected before."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Nothing is known of before: such a lead is looked for by its mark, as ever."""
    op.add_column("leads", sa.Column("past", sa.Text(), nullable=False, server_default=""))
