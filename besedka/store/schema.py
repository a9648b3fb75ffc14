"""The tables, as the code writes them. `store/migrations` builds the same ones (tests/store/test_migrations holds the two together)."""
# over 300 lines: it is one list of tables, and whether one is missing is seen only in all of it.

from besedka.ports.database import ColumnType, Table

REVISION = "0026"
"""The newest migration: what this version of the code needs the database to be at."""


def _table(name: str, key: str, /, **columns: ColumnType) -> Table:
    return Table(name, tuple(key.split()), columns)


INSTALLATION = _table("installation", "name", name="text", value="bytes")

OWNERS = _table(
    "owners", "id",
    id="bytes", email="text", email_folded="text", name="text", password="text", created_at="int", founder="int",
)  # fmt: skip
"""The people of the cabinet. `founder` 1: may make projects; 0: came as somebody's member."""

PROJECTS = _table(
    "projects", "number",
    number="int", key="text", owner_id="bytes", name="text", sites="text", language="text", hue="int",
    position="int", ordinal="int", created_at="int", counter_seen_at="int", counter_seen_url="text",
    settings="text", targeting="text", forms="text", speech="text", multiwidget="text", counting="text",
    identity="text",
)  # fmt: skip

OPERATORS = _table(
    "operators", "id",
    id="bytes", project="int", email="text", email_folded="text", name="text", title="text", role="text",
    password="text", created_at="int", disabled_at="int", avatar_id="bytes", stance="text",
)  # fmt: skip

SESSIONS = _table(
    "sessions", "token_hash",
    token_hash="bytes", kind="text", person_id="bytes", project="int", created_at="int", expires_at="int",
    user_agent="text", seen_at="int",
)  # fmt: skip

VISITORS = _table(
    "visitors", "id",
    id="bytes", project="int", secret_hash="bytes", conversation_id="bytes", created_at="int", revoked_at="int",
    contact_id="bytes",
)  # fmt: skip

CONVERSATIONS = _table(
    "conversations", "id",
    id="bytes", project="int", ordinal="int", visitor_id="bytes", status="text", assignee_id="bytes", visitor_name="text",
    created_at="int", closed_at="int", last_position="int", last_at="int", last_seq="int", last_side="text",
    last_operator="bytes", last_text="text", waiting_since="int", unread_operator="int", unread_visitor="int",
    visitor_delivered="int", visitor_read="int", operator_delivered="int", operator_read="int",
    page_url="text", page_title="text", referrer="text", language="text", user_agent="text",
    channel="text", contact_id="bytes", tags="text", rating="int", rating_comment="text", rated_at="int", assigned_at="int",
    first_answer_at="int", routed="int", left_by="text", attended="int", called="int",
)  # fmt: skip

MESSAGES = _table(
    "messages", "id",
    id="bytes", conversation_id="bytes", seq="int", at="int", side="text", operator_id="bytes", text="text",
    quote="int", files="int", edited_at="int", deleted_at="int",
)  # fmt: skip

JOURNAL = _table(
    "journal", "project position",
    project="int", position="int", at="int", kind="text", conversation_id="bytes", side="text", operator_id="bytes", seq="int",
    ref="bytes",
)  # fmt: skip

PRESENCE = _table(
    "presence", "operator_id node", operator_id="bytes", node="bytes", project="int", seen_at="int", state="text"
)

VERSIONS = _table(
    "versions", "message_id number", message_id="bytes", number="int", at="int", operator_id="bytes", text="text"
)
"""What a message said before it was changed."""

NOTES = _table(
    "notes", "id",
    id="bytes", project="int", conversation_id="bytes", after_seq="int", at="int", operator_id="bytes", text="text", files="int",
    edited_at="int", deleted_at="int",
)  # fmt: skip

ACTIVITIES = _table(
    "activities", "conversation_id position",
    conversation_id="bytes", position="int", at="int", kind="text", side="text", operator_id="bytes", target_id="bytes", detail="text",
)  # fmt: skip
"""What was done with a conversation besides talking, for its lines between the messages."""

TURNS = _table("turns", "operator_id", operator_id="bytes", project="int", at="int")
"""When routing gave each operator a conversation last."""

FILES = _table(
    "files", "id",
    id="bytes", project="int", conversation_id="bytes", use="text", use_id="bytes", place="int", side="text", person_id="bytes",
    key="bytes", name="text", type="text", size="int", width="int", height="int", preview="int", state="text", created_at="int",
)  # fmt: skip
"""What was uploaded. `use` and `use_id` tell what it belongs to (message, note, avatar, canned); `person_id` is who uploaded it; under
`key` its content is kept."""

TAGS = _table(
    "tags", "id",
    id="bytes", project="int", name="text", name_folded="text", color="text", place="int", created_at="int",
)  # fmt: skip

TAGGINGS = _table("taggings", "tag_id conversation_id", tag_id="bytes", conversation_id="bytes", project="int")

CONTACTS = _table(
    "contacts", "id",
    id="bytes", project="int", name="text", phone="text", email="text", email_folded="text", crm_id="text", created_at="int",
    updated_at="int", claimed="text", external_id="text", home_id="bytes",
)  # fmt: skip

