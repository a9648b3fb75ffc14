"""The table of rights: a line for each request that a guest may make, with what each guest is answered.

`who(401, igor=200)` says 401 to everybody but Igor; the usual rows have names (OPERATORS, CABINET, …). Every id in the address is
made fresh for each request (tests/api/things.py). tests/api/test_rights.py executes it.
"""
# over 300 lines: it is one table, and whether a row is missing is seen only in all of it.

from dataclasses import dataclass

GUESTS = ("nobody", "visitor", "owner", "member", "igor", "anna", "stranger", "rival")
"""Without a cookie; a page of the shop; Marina; Pavel, whom she let into the cabinet; Igor; Anna (admin); an administrator of another
project; its owner."""
INSIDERS = ("owner", "member", "igor", "anna")
OPERATOR, OWNER = "/api/operator/v1", "/api/owner/v1"
ONE = f"{OPERATOR}/conversations/{{id}}"
A_DEAL = f"{OPERATOR}/deals/{{id}}"
A_FILE = f"{OPERATOR}/files/{{id}}"
VISITORS_FILE = "/api/visitor/v1/files/{id}"
"""Without the visitor's key in a header: see tests/api/test_files.py."""
PROJECT = f"{OWNER}/projects/{{number}}"


def who(everybody: int, **others: int) -> dict[str, int]:
    """Return what each guest is answered: the same for everybody but these."""
    return {**dict.fromkeys(GUESTS, everybody), **others}


PUBLIC = who(200)
ELSEWHERE = who(302)
OPERATORS = who(401, visitor=403, igor=200, anna=200, stranger=200)
"""Any operator, each in their own project."""
ANNAS = {**OPERATORS, "igor": 404, "stranger": 404}
"""What Anna has: to Igor and to another project it is not there."""
IGORS = {**OPERATORS, "stranger": 404}
"""What Igor or nobody has: within reach of both, and of no other project."""
COLLEAGUES = {**ANNAS, "igor": 403}
"""What is done with what Anna has: Igor is told that it is hers, another project that it is not there."""
ADMINS = {**OPERATORS, "igor": 403}
"""Administrators, each in their own project."""
ADMINS_HERE = {**ADMINS, "stranger": 404}
"""The project's administrators: Anna."""
PEOPLE = who(401, visitor=403, owner=200, member=200, rival=200)
"""Anybody of the cabinet, each with their own projects."""
CABINET = {**PEOPLE, "rival": 404}
"""The owner and the members of the project."""
OWNERS = {**CABINET, "member": 403}
"""The owner alone."""
MARINAS = {**CABINET, "member": 404}
"""What the owner has: to a member it is not there."""


def done(answers: dict[str, int], status: int) -> dict[str, int]:
    """Return the same answers with another status for whoever may."""
    return {guest: status if code == 200 else code for guest, code in answers.items()}


@dataclass(frozen=True)
class Row:
    """A request, and what each guest is answered. `on` says which thing is meant: see tests/api/things.py."""

    method: str
    path: str
    answers: dict[str, int]
    body: object = None
    query: str = ""
    on: str = ""


POLL = {"hello": {"t": "hello", "v": 1, "position": 0, "language": "ru"}, "frames": [], "wait": 0}
SIGN_IN = {"project": 1, "email": "nobody@shop.example", "password": "guess", "remember": False}
REFUSED_SIGN_IN = who(401, visitor=403)
OURS = who(200, visitor=403)
"""Anybody but a foreign page."""
NEWCOMER = {"ticket": "a guess", "name": "Новый", "email": "new@shop.example", "password": "long enough"}
PASSWORDS = {"old": "a guess", "new": "long enough"}
TEXT = {"text": "other words"}
DEVICE = {
    "endpoint": "https://push.example/a-guess", "p256dh": "BA" + "A" * 85, "auth": "A" * 22, "language": "ru",
}  # fmt: skip
SECTIONS = ("work", "targeting", "texts", "counting", "forms", "multiwidget")
PIPELINES: dict[str, object] = {
    "version": "", "moved": {},
    "pipelines": [
        {
            "id": "01" * 16, "title": "Ремонт", "currency": "RUB", "stages": [{"id": "02" * 16, "title": "Новая", "outcome": "open"}],
        },
    ],
}  # fmt: skip
"""As if nobody had any: somebody was quicker."""
LEAD = {"title": "Заявка", "name": "Ольга", "phone": "", "email": "", "stage": "", "manager": ""}
RULES = {"on_contact": True, "on_form": False, "on_closing": False, "params": False, "stage": "", "manager": ""}
WHY: dict[str, object] = {"address": "/cart", "device": "phone", "at": None, "changes": {}}


