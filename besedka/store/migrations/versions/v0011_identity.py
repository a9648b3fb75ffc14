"""Who the site has proven its visitors to be."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nobody is proven yet; a project gets its secret when somebody asks for it."""
    op.add_column("projects", sa.Column("identity", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("contacts", sa.Column("external_id", sa.Text()))
    op.add_column("contacts", sa.Column("home_id", sa.LargeBinary()))
    op.create_index("contacts_external", "contacts", ["project", "external_id"])