PROFILES = _table(
    "profiles", "visitor_id",
    visitor_id="bytes", project="int", params="text", landing_url="text", referrer="text", utm="text", time_zone="text", city="text",
    visits="int", page_url="text", page_title="text", page_at="int", updated_at="int",
)  # fmt: skip
"""What a visitor's browser tells besides messages."""

PAGES = _table("pages", "visitor_id at", visitor_id="bytes", at="int", url="text", title="text")
"""A visitor's path through the site."""

CONSENTS = _table(
    "consents", "id",
    id="bytes", project="int", visitor_id="bytes", conversation_id="bytes", at="int", version="text", words="text", link="text",
    language="text", reason="text", address="text", page_url="text", user_agent="text", withdrawn_at="int",
)  # fmt: skip
"""What visitors have agreed to, as it stood beside the box; `id` is that of the message it went with."""

FOLDERS = _table("folders", "id", id="bytes", project="int", name="text", place="int")
"""Folders of canned responses."""

CANNED = _table(
    "canned", "id",
    id="bytes", project="int", folder_id="bytes", title="text", text="text", created_at="int", updated_at="int", updated_by="bytes",
)  # fmt: skip

MEMBERS = _table("members", "project person_id", project="int", person_id="bytes", added_at="int", audits="int")
"""Who besides the owner was let into the cabinet; a person is a row of `owners`. `audits` 1: may read the audit log."""

AUDIT = _table(
    "audit", "project id",
    id="bytes", project="int", at="int", kind="text", side="text", person_id="bytes", address="text", about="text", about_id="bytes",
    changes="text",
)  # fmt: skip
"""Who did what. Lines are added, and forgotten when their time is over; none is ever changed."""

TICKETS = _table(
    "tickets", "token_hash", token_hash="bytes", kind="text", email="text", created_at="int", expires_at="int"
)
"""What opens one door once: a new account, or a new password. `email` is folded; empty: whoever has the ticket."""

MAILS = _table(
    "mails", "id",
    id="bytes", kind="text", email="text", language="text", created_at="int", due_at="int", tries="int", about="text",
)  # fmt: skip
"""Mail that is still to go out: what it says is written when it goes, so that no secret lies here. `about`: what it tells of."""

SIGHTINGS = _table(
    "sightings", "project site",
    project="int", site="text", first_at="int", last_at="int", url="text", hour="int", loads="text",
)  # fmt: skip
"""On which sites the counter was seen; `loads` are those of the last hours, `hour` the last of them."""

DELETIONS = _table(
    "deletions",
    "number",
    number="int",
    key="text",
    owner_id="bytes",
    at="int",
    side="text",
    due_at="int",
    over_at="int",
)
"""Projects that are no more: neither number nor key is ever another's. Until `over_at` something may be left of one."""

SEARCH_STATE = _table("search_state", "project", project="int", position="int", docs="int")
"""How far a project's journal is indexed, and how many documents that made."""

SEARCH_DOCS = _table(
    "search_docs", "doc", doc="int", project="int", conversation_id="bytes", kind="text", ref_id="bytes", words="text"
)
"""What can be found, and by which words."""

SEARCH_POSTINGS = _table(
    "search_postings", "project block word", project="int", block="int", word="bytes", docs="bytes"
)
"""Which of a block's documents have a word (store/postings)."""

CRMS = _table(
    "crms", "project",
    project="int", connector="text", sealed="bytes", rules="text", extra="text", known="text", known_at="int", account="text",
    fault="text", connected_at="int", checked_at="int", position="int", held_until="int",
)  # fmt: skip
"""The CRM of a project that has connected one. `sealed` are its address, keys and tokens; `known` what it last told of its managers,
fields and stages; `fault` why it does not work; `position` how far the journal was looked through for leads to be made."""

LEADS = _table(
    "leads", "conversation_id",
    conversation_id="bytes", project="int", title="text", name="text", phone="text", email="text", operator_id="bytes", cause="text",
    state="text", asked="int", created_at="int", asked_at="int", due_at="int", tries="int", step="text", begun="text", crm="text",
    contact="text", placed="text", url="text", said="int", upto="int", part="int", assigned="text", responsible="text",
    unmatched="text", code="text", detail="text", left_out="text", sent_at="int", held_until="int", stage="text", manager="text",
    sum="int", sum_sent="int", past="text",
)  # fmt: skip
"""What goes to the CRM out of conversations, and how far it has come (domain/lead)."""

CRM_CALLS = _table(
    "crm_calls", "project id",
    id="bytes", project="int", conversation_id="bytes", at="int", method="text", url="text", status="int", took="int", code="text",
    sent="text", got="text",
)  # fmt: skip
"""What was asked of a CRM and what it answered, secrets masked: for the owner, for a month."""

PIPELINES = _table("pipelines", "id", id="bytes", project="int", place="int", title="text", currency="text")
"""The pipelines of a project's own CRM."""

STAGES = _table(
    "stages", "id", id="bytes", project="int", pipeline_id="bytes", place="int", title="text", outcome="text"
)