def section(name: str) -> tuple[Row, Row]:
    """Return the two rows of a section of the settings."""
    path = f"{PROJECT}/settings/{name}"
    return Row("GET", path, CABINET), Row("PATCH", path, CABINET, {"version": "", "changes": {}})


TABLE = [
    Row("GET", "/", ELSEWHERE),
    Row("GET", "/health/live", PUBLIC),
    Row("GET", "/health/ready", PUBLIC),
    Row("GET", "/metrics", PUBLIC),
    Row("GET", "/assets/{name}", who(404)),
    Row("GET", "/operator", ELSEWHERE),
    Row("GET", "/cabinet", ELSEWHERE),
    Row("GET", "/demo", ELSEWHERE),
    Row("GET", "/operator/{path:path}", PUBLIC),
    Row("GET", "/cabinet/{path:path}", PUBLIC),
    Row("GET", "/cabinet/preview/", PUBLIC),
    Row("GET", "/cabinet/preview/c/preview.js", PUBLIC),
    Row("GET", "/cabinet/preview/said/{name}", who(404)), Row("GET", "/cabinet/preview/assets/{name}", who(404)),
    Row("GET", "/demo/{name:path}", PUBLIC),
    Row("GET", "/desktop/releases.json", who(404)),
    Row("GET", "/desktop/files/{name}", who(404)),
    Row("POST", "/api/visitor/v1/poll", PUBLIC, "visitor poll"),
    Row("OPTIONS", "/api/visitor/v1/poll", who(204, nobody=403), query="?project={key}"),
    Row("POST", "/api/crm/v1/{number}/{token}", who(422)),
    Row("GET", "/continue", PUBLIC),
    Row("POST", "/api/visitor/v1/continue", who(404, visitor=403), {"token": "a guess" * 3, "browser": "a browser" * 2}),
    Row("GET", "/unsubscribe/{token}", PUBLIC),
    Row("POST", "/unsubscribe/{token}", who(404)),
    Row("POST", "/api/visitor/v1/leads", who(200, nobody=403), LEAD, query="?project={key}"),
    Row("OPTIONS", "/api/visitor/v1/leads", who(204, nobody=403), query="?project={key}"),
    Row("GET", "/api/proxy/1.0/leads/add", PUBLIC, query="?key={key}&name=Olga"),
    Row("POST", "/api/proxy/1.0/leads/add", PUBLIC, query="?key={key}&name=Olga"),
    # ── the operators' door ──────────────────────────────────────────────────────────────────────────────────────
    Row("POST", f"{OPERATOR}/session", REFUSED_SIGN_IN, SIGN_IN),
    Row("GET", f"{OPERATOR}/session", OPERATORS),
    Row("DELETE", f"{OPERATOR}/session", done(OPERATORS, 204)),
    Row("PUT", f"{OPERATOR}/password", done(OPERATORS, 422), PASSWORDS),
    Row("GET", f"{OPERATOR}/sessions", OPERATORS),
    Row("DELETE", f"{OPERATOR}/sessions", OPERATORS),
    Row("DELETE", f"{OPERATOR}/sessions/{{id}}", {**done(OPERATORS, 404), "igor": 200}),
    Row("POST", f"{OPERATOR}/checks/letter", OPERATORS),
    Row("GET", f"{OPERATOR}/checks/letter", OPERATORS),
    Row("GET", f"{OPERATOR}/telegram", OPERATORS),
    Row("POST", f"{OPERATOR}/telegram", done(OPERATORS, 409), {"language": "ru"}),
    Row("DELETE", f"{OPERATOR}/telegram/{{id}}", {**done(OPERATORS, 404), "igor": 200}, on="igor"),
    Row("GET", f"{OPERATOR}/devices", OPERATORS),
    Row("PUT", f"{OPERATOR}/devices", OPERATORS, DEVICE),
    Row("PATCH", f"{OPERATOR}/devices/{{id}}", {**done(OPERATORS, 404), "igor": 200}, {"name": "Телефон"}),
    Row("POST", f"{OPERATOR}/devices/{{id}}/test", {**done(OPERATORS, 404), "igor": 204}),
    Row("DELETE", f"{OPERATOR}/devices/{{id}}", {**done(OPERATORS, 404), "igor": 200}),
    Row("PUT", f"{OPERATOR}/stance", OPERATORS, {"stance": None}),
    Row("GET", f"{OPERATOR}/overview", OPERATORS),
    Row("POST", f"{OPERATOR}/poll", OPERATORS, POLL),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query="?list=new"),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query="?list=mine"),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query="?list=unanswered"),
    Row("GET", f"{OPERATOR}/conversations", ADMINS, query="?list=all"),
    Row("GET", f"{OPERATOR}/conversations", ADMINS, query="?list=all&channel=site&sort=waiting"),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query=f"?list=all&tag={'7' * 32}"),
    Row("GET", f"{OPERATOR}/conversations", OPERATORS, query="?list=closed"),
    Row("GET", ONE, ANNAS),
    Row("GET", ONE, IGORS, on="igor"),
    Row("GET", ONE, IGORS, on="nobody"),
    Row("GET", f"{ONE}/messages", ANNAS),
    Row("GET", f"{ONE}/messages", IGORS, on="igor"),
    Row("GET", f"{ONE}/messages", IGORS, on="nobody"),
    Row("POST", f"{ONE}/messages", COLLEAGUES, "message"),
    Row("POST", f"{ONE}/messages", IGORS, "message", on="igor"),
    Row("POST", f"{ONE}/messages", IGORS, "message", on="nobody"),
    Row("PATCH", f"{ONE}/messages/{{message}}", COLLEAGUES, TEXT),
    Row("PATCH", f"{ONE}/messages/{{message}}", {**IGORS, "anna": 403}, TEXT, on="igor"),
    Row("DELETE", f"{ONE}/messages/{{message}}", COLLEAGUES),
    Row("DELETE", f"{ONE}/messages/{{message}}", {**IGORS, "anna": 403}, on="igor"),
    Row("GET", f"{ONE}/messages/{{message}}/versions", {**ANNAS, "igor": 403}),
    Row("GET", f"{ONE}/messages/{{message}}/versions", {**IGORS, "igor": 403}, on="igor"),
    Row("POST", f"{ONE}/notes", COLLEAGUES, "message"),
    Row("POST", f"{ONE}/notes", IGORS, "message", on="igor"),
    Row("PATCH", f"{ONE}/notes/{{note}}", COLLEAGUES, TEXT),
    Row("PATCH", f"{ONE}/notes/{{note}}", {**IGORS, "anna": 403}, TEXT, on="igor"),
    Row("DELETE", f"{ONE}/notes/{{note}}", COLLEAGUES),
    Row("DELETE", f"{ONE}/notes/{{note}}", {**IGORS, "anna": 403}, on="igor"),
    Row("POST", f"{ONE}/take", {**ANNAS, "igor": 409}),
    Row("POST", f"{ONE}/take", {**IGORS, "anna": 409}, on="igor"),
    Row("POST", f"{ONE}/take", IGORS, on="nobody"),
    Row("POST", f"{ONE}/close", COLLEAGUES),
    Row("POST", f"{ONE}/close", IGORS, on="igor"),
    Row("POST", f"{ONE}/close", IGORS, on="nobody"),
    Row("POST", f"{ONE}/reopen", COLLEAGUES),
    Row("POST", f"{ONE}/reopen", IGORS, on="igor"),
    Row("POST", f"{ONE}/reopen", IGORS, on="nobody"),
    # ── avatars: a body that is no picture tells who may send one ─────────────────────────────────────────────────
    Row("GET", "/a/{id}.webp", who(422)),
    Row("PUT", f"{OPERATOR}/avatar", done(OPERATORS, 422)),
    Row("DELETE", f"{OPERATOR}/avatar", OPERATORS),
    Row("PUT", f"{OPERATOR}/operators/{{id}}/avatar", done(ANNAS, 422)),
    Row("DELETE", f"{OPERATOR}/operators/{{id}}/avatar", ANNAS),
    Row("PUT", f"{OPERATOR}/operators/{{id}}/avatar", {**ANNAS, "anna": 403}, on="admin"),
    Row("DELETE", f"{OPERATOR}/operators/{{id}}/avatar", {**ANNAS, "anna": 403}, on="admin"),
    Row("POST", f"{PROJECT}/avatar", done(CABINET, 422)),
    Row("PUT", f"{PROJECT}/operators/{{id}}/avatar", done(CABINET, 422)),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/avatar", CABINET),
    Row("PUT", f"{PROJECT}/operators/{{id}}/avatar", done(OWNERS, 422), on="admin"),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/avatar", OWNERS, on="admin"),
    Row("POST", f"{ONE}/assign", COLLEAGUES, "to Anna"),
    Row("POST", f"{ONE}/assign", {**IGORS, "igor": 403}, "to Anna from Igor", on="igor"),
    Row("POST", f"{ONE}/assign", {**IGORS, "igor": 403}, "to Anna from nobody", on="nobody"),
    Row("GET", f"{OPERATOR}/loads", {**OPERATORS, "igor": 403}),
    Row("GET", f"{ONE}/activities", ANNAS),
    Row("GET", f"{ONE}/activities", IGORS, on="igor"),
    Row("GET", f"{ONE}/activities", IGORS, on="nobody"),
    # ── files ────────────────────────────────────────────────────────────────────────────────────────────────────
    Row("PUT", A_FILE, ANNAS, {"name": "a.txt", "size": 1}, on="upload"),
    Row("GET", A_FILE, ANNAS, on="upload"),
    Row("PATCH", A_FILE, ANNAS, query="?offset=0", on="upload"),
    Row("DELETE", A_FILE, done(ANNAS, 204), on="upload"),
    Row("GET", f"{A_FILE}/content", ANNAS),
    Row("GET", f"{A_FILE}/content", ANNAS, on="upload"),
    Row("GET", f"{A_FILE}/preview", ANNAS),
    Row("GET", f"{A_FILE}/content", ANNAS, on="note"),
    Row("GET", f"{A_FILE}/preview", ANNAS, on="note"),
    # ── the client's card ────────────────────────────────────────────────────────────────────────────────────────
    Row("GET", f"{ONE}/card", ANNAS),
    Row("GET", f"{ONE}/card", IGORS, on="igor"),
    Row("GET", f"{ONE}/card", IGORS, on="nobody"),
    Row("GET", f"{ONE}/files", ANNAS),
    Row("GET", f"{ONE}/files", IGORS, on="igor"),
    Row("GET", f"{ONE}/files", IGORS, on="nobody"),
    Row("PUT", f"{ONE}/contact", COLLEAGUES, {"name": "Марина"}),
    Row("PUT", f"{ONE}/contact", IGORS, {"phone": "8 916 204-18-77"}, on="igor"),
    Row("PUT", f"{ONE}/contact", IGORS, {"email": "a@b.example"}, on="nobody"),
    Row("GET", f"{ONE}/lead", ANNAS),
    Row("GET", f"{ONE}/lead", IGORS, on="igor"),
    Row("GET", f"{ONE}/lead", IGORS, on="nobody"),
    Row("PUT", f"{ONE}/lead", COLLEAGUES, LEAD),
    Row("PUT", f"{ONE}/lead", IGORS, LEAD, on="igor"),
    Row("PUT", f"{ONE}/lead", IGORS, LEAD, on="nobody"),
    Row("GET", f"{ONE}/letters", ANNAS),
    Row("GET", f"{ONE}/letters", IGORS, on="igor"),
    Row("GET", f"{ONE}/letters", IGORS, on="nobody"),
    Row("POST", f"{ONE}/letters", done(COLLEAGUES, 409)),
    Row("POST", f"{ONE}/letters", done(IGORS, 409), on="igor"),
    Row("POST", f"{ONE}/letters", done(IGORS, 409), on="nobody"),
    Row("DELETE", f"{ONE}/link", COLLEAGUES),
    Row("DELETE", f"{ONE}/link", IGORS, on="igor"),
    Row("POST", f"{ONE}/link", COLLEAGUES),
    Row("POST", f"{ONE}/link", IGORS, on="igor"),
    Row("POST", f"{ONE}/link", IGORS, on="nobody"),
    Row("GET", f"{ONE}/crm", ANNAS),
    Row("GET", f"{ONE}/crm", IGORS, on="igor"),
    Row("GET", f"{ONE}/crm", IGORS, on="nobody"),
    Row("PUT", f"{ONE}/crm", COLLEAGUES, {"contact": "1"}),
    # ── the built-in CRM ─────────────────────────────────────────────────────────────────────────────────────────
    Row("GET", f"{OPERATOR}/pipelines", OPERATORS),
    Row("GET", f"{OPERATOR}/pipelines/{{id}}/board", {**OPERATORS, "stranger": 404}),
    Row("GET", f"{OPERATOR}/deals", OPERATORS),
    Row("GET", f"{OPERATOR}/deals/export", OPERATORS),
    Row("POST", f"{OPERATOR}/deals", done(OPERATORS, 201), "deal"),
    Row("GET", A_DEAL, ANNAS),
    Row("GET", A_DEAL, IGORS, on="igor"),
    Row("GET", A_DEAL, IGORS, on="nobody"),
    Row("PATCH", A_DEAL, ANNAS, {"title": "Другая"}),
    Row("PATCH", A_DEAL, IGORS, {"title": "Другая"}, on="igor"),
    Row("PATCH", A_DEAL, IGORS, {"title": "Другая"}, on="nobody"),
    Row("POST", f"{A_DEAL}/comments", done(ANNAS, 201), "deal comment"),
    Row("POST", f"{A_DEAL}/comments", done(IGORS, 201), "deal comment", on="igor"),
    Row("POST", f"{A_DEAL}/comments", done(IGORS, 201), "deal comment", on="nobody"),
    Row("DELETE", A_DEAL, done(ADMINS_HERE, 204)),
    Row("DELETE", A_DEAL, done(ADMINS_HERE, 204), on="igor"),
    # ── tags ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Row("GET", f"{OPERATOR}/search", OPERATORS, query="?q=hello"),
    Row("GET", f"{OPERATOR}/tags", OPERATORS),
    Row("POST", f"{OPERATOR}/tags", done(ADMINS, 201), "tag"),
    Row("PUT", f"{OPERATOR}/tags/{{id}}", ADMINS_HERE, "tag change"),
    Row("DELETE", f"{OPERATOR}/tags/{{id}}", done(ADMINS_HERE, 204)),
    Row("PUT", f"{ONE}/tags/{{tag}}", COLLEAGUES),
    Row("PUT", f"{ONE}/tags/{{tag}}", IGORS, on="igor"),
    Row("PUT", f"{ONE}/tags/{{tag}}", IGORS, on="nobody"),
    Row("DELETE", f"{ONE}/tags/{{tag}}", COLLEAGUES),
    Row("DELETE", f"{ONE}/tags/{{tag}}", IGORS, on="igor"),
    # ── canned responses ─────────────────────────────────────────────────────────────────────────────────────────
    Row("GET", f"{OPERATOR}/canned", OPERATORS),
    Row("POST", f"{OPERATOR}/canned", done(ADMINS, 201), "canned"),
    Row("PUT", f"{OPERATOR}/canned/{{id}}", ADMINS_HERE, "canned change"),
    Row("DELETE", f"{OPERATOR}/canned/{{id}}", done(ADMINS_HERE, 204)),
    Row("POST", f"{OPERATOR}/folders", done(ADMINS, 201), "folder"),
    Row("PUT", f"{OPERATOR}/folders/{{id}}", ADMINS_HERE, {"name": "Доставка"}),
    Row("DELETE", f"{OPERATOR}/folders/{{id}}", done(ADMINS_HERE, 204)),
    Row("GET", f"{PROJECT}/pipelines", CABINET),
    Row("PUT", f"{PROJECT}/pipelines", done(CABINET, 409), PIPELINES),
    Row("GET", f"{PROJECT}/canned", CABINET),
    Row("POST", f"{PROJECT}/canned", done(CABINET, 201), "canned"),
    Row("GET", f"{PROJECT}/canned/export", CABINET),
    Row("POST", f"{PROJECT}/canned/import", CABINET, {"format": "json", "content": "[]", "anyway": False}),
    Row("PUT", f"{PROJECT}/canned/{{id}}", CABINET, "canned change"),
    Row("DELETE", f"{PROJECT}/canned/{{id}}", done(CABINET, 204)),
    Row("POST", f"{PROJECT}/folders", done(CABINET, 201), "folder"),
    Row("PUT", f"{PROJECT}/folders/{{id}}", CABINET, {"name": "Доставка"}),
    Row("DELETE", f"{PROJECT}/folders/{{id}}", done(CABINET, 204)),
    Row("PUT", f"{PROJECT}/files/{{id}}", MARINAS, {"name": "a.txt", "size": 1}, on="cabinet"),
    Row("GET", f"{PROJECT}/files/{{id}}", MARINAS, on="cabinet"),
    Row("PATCH", f"{PROJECT}/files/{{id}}", MARINAS, query="?offset=0", on="cabinet"),
    Row("DELETE", f"{PROJECT}/files/{{id}}", done(MARINAS, 204), on="cabinet"),
    Row("GET", f"{PROJECT}/files/{{id}}", done(CABINET, 404), on="upload"),
    Row("PUT", VISITORS_FILE, who(422), {"name": "a.txt", "size": 1}, "?project={key}"),
    Row("GET", VISITORS_FILE, who(422), query="?project={key}"),
    Row("GET", f"{VISITORS_FILE}/preview", who(422), query="?project={key}"),
    Row("PATCH", VISITORS_FILE, who(422), query="?project={key}&offset=0"),
    Row("DELETE", VISITORS_FILE, who(422), query="?project={key}"),
    Row("OPTIONS", "/api/visitor/v1/files/{path:path}", who(204, nobody=403), query="?project={key}"),
    Row("GET", "/api/visitor/v1/file/{token}", who(404)),
    Row("GET", "/api/visitor/v1/file/{token}/preview", who(404)),
    # ── the cabinet ──────────────────────────────────────────────────────────────────────────────────────────────
    Row("POST", f"{OWNER}/session", REFUSED_SIGN_IN, {k: v for k, v in SIGN_IN.items() if k != "project"}),
    Row("GET", f"{OWNER}/session", PEOPLE),
    Row("DELETE", f"{OWNER}/session", done(PEOPLE, 204)),
    Row("PUT", f"{OWNER}/password", done(PEOPLE, 422), PASSWORDS),
    Row("GET", f"{OWNER}/push", PEOPLE),
    Row("PUT", f"{OWNER}/push", PEOPLE, {name: DEVICE[name] for name in ("endpoint", "p256dh", "auth")}),
    Row("GET", f"{OWNER}/sessions", PEOPLE),
    Row("DELETE", f"{OWNER}/sessions", PEOPLE),
    Row("DELETE", f"{OWNER}/sessions/{{id}}", {**done(PEOPLE, 404), "owner": 200}, on="owner"),
    Row("GET", f"{OWNER}/home", PEOPLE),
    Row("GET", f"{OWNER}/desktop", PEOPLE),
    Row("GET", f"{OWNER}/ways", OURS),
    Row("POST", f"{OWNER}/letters", who(409, visitor=403), {"kind": "reset", "email": "nobody@shop.example"}),
    Row("POST", f"{OWNER}/tickets", who(404, visitor=403), {"ticket": "a guess"}),
    Row("POST", f"{OWNER}/accounts", who(404, visitor=403), NEWCOMER),
    Row("PUT", f"{OWNER}/passwords", who(404, visitor=403), {"ticket": "a guess", "password": "long enough"}),
    Row("POST", f"{OWNER}/projects", {**done(PEOPLE, 201), "member": 403}, "project"),
    Row("GET", f"{PROJECT}/deletion", OWNERS),
    Row("POST", f"{PROJECT}/deletion", done(OWNERS, 422), {"name": "Тихий дом", "password": "a guess"}),
    Row("PATCH", PROJECT, CABINET, {"name": "Тихий дом"}),
    Row("GET", f"{PROJECT}/counter", CABINET),
    Row("POST", f"{PROJECT}/site-check", done(CABINET, 422), {"address": "http://127.0.0.1/"}),
    Row("POST", f"{PROJECT}/connect", OWNERS),
    Row("POST", f"{PROJECT}/sites", CABINET, {"site": "https://other.example"}),
    Row("DELETE", f"{PROJECT}/sites", CABINET, query="?site=https://other.example"),
    Row("GET", f"{PROJECT}/operators", CABINET),
    Row("POST", f"{PROJECT}/operators", done(CABINET, 201), "operator"),
    Row("POST", f"{PROJECT}/operators", done(OWNERS, 201), "administrator"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", CABINET, {"name": "Олег", "password": "another password"}),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"role": "admin"}),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"name": "Олег"}, on="admin"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"password": "another password"}, on="admin"),
    Row("PATCH", f"{PROJECT}/operators/{{id}}", OWNERS, {"role": "operator"}, on="admin"),
    Row("POST", f"{PROJECT}/operators/{{id}}/disable", CABINET),
    Row("POST", f"{PROJECT}/operators/{{id}}/disable", OWNERS, on="admin"),
    Row("POST", f"{PROJECT}/operators/{{id}}/enable", CABINET),
    Row("POST", f"{PROJECT}/operators/{{id}}/enable", OWNERS, on="admin"),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions", CABINET),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions", OWNERS, on="admin"),
    Row("GET", f"{PROJECT}/operators/{{id}}/sessions", CABINET),
    Row("GET", f"{PROJECT}/operators/{{id}}/sessions", OWNERS, on="admin"),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions/{{session}}", CABINET),
    Row("DELETE", f"{PROJECT}/operators/{{id}}/sessions/{{session}}", OWNERS, on="admin"),
    Row("GET", f"{PROJECT}/members", CABINET),
    Row("POST", f"{PROJECT}/members", done(OWNERS, 201), "member"),
    Row("PUT", f"{PROJECT}/members/{{id}}/password", OWNERS, {"password": "another password"}),
    Row("PUT", f"{PROJECT}/members/{{id}}/password", {**OWNERS, "owner": 404}, {"password": "another password"}, on="owner"),
    Row("PUT", f"{PROJECT}/members/{{id}}/rights", OWNERS, {"audits": True}),
    Row("PUT", f"{PROJECT}/members/{{id}}/rights", {**OWNERS, "owner": 404}, {"audits": True}, on="owner"),
    Row("GET", f"{PROJECT}/members/{{id}}/sessions", OWNERS),
    Row("GET", f"{PROJECT}/members/{{id}}/sessions", {**OWNERS, "owner": 404}, on="owner"),
    Row("DELETE", f"{PROJECT}/members/{{id}}/sessions", OWNERS),
    Row("DELETE", f"{PROJECT}/members/{{id}}/sessions", {**OWNERS, "owner": 404}, on="owner"),
    Row("DELETE", f"{PROJECT}/members/{{id}}/sessions/{{session}}", OWNERS),
    Row("DELETE", f"{PROJECT}/members/{{id}}/sessions/{{session}}", {**OWNERS, "owner": 404}, on="owner"),
    Row("DELETE", f"{PROJECT}/members/{{id}}", done(OWNERS, 204)),
    Row("DELETE", f"{PROJECT}/members/{{id}}", {**OWNERS, "owner": 403}, on="owner"),
    *(row for name in SECTIONS for row in section(name)),
    Row("POST", f"{PROJECT}/settings/targeting/why", CABINET, WHY),
    Row("GET", f"{PROJECT}/settings/texts/standard", CABINET, query="?language=de"),
    Row("GET", f"{PROJECT}/crm", CABINET),
    Row("PUT", f"{PROJECT}/crm/connection", done(CABINET, 404), {"name": "none", "values": {}}),
    Row("DELETE", f"{PROJECT}/crm/connection", CABINET),
    Row("POST", f"{PROJECT}/crm/check", CABINET),
    Row("POST", f"{PROJECT}/crm/refresh", CABINET),
    Row("PUT", f"{PROJECT}/crm/rules", done(CABINET, 409), {"version": "", "rules": RULES, "extra": []}),
    Row("POST", f"{PROJECT}/crm/preview", CABINET, {"extra": [], "ordinal": None}),
    Row("GET", f"{PROJECT}/crm/leads", CABINET),
    Row("POST", f"{PROJECT}/crm/leads/{{id}}/again", done(CABINET, 204)),
    Row("GET", f"{PROJECT}/crm/calls", CABINET),
    Row("GET", f"{PROJECT}/alerts", CABINET),
    Row("GET", f"{PROJECT}/alerts/log", CABINET),
    Row("POST", f"{PROJECT}/alerts/ways", done(CABINET, 201), "way"),
    Row("PUT", f"{PROJECT}/alerts/push", CABINET, {**DEVICE, "events": ["rated_low"]}),
    Row("POST", f"{PROJECT}/alerts/telegram", done(CABINET, 409), {"events": [], "language": "ru"}),
    Row("GET", f"{PROJECT}/alerts/telegram/{{id}}", CABINET),
    Row("PATCH", f"{PROJECT}/alerts/ways/{{id}}", CABINET, {"on": False}),
    Row("DELETE", f"{PROJECT}/alerts/ways/{{id}}", done(CABINET, 204)),
    Row("POST", f"{PROJECT}/alerts/ways/{{id}}/test", CABINET),
    Row("POST", f"{PROJECT}/alerts/ways/{{id}}/secret", CABINET),
    Row("GET", f"{PROJECT}/alerts/ways/{{id}}/deliveries", CABINET),
    Row("POST", f"{PROJECT}/alerts/deliveries/{{id}}/again", done(CABINET, 204)),
    Row("GET", f"{PROJECT}/identity", CABINET),
    Row("POST", f"{PROJECT}/identity/rotation", CABINET),
    Row("DELETE", f"{PROJECT}/identity/rotation", CABINET),
    Row("GET", f"{PROJECT}/consents", CABINET),
    Row("GET", f"{PROJECT}/consents/export", CABINET),
    Row("POST", f"{PROJECT}/consents/{{id}}/withdrawal", done(CABINET, 204)),
    Row("GET", f"{PROJECT}/audit", OWNERS),
    Row("GET", f"{PROJECT}/audit/export", OWNERS),
    Row("POST", f"{PROJECT}/settings/multiwidget/preview", CABINET, {"changes": {}}),
    Row("POST", f"{PROJECT}/settings/forms/preview", CABINET, {"changes": {}}),
    Row("POST", f"{PROJECT}/settings/texts/preview", CABINET, {"changes": {}}),
]  # fmt: skip
