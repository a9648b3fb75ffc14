"""Forms that visitors fill in, and what they agree to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _int(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    """Every project goes on as before: the chat stays when nobody is there, and no consent is asked for."""
    op.add_column("projects", sa.Column("forms", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("conversations", sa.Column("left_by", sa.Text()))
    op.create_table(
        "consents", sa.Column("id", sa.LargeBinary(), primary_key=True, nullable=False), _int("project"),
        sa.Column("visitor_id", sa.LargeBinary(), nullable=False), sa.Column("conversation_id", sa.LargeBinary(), nullable=False),
        _int("at"), _text("version"), _text("words"), _text("link"), _text("language"), _text("reason"), _text("address"),
        _text("page_url"), _text("user_agent"), sa.Column("withdrawn_at", sa.BigInteger()), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("consents_project", "consents", ["project", "at", "id"])
    op.create_index("consents_conversation", "consents", ["conversation_id"])
