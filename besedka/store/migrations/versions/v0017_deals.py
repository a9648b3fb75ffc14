"""The built-in CRM: pipelines, stages, and leads in them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def _int(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=nullable) for name in names]


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint("id"), sqlite_with_rowid=False)


def upgrade() -> None:
    """A project's first pipeline is made when somebody needs it."""
    _table("pipelines", *_bytes("id"), _int("project"), _int("place"), *_text("title", "currency"))
    op.create_index("pipelines_project", "pipelines", ["project"])
    _table("stages", *_bytes("id"), _int("project"), *_bytes("pipeline_id"), _int("place"), *_text("title", "outcome"))
    op.create_index("stages_project", "stages", ["project"])
    _table(
        "deals", *_bytes("id"), _int("project"), *_text("origin"), *_bytes("conversation_id", "contact_id", nullable=True),
        *_text("title"), *_bytes("stage_id"), *_bytes("responsible_id", nullable=True), _int("sum", nullable=True),
        *_text("note", "page", "visit"), _int("created_at"), _int("changed_at"), _int("closed_at", nullable=True), *_text("words"),
    )  # fmt: skip
    marked = sa.text("origin <> ''")
    op.create_index(
        "deals_origin", "deals", ["project", "origin"], unique=True, sqlite_where=marked, postgresql_where=marked
    )
    op.create_index("deals_project", "deals", ["project", "id"])
    op.create_index("deals_stage", "deals", ["project", "stage_id", "id"])
    op.create_index("deals_contact", "deals", ["contact_id"])
    for table, told in (("deal_comments", ("mark", "text")), ("deal_changes", ("field", "old", "new"))):
        by = _bytes("operator_id", nullable=True)
        _table(table, *_bytes("id"), _int("project"), *_bytes("deal_id"), _int("at"), *by, *_text(*told))
        op.create_index(f"{table}_deal", table, ["deal_id", "id"])
        op.create_index(f"{table}_project", table, ["project"])
