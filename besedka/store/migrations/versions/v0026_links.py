"""Links by the conversation that they open: they are counted in its card, and revoked together."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Those that have let somebody in are kept from now on."""
    op.create_index("continuations_conversation", "continuations", ["conversation_id"])
