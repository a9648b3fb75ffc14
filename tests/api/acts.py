"""The table of acts: every request that changes something, and the one line that it leaves in the audit log.

A new route that is no GET is a line in ACTS, or in SILENT with the reason why it leaves none. tests/api/test_rights.py looks for it,
tests/api/test_audit.py executes it.
"""

from dataclasses import dataclass

from besedka.domain.audit import Kind
from tests.api.rights import A_DEAL, A_FILE, DEVICE, ONE, OPERATOR, OWNER, PIPELINES, PROJECT, RULES
from tests.people import ANNA, MARINA


@dataclass(frozen=True)
class Act:
    """A request by `guest`, and what it leaves. A body's empty `version` stands for what the settings are at."""

    kind: Kind
    guest: str
    method: str
    path: str
    body: object = None
    query: str = ""
    on: str = ""


def settings(name: str, **changes: object) -> Act:
    """Return a change of a section of the settings."""
    return Act("settings_changed", "owner", "PATCH", f"{PROJECT}/settings/{name}", {"version": "", "changes": changes})


ACTS = (
    Act("signed_in", "nobody", "POST", f"{OPERATOR}/session", "sign in"),
    Act("signed_out", "igor", "DELETE", f"{OPERATOR}/session"),
    Act("sessions_ended", "igor", "DELETE", f"{OPERATOR}/sessions/{{id}}"),
    Act("sessions_ended", "igor", "DELETE", f"{OPERATOR}/sessions", on="another"),
    Act("avatar_changed", "anna", "PUT", f"{OPERATOR}/avatar", "a picture"),
    Act("avatar_changed", "anna", "DELETE", f"{OPERATOR}/avatar"),
    Act("avatar_changed", "anna", "PUT", f"{OPERATOR}/operators/{{id}}/avatar", "a picture"),
    Act("avatar_changed", "anna", "DELETE", f"{OPERATOR}/operators/{{id}}/avatar", on="with a face"),
    Act("versions_read", "anna", "GET", f"{ONE}/messages/{{message}}/versions"),
    Act("tag_added", "anna", "POST", f"{OPERATOR}/tags", "tag"),
    Act("tag_changed", "anna", "PUT", f"{OPERATOR}/tags/{{id}}", "tag change"),
    Act("tag_removed", "anna", "DELETE", f"{OPERATOR}/tags/{{id}}"),
    Act("deals_exported", "igor", "GET", f"{OPERATOR}/deals/export"),
    Act("deal_removed", "anna", "DELETE", A_DEAL, on="igor"),
    Act("canned_added", "anna", "POST", f"{OPERATOR}/canned", "canned"),
    Act("canned_changed", "anna", "PUT", f"{OPERATOR}/canned/{{id}}", "canned change"),
    Act("canned_removed", "anna", "DELETE", f"{OPERATOR}/canned/{{id}}"),
    Act("folder_added", "anna", "POST", f"{OPERATOR}/folders", "folder"),
    Act("folder_changed", "anna", "PUT", f"{OPERATOR}/folders/{{id}}", {"name": "Доставка"}),
    Act("folder_removed", "anna", "DELETE", f"{OPERATOR}/folders/{{id}}"),
    # ── the cabinet ──────────────────────────────────────────────────────────────────────────────────────────────
    Act("signed_in", "nobody", "POST", f"{OWNER}/session", "the owner signs in"),
    Act("signed_out", "owner", "DELETE", f"{OWNER}/session"),
    Act("sessions_ended", "owner", "DELETE", f"{OWNER}/sessions/{{id}}", on="owner"),
    Act("sessions_ended", "owner", "DELETE", f"{OWNER}/sessions", on="the owner's"),
    Act("project_changed", "owner", "PATCH", PROJECT, {"name": "Тихий сад"}),
    Act("site_added", "member", "POST", f"{PROJECT}/sites", {"site": "https://other.example"}),
    Act("site_removed", "member", "DELETE", f"{PROJECT}/sites", query="?site=https://other.example"),
    Act("operator_added", "owner", "POST", f"{PROJECT}/connect"),
    Act("operator_added", "member", "POST", f"{PROJECT}/operators", "operator"),
    Act("operator_added", "owner", "POST", f"{PROJECT}/operators", "administrator"),
    Act("operator_changed", "member", "PATCH", f"{PROJECT}/operators/{{id}}", {"name": "Ольга", "password": "another password"}),
    Act("operator_promoted", "owner", "PATCH", f"{PROJECT}/operators/{{id}}", {"role": "admin"}),
    Act("operator_demoted", "owner", "PATCH", f"{PROJECT}/operators/{{id}}", {"role": "operator"}, on="admin"),
    Act("operator_disabled", "member", "POST", f"{PROJECT}/operators/{{id}}/disable"),
    Act("operator_enabled", "member", "POST", f"{PROJECT}/operators/{{id}}/enable", on="disabled"),
    Act("avatar_changed", "member", "PUT", f"{PROJECT}/operators/{{id}}/avatar", "a picture"),
    Act("avatar_changed", "member", "DELETE", f"{PROJECT}/operators/{{id}}/avatar", on="with a face"),
    Act("sessions_ended", "member", "DELETE", f"{PROJECT}/operators/{{id}}/sessions", on="signed in"),
    Act("sessions_ended", "member", "DELETE", f"{PROJECT}/operators/{{id}}/sessions/{{session}}"),
    Act("member_added", "owner", "POST", f"{PROJECT}/members", "member"),
    Act("password_given", "owner", "PUT", f"{PROJECT}/members/{{id}}/password", {"password": "another password"}),
    Act("member_rights", "owner", "PUT", f"{PROJECT}/members/{{id}}/rights", {"audits": True}),
    Act("sessions_ended", "owner", "DELETE", f"{PROJECT}/members/{{id}}/sessions", on="signed in"),
    Act("sessions_ended", "owner", "DELETE", f"{PROJECT}/members/{{id}}/sessions/{{session}}"),
    Act("member_removed", "owner", "DELETE", f"{PROJECT}/members/{{id}}"),
    settings("work", edit_limit=60),
    settings("targeting", devices=["phone"]),
    settings("texts", language="en"),
    settings("counting", metrika="7"),
    settings("forms", away="hide"),
    settings("multiwidget", hue=7),
    # before a lead is sent again: the house puts it into a stage, and then the stage cannot go
    Act("pipelines_changed", "member", "PUT", f"{PROJECT}/pipelines", PIPELINES),
    Act("settings_changed", "owner", "PUT", f"{PROJECT}/crm/rules", {"version": "", "rules": RULES, "extra": []}),
    Act("crm_disconnected", "owner", "DELETE", f"{PROJECT}/crm/connection", on="connected"),
    Act("crm_resent", "member", "POST", f"{PROJECT}/crm/leads/{{id}}/again"),
    Act("way_added", "member", "POST", f"{PROJECT}/alerts/ways", "way"),
    Act("way_added", "member", "PUT", f"{PROJECT}/alerts/push", {**DEVICE, "events": ["rated_low"]}),
    Act("way_changed", "member", "PATCH", f"{PROJECT}/alerts/ways/{{id}}", {"on": False}),
    Act("way_changed", "owner", "POST", f"{PROJECT}/alerts/ways/{{id}}/secret"),
    Act("way_removed", "owner", "DELETE", f"{PROJECT}/alerts/ways/{{id}}"),
    Act("identity_changed", "owner", "POST", f"{PROJECT}/identity/rotation"),
    Act("identity_ended", "owner", "DELETE", f"{PROJECT}/identity/rotation", on="rotated"),
    Act("consent_withdrawn", "member", "POST", f"{PROJECT}/consents/{{id}}/withdrawal"),
    Act("consents_exported", "member", "GET", f"{PROJECT}/consents/export"),
    Act("audit_exported", "owner", "GET", f"{PROJECT}/audit/export"),
    Act("canned_added", "member", "POST", f"{PROJECT}/canned", "canned"),
    Act("canned_changed", "member", "PUT", f"{PROJECT}/canned/{{id}}", "canned change"),
    Act("canned_removed", "member", "DELETE", f"{PROJECT}/canned/{{id}}"),
    Act("canned_exported", "member", "GET", f"{PROJECT}/canned/export"),
    Act("canned_imported", "member", "POST", f"{PROJECT}/canned/import", "a file of templates"),
    Act("folder_added", "member", "POST", f"{PROJECT}/folders", "folder"),
    Act("folder_changed", "member", "PUT", f"{PROJECT}/folders/{{id}}", {"name": "Доставка"}),
    Act("folder_removed", "member", "DELETE", f"{PROJECT}/folders/{{id}}"),
    Act("project_made", "rival", "POST", f"{OWNER}/projects", "project"),
    # ── passwords, last: who has another one cannot sign in as before ─────────────────────────────────────────────
    Act("password_changed", "anna", "PUT", f"{OPERATOR}/password", {"old": ANNA.password, "new": "anna's other password"}),
    Act("password_changed", "owner", "PUT", f"{OWNER}/password", {"old": MARINA.password, "new": "marina's new password"}),
    Act("password_reset", "nobody", "PUT", f"{OWNER}/passwords", "a reset"),
)  # fmt: skip

