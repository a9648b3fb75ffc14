"""The operators' work: edited and deleted messages, notes, files, tags, ratings, contacts, canned responses, members."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def _id(name: str, *, null: bool = False, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=null, primary_key=key)


def _int(name: str, *, null: bool = False, key: bool = False, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=null, primary_key=key, autoincrement=False, server_default=default)


def _text(name: str, *, null: bool = False, key: bool = False, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=null, primary_key=key, server_default=default)


def _add(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def upgrade() -> None:
    """Add the columns and tables of the operators' work."""
    _columns()
    _talk()
    _client()
    _search()
    _table("folders", _id("id", key=True), _int("project"), _text("name"), _int("place"))
    _table(
        "canned", _id("id", key=True), _int("project"), _id("folder_id", null=True), _text("title"), _text("text"),
        _int("created_at"), _int("updated_at"), _id("updated_by", null=True),
    )  # fmt: skip
    op.create_index("canned_project", "canned", ["project"])
    _table("members", _int("project", key=True), _id("person_id", key=True), _int("added_at"))
    op.create_index("members_person", "members", ["person_id"])


def _search() -> None:
    _table("search_state", _int("project", key=True), _int("position"), _int("docs"))
    _table(
        "search_docs", _int("doc", key=True), _int("project"), _id("conversation_id"), _text("kind"), _id("ref_id"),
    )  # fmt: skip
    op.create_index("search_docs_ref", "search_docs", ["ref_id"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 "
            "(words, detail=none, columnsize=0, prefix='3 4', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute("CREATE TABLE search_words (doc BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX search_words_words ON search_words USING gin (words)")


def _columns() -> None:
    _add("projects", _text("settings", default="{}"))
    _add("operators", _id("avatar_id", null=True), _text("stance", null=True))
    _add("visitors", _id("contact_id", null=True))
    _add(
        "conversations", _text("channel", default="site"), _id("contact_id", null=True), _text("tags", default=""),
        _int("rating", null=True), _text("rating_comment", default=""), _int("rated_at", null=True), _int("assigned_at", null=True),
        _int("first_answer_at", null=True), _int("routed", default="0"),
    )  # fmt: skip
    routed = sa.text("routed = 1")
    op.create_index(
        "conversations_routed",
        "conversations",
        ["project", "assigned_at"],
        sqlite_where=routed,
        postgresql_where=routed,
    )
    op.create_index("conversations_contact", "conversations", ["contact_id"])
    _add(
        "messages", _int("quote", null=True), _int("files", default="0"), _int("edited_at", null=True),
        _int("deleted_at", null=True),
    )  # fmt: skip
    _add("journal", _id("ref", null=True))
    _add("presence", _text("state", default="online"))


def _talk() -> None:
    _table(
        "versions", _id("message_id", key=True), _int("number", key=True), _int("at"), _id("operator_id", null=True), _text("text"),
    )  # fmt: skip
    _table(
        "notes", _id("id", key=True), _int("project"), _id("conversation_id"), _int("after_seq"), _int("at"), _id("operator_id"),
        _text("text"), _int("files"), _int("edited_at", null=True), _int("deleted_at", null=True),
    )  # fmt: skip
    op.create_index("notes_thread", "notes", ["conversation_id", "after_seq"])
    _table(
        "activities", _id("conversation_id", key=True), _int("position", key=True), _int("at"), _text("kind"), _text("side"),
        _id("operator_id", null=True), _id("target_id", null=True), _text("detail"),
    )  # fmt: skip
    _table("turns", _id("operator_id", key=True), _int("project"), _int("at"))
    _table(
        "files", _id("id", key=True), _int("project"), _id("conversation_id", null=True), _text("use"), _id("use_id", null=True),
        _int("place"), _text("side"), _id("person_id"), _id("key"), _text("name"), _text("type"), _int("size"),
        _int("width", null=True), _int("height", null=True), _int("preview"), _text("state"), _int("created_at"),
    )  # fmt: skip
    op.create_index("files_use", "files", ["use_id"])
    op.create_index("files_conversation", "files", ["conversation_id"])
    op.create_index("files_person", "files", ["person_id"])
    op.create_index("files_state", "files", ["state", "project", "size"])
    _table(
        "tags", _id("id", key=True), _int("project"), _text("name"), _text("name_folded"), _text("color"), _int("place"),
        _int("created_at"), sa.UniqueConstraint("project", "name_folded"),
    )  # fmt: skip
    _table("taggings", _id("tag_id", key=True), _id("conversation_id", key=True), _int("project"))


def _client() -> None:
    _table(
        "contacts", _id("id", key=True), _int("project"), _text("name", null=True), _text("phone", null=True),
        _text("email", null=True), _text("email_folded", null=True), _text("crm_id", null=True), _int("created_at"),
        _int("updated_at"), _text("claimed"),
    )  # fmt: skip
    op.create_index("contacts_email", "contacts", ["project", "email_folded"])
    op.create_index("contacts_phone", "contacts", ["project", "phone"])
    _table(
        "profiles", _id("visitor_id", key=True), _int("project"), _text("params"), _text("landing_url"), _text("referrer"),
        _text("utm"), _text("time_zone"), _text("city"), _int("visits", null=True), _text("page_url"), _text("page_title"),
        _int("page_at", null=True), _int("updated_at"),
    )  # fmt: skip
    _table("pages", _id("visitor_id", key=True), _int("at", key=True), _text("url"), _text("title"))
