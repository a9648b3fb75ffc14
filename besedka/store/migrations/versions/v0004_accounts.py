"""Accounts: who may make projects, tickets for one use, mail on its way, and the sites where the counter was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _int(name: str, *, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False, primary_key=key, autoincrement=False)


def _text(name: str, *, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, primary_key=key)


def _key(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), primary_key=True, nullable=False)


def upgrade() -> None:
    """Add the tables. Whoever owns a project already may make more of them; whoever was let in as a member may not."""
    op.add_column("owners", sa.Column("founder", sa.BigInteger(), nullable=False, server_default="1"))
    op.execute("UPDATE owners SET founder = 0 WHERE id NOT IN (SELECT owner_id FROM projects)")
    op.create_table(
        "tickets", _key("token_hash"), _text("kind"), _text("email"), _int("created_at"), _int("expires_at"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("tickets_email", "tickets", ["email"])
    op.create_table(
        "mails", _key("id"), _text("kind"), _text("email"), _text("language"), _int("created_at"), _int("due_at"),
        _int("tries"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("mails_due", "mails", ["due_at"])
    op.create_table(
        "sightings", _int("project", key=True), _text("site", key=True), _int("first_at"), _int("last_at"), _text("url"),
        _int("hour"), _text("loads"), sqlite_with_rowid=False,
    )  # fmt: skip
