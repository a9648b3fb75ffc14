"""Search: the index of words in rows of both databases, by blocks of documents; what was indexed is indexed anew from the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Put the new tables of search in place of the old ones."""
    for table in ("search_words", "search_docs"):
        op.drop_table(table)
    op.execute("DELETE FROM search_state")
    op.create_table(
        "search_docs",
        sa.Column("doc", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("project", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref_id", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("search_docs_ref", "search_docs", ["ref_id", "kind"], unique=True)
    op.create_index("search_docs_conversation", "search_docs", ["conversation_id", "doc"])
    op.create_table(
        "search_postings",
        sa.Column("project", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("block", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("word", sa.LargeBinary(), primary_key=True),
        sa.Column("docs", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