DEALS = _table(
    "deals", "id",
    id="bytes", project="int", origin="text", conversation_id="bytes", contact_id="bytes", title="text", stage_id="bytes",
    responsible_id="bytes", sum="int", note="text", page="text", visit="text", created_at="int", changed_at="int", closed_at="int",
    words="text",
)  # fmt: skip
"""The leads of a project's own CRM (domain/deal). `sum` in hundredths; `words` are those by which one is found."""

DEAL_COMMENTS = _table(
    "deal_comments",
    "id",
    id="bytes",
    project="int",
    deal_id="bytes",
    at="int",
    operator_id="bytes",
    mark="text",
    text="text",
)

DEAL_CHANGES = _table(
    "deal_changes", "id",
    id="bytes", project="int", deal_id="bytes", at="int", operator_id="bytes", field="text", old="text", new="text",
)  # fmt: skip
"""Who changed what of a lead, in the words of then: a stage that is gone is still named."""

WAYS = _table(
    "ways", "id",
    id="bytes", project="int", operator_id="bytes", carrier="text", name="text", address="text", mark="text", sealed="bytes",
    events="text", quiet="text", language="text", is_on="int", fault="text", added_by="text", created_at="int", used_at="int",
    session="bytes",
)  # fmt: skip
"""By which ways people are told (domain/alert): the project's, and operators' own."""

ALERTS = _table(
    "alerts", "id", id="bytes", project="int", kind="text", key="text", conversation_id="bytes", facts="text", at="int",
)  # fmt: skip

DELIVERIES = _table(
    "deliveries", "id",
    id="bytes", project="int", way_id="bytes", operator_id="bytes", carrier="text", cause="text", alert_id="bytes",
    conversation_id="bytes", facts="text", step="int", created_at="int", due_at="int", state="text", tries="int", held_until="int",
    code="text", detail="text", sent_at="int",
)  # fmt: skip
"""What goes to ways, and how far it has come (domain/delivery)."""

WATCHES = _table("watches", "project", project="int", position="int", absent_since="int", told_at="int", is_told="int")
"""How far each project is watched for alerts."""

WAY_TICKETS = _table(
    "way_tickets", "id",
    id="bytes", token_hash="bytes", project="int", operator_id="bytes", events="text", language="text", asked_by="text",
    person="bytes", expires_at="int", way_id="bytes",
)  # fmt: skip
"""What opens a way to whoever shows it to our bot (domain/way_ticket)."""

BOTS = _table("bots", "bot", bot="text", position="int", node="bytes", held_until="int")
"""How far each bot's news were read, and which node reads them."""
LADDERS = _table(
    "ladders", "conversation_id", conversation_id="bytes", project="int", since="int", done="int", due_at="int"
)
"""How far the ladder is climbed for each conversation that waits (domain/ladder); `due_at` is when to look at it again."""

CLIMBS = _table("climbs", "project", project="int", position="int")
"""How far each project's journal was looked through for conversations that wait."""
CONTINUATIONS = _table(
    "continuations", "token_hash",
    token_hash="bytes", project="int", conversation_id="bytes", operator_id="bytes", visitor_id="bytes", created_at="int",
    expires_at="int", used_by="bytes",
)  # fmt: skip
"""Links that continue a conversation on another device, once (domain/continuation)."""

FOLLOW_UPS = _table(
    "follow_ups", "conversation_id",
    conversation_id="bytes", project="int", state="text", operator_id="bytes", again="int", asked_at="int", due_at="int", tries="int",
    held_until="int", upto="int", going="int", letters="int", thread="text", email="text", code="text", detail="text", sent_at="int",
)  # fmt: skip
"""Letters that bring clients back, one row a conversation, and how far they have come (domain/follow_up)."""

FOLLOW_MARKS = _table("follow_marks", "project", project="int", position="int")
"""How far a project's journal was looked through for answers that somebody has not read."""

MAIL_STOPS = _table("mail_stops", "project address", project="int", address="bytes", kind="text", at="int")
"""Addresses (hashed) that a project writes to no more: `unsubscribed`, or `bounced`."""

TABLES = (
    INSTALLATION, OWNERS, PROJECTS, OPERATORS, SESSIONS, VISITORS, CONVERSATIONS, MESSAGES, JOURNAL, PRESENCE, VERSIONS, NOTES,
    ACTIVITIES, TURNS, FILES, TAGS, TAGGINGS, CONTACTS, PROFILES, PAGES, FOLDERS, CANNED, MEMBERS, TICKETS, MAILS, SIGHTINGS,
    CONSENTS, AUDIT, DELETIONS, SEARCH_STATE, SEARCH_DOCS, SEARCH_POSTINGS, CRMS, LEADS, CRM_CALLS,
    PIPELINES, STAGES, DEALS, DEAL_COMMENTS, DEAL_CHANGES, WAYS, ALERTS, DELIVERIES, WATCHES, WAY_TICKETS, BOTS,
    LADDERS, CLIMBS, CONTINUATIONS, FOLLOW_UPS, FOLLOW_MARKS, MAIL_STOPS,
)  # fmt: skip