WORK = "work with a conversation, which tells it itself"
LEADS = "work with a lead, whose history tells it"
ASKS = "asks, and changes nothing"
SILENT = {
    ("POST", f"{OPERATOR}/poll"): WORK,
    ("PUT", f"{OPERATOR}/stance"): "presence, which is seen and over",
    ("POST", f"{OPERATOR}/checks/letter"): ASKS,
    ("POST", f"{OPERATOR}/telegram"): "an invitation, which is nothing until somebody opens it in Telegram",
    ("DELETE", f"{OPERATOR}/telegram/{{id}}"): "one's own chat",
    ("PUT", f"{OPERATOR}/devices"): "one's own browser, which the session's line tells of",
    ("PATCH", f"{OPERATOR}/devices/{{id}}"): "as above",
    ("DELETE", f"{OPERATOR}/devices/{{id}}"): "as above",
    ("POST", f"{OPERATOR}/devices/{{id}}/test"): ASKS,
    ("PUT", f"{OWNER}/push"): "as above",
    ("POST", f"{ONE}/messages"): WORK,
    ("PATCH", f"{ONE}/messages/{{message}}"): WORK,
    ("DELETE", f"{ONE}/messages/{{message}}"): WORK,
    ("POST", f"{ONE}/notes"): WORK,
    ("PATCH", f"{ONE}/notes/{{note}}"): WORK,
    ("DELETE", f"{ONE}/notes/{{note}}"): WORK,
    ("POST", f"{ONE}/take"): WORK,
    ("POST", f"{ONE}/close"): WORK,
    ("POST", f"{ONE}/reopen"): WORK,
    ("POST", f"{ONE}/assign"): WORK,
    ("PUT", f"{ONE}/contact"): WORK,
    ("PUT", f"{ONE}/lead"): WORK,
    ("PUT", f"{ONE}/crm"): WORK,
    ("POST", f"{ONE}/letters"): WORK,
    ("POST", f"{ONE}/link"): WORK,
    ("DELETE", f"{ONE}/link"): WORK,
    ("PUT", f"{ONE}/tags/{{tag}}"): WORK,
    ("DELETE", f"{ONE}/tags/{{tag}}"): WORK,
    ("POST", f"{OPERATOR}/deals"): LEADS,
    ("PATCH", A_DEAL): LEADS,
    ("POST", f"{A_DEAL}/comments"): LEADS,
    ("PUT", A_FILE): WORK,
    ("PATCH", A_FILE): WORK,
    ("DELETE", A_FILE): WORK,
    ("PUT", f"{PROJECT}/files/{{id}}"): "an upload, which is nothing until it goes with a template",
    ("PATCH", f"{PROJECT}/files/{{id}}"): "as above",
    ("DELETE", f"{PROJECT}/files/{{id}}"): "as above",
    ("POST", f"{PROJECT}/avatar"): "a picture that is looked at and forgotten",
    ("POST", f"{OWNER}/letters"): "asks for a letter; what is done with it is told",
    ("POST", f"{OWNER}/tickets"): ASKS,
    ("POST", f"{OWNER}/accounts"): "an account that reaches no project yet",
    ("POST", f"{PROJECT}/deletion"): "takes the log with it; what stays is that there was such a project",
    ("POST", f"{PROJECT}/site-check"): ASKS,
    ("PUT", f"{PROJECT}/crm/connection"): "needs a CRM to connect, and leaves its line in tests/api/test_crm.py",
    ("POST", f"{PROJECT}/crm/check"): ASKS,
    ("POST", f"{PROJECT}/crm/refresh"): ASKS,
    ("POST", f"{PROJECT}/crm/preview"): ASKS,
    ("POST", f"{PROJECT}/alerts/telegram"): "an invitation, which is nothing until somebody opens it in Telegram",
    ("POST", f"{PROJECT}/alerts/ways/{{id}}/test"): ASKS,
    ("POST", f"{PROJECT}/alerts/deliveries/{{id}}/again"): "what came of it stands among the deliveries",
    ("POST", f"{PROJECT}/settings/targeting/why"): ASKS,
    ("POST", f"{PROJECT}/settings/multiwidget/preview"): ASKS,
    ("POST", f"{PROJECT}/settings/forms/preview"): ASKS,
    ("POST", f"{PROJECT}/settings/texts/preview"): ASKS,
}
"""What leaves no line, and why."""
