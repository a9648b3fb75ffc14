"""Pipedrive's server: API v2 and what is left of v1, by INTEGRATIONS.md 1.7 and by the vendor's own client."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from tests.crm.pipedrive.rules import Refused, Row, check_body, check_query, cursor, invalid, position
from tests.crm.vendor import Asked, Said, Vendor

COSTS = {"one": 2, "list": 20, "search": 40, "write": 10}
"""What a question takes of the day's budget."""
_V2 = "/api/v2/"
_ROUTES = (
    ("GET", r"(deals|persons)/search", "search"),
    ("GET", r"(deals|persons|stages|pipelines|dealFields)", "list"),
    ("GET", r"(deals|persons)/([^/]+)", "one"),
    ("POST", r"(deals|persons|dealFields)", "write"),
    ("PATCH", r"(deals|persons)/([^/]+)", "write"),
)


class PipedriveServer(Vendor):
    """One company. `page` is the most that one page holds, `budget` the day's tokens. `behind`: the search knows nothing newer."""

    def __init__(self) -> None:
        super().__init__()
        self.token = "8f14e45fceea167a5a36dedd4bea2543d1b7c9aa"
        self.page, self.budget, self.behind = 500, 30_000, False
        self.me = 1
        self.permissions: Row = {"can_see_other_users": True, "can_add_custom_fields": True}
        self.users: list[Row] = []
        self.notes: list[Row] = []
        self.rows: dict[str, list[Row]] = {"deals": [], "persons": [], "stages": [], "pipelines": [], "dealFields": []}
        self._indexed = 0
        self._last = 0

    def answer(self, asked: Asked) -> Said:
        """Answer as the vendor does, with what is left in the headers."""
        try:
            self._known(asked)
            status, body = self._route(asked)
            return Said(status, {"success": True, **body}, self._left())
        except Refused as refused:
            return Said(refused.status, refused.body, self._left())

    def keep(self, kind: str, row: Row) -> Row:
        """Keep a record."""
        self._last += 1
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = {"owner_id": self.me, **row, "id": self._last, "add_time": now, "update_time": now, "is_deleted": False}
        self.rows[kind].append(kept)
        self._indexed = self._indexed if self.behind else self._last
        return kept

    def field(self, name: str, kind: str, options: list[str] | None = None) -> Row:
        """Keep a custom field of deals: its code is a hash."""
        self._last += 1
        code = hashlib.sha1(f"{name}{self._last}".encode()).hexdigest()
        rows = [{"id": self._last * 10 + at, "label": one} for at, one in enumerate(options or [])]
        kept: Row = {
            "field_name": name, "field_code": code, "field_type": kind, "is_custom_field": True, "options": rows or None,
            "description": None, "is_optional_response_field": False, "subfields": None,
        }  # fmt: skip
        self.rows["dealFields"].append(kept)
        return kept

    def by_id(self, kind: str, id: object) -> Row | None:
        """Return a record as it is kept."""
        return next((one for one in self.rows[kind] if str(one["id"]) == str(id)), None)

    def _known(self, asked: Asked) -> None:
        if (asked.headers.get("x-api-token") or asked.asks("api_token")) != self.token:
            raise Refused(401, "unauthorized access")

    def _left(self) -> dict[str, str]:
        tokens = {
            "x-daily-ratelimit-token-limit": "30000",
            "x-daily-ratelimit-token-remaining": str(max(self.budget, 0)),
        }
        return {"x-ratelimit-limit": "20", "x-ratelimit-remaining": "19", "x-ratelimit-reset": "2", **tokens}

    def _pay(self, kind: str) -> None:
        if self.budget < COSTS[kind]:
            self.budget = 0
            raise Refused(429, "request over limit")
        self.budget -= COSTS[kind]

    def _route(self, asked: Asked) -> tuple[int, Row]:
        if not asked.path.startswith(_V2):
            return self._old(asked, re.sub(r"^/(api/)?v1/", "", asked.path))
        for method, pattern, kind in _ROUTES:
            found = re.fullmatch(pattern, asked.path.removeprefix(_V2))
            if found and method == asked.method:
                self._pay(kind)
                return self._do(asked, kind, *found.groups())
        raise Refused(404, "Resource not found", "ERR_NOT_FOUND")

    def _do(self, asked: Asked, kind: str, name: str, id: str = "") -> tuple[int, Row]:
        query = dict(asked.query)
        if kind == "write":
            return self._write(asked, name, id)
        check_query(name if kind == "list" else kind, query)
        if kind == "one":
            return 200, {"data": self._one(name, id)}
        rows = self._found(name, query) if kind == "search" else self._listed(name, query)
        return 200, self._paged(rows, query, "items" if kind == "search" else "")

    def _one(self, name: str, id: str) -> Row:
        """A deal or person that was deleted is told, and may be changed, for thirty days."""
        row = self.by_id(name, id)
        if row is None:
            raise Refused(404, f"{name.capitalize().removesuffix('s')} not found", "ERR_NOT_FOUND")
        return row

    def _listed(self, name: str, query: Mapping[str, str]) -> list[Row]:
        keys = [key for key in ("person_id", "owner_id", "pipeline_id") if key in query]
        rows = [one for one in self.rows[name] if not one.get("is_deleted")]
        found = [one for one in rows if all(str(one.get(key)) == query[key] for key in keys)]
        return found[::-1] if query.get("sort_direction") == "desc" else found

    def _paged(self, rows: list[Row], query: Mapping[str, str], inside: str) -> Row:
        start, size = position(query), min(int(query.get("limit", "100")), self.page)
        shown, after = rows[start : start + size], start + size
        more = {"additional_data": {"next_cursor": cursor(after) if after < len(rows) else None}}
        return {"data": {inside: shown} if inside else shown, **more}

    def _found(self, name: str, query: Mapping[str, str]) -> list[Row]:
        fields, exact = query.get("fields", "").split(","), query.get("exact_match") == "true"
        seen = [one for one in self.rows[name] if not one.get("is_deleted") and _int(one["id"]) <= self._indexed]
        return [
            {"result_score": 1.0, "item": self._item(name, one)}
            for one in seen
            if any(_matches(text, query["term"], exact) for text in self._texts(one, fields))
        ]

    def _texts(self, row: Row, fields: list[str]) -> list[str]:
        custom = row.get("custom_fields") or {}
        assert isinstance(custom, dict)
        texts = {
            "email": _values(row.get("emails")), "phone": _values(row.get("phones")), "name": [str(row.get("name", ""))],
            "title": [str(row.get("title", ""))], "custom_fields": [one for one in custom.values() if isinstance(one, str)],
        }  # fmt: skip
        return [text for field in fields for text in texts.get(field, [])]

    def _item(self, name: str, row: Row) -> Row:
        """What a search tells: lists of texts, and the owner's number."""
        custom = {"custom_fields": self._texts(row, ["custom_fields"]), "owner": {"id": row["owner_id"]}, "notes": []}
        if name == "deals":
            return {"id": row["id"], "type": "deal", "title": row["title"], "status": row["status"], **custom}
        details = {"phones": _values(row.get("phones")), "emails": _values(row.get("emails"))}
        return {"id": row["id"], "type": "person", "name": row["name"], **details, **custom}

    def _write(self, asked: Asked, name: str, id: str) -> tuple[int, Row]:
        if not asked.headers.get("content-type", "").startswith("application/json"):
            raise Refused(400, "Invalid request body", "ERR_BAD_REQUEST")
        body = check_body(name, _parsed(asked), self.rows["dealFields"], new=not id)
        self._check_owner(body)
        if name == "dealFields":
            return self._new_field(body)
        kept = self._changed(self._one(name, id), body) if id else self.keep(name, self._new(name, body))
        return 200 if id else 201, {"data": kept}

    def _check_owner(self, body: Row) -> None:
        if "owner_id" in body and body["owner_id"] not in [one["id"] for one in self.users if one["active_flag"]]:
            raise invalid("owner_id", "User not found")

    def _new_field(self, body: Row) -> tuple[int, Row]:
        if not self.permissions["can_add_custom_fields"]:
            raise Refused(403, "User does not have permissions to add custom fields", "ERR_FORBIDDEN")
        return 201, {"data": self.field(str(body["field_name"]), str(body["field_type"]))}

    def _new(self, name: str, body: Row) -> Row:
        if name == "persons":
            return body
        stage = self.by_id("stages", body.get("stage_id", self.rows["stages"][0]["id"]))
        person = body.get("person_id")
        if stage is None or (person is not None and self.by_id("persons", person) is None):
            raise invalid("stage_id" if stage is None else "person_id", "not found")
        base: Row = {"person_id": None, "value": 0, "currency": "EUR", "status": "open", "custom_fields": {}}
        return {**base, **body, "stage_id": stage["id"], "pipeline_id": stage["pipeline_id"]}

    def _changed(self, row: Row, body: Row) -> Row:
        before, after = row.get("custom_fields") or {}, body.pop("custom_fields", {})
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        row |= {**body, "custom_fields": {**before, **after}}
        return row

    def _old(self, asked: Asked, path: str) -> tuple[int, Row]:
        """What v1 still has: users and notes."""
        self._pay("write" if asked.method == "POST" else "list")
        if (asked.method, path) == ("GET", "users"):
            return 200, {"data": self.users}
        if (asked.method, path) == ("GET", "users/me"):
            return 200, {"data": {**self._user(self.me), "company_name": "Лавка", "company_domain": "lavka"}}
        if asked.method == "GET" and path == f"users/{self.me}/permissions":
            return 200, {"data": self.permissions}
        if path == "notes" and asked.method in ("GET", "POST"):
            return (200, self._notes(dict(asked.query))) if asked.method == "GET" else self._note(_parsed(asked))
        raise Refused(404, "Unknown method .")

    def _user(self, id: int) -> Row:
        return next(one for one in self.users if one["id"] == id)

    def _notes(self, query: Mapping[str, str]) -> Row:
        rows = [one for one in self.notes if str(one["deal_id"]) == query.get("deal_id", str(one["deal_id"]))]
        start, size = int(query.get("start", "0")), min(int(query.get("limit", "100")), self.page)
        more = start + size < len(rows)
        pages = {
            "start": start,
            "limit": size,
            "more_items_in_collection": more,
            **({"next_start": start + size} if more else {}),
        }
        return {"data": rows[start : start + size], "additional_data": {"pagination": pages}}

    def _note(self, body: object) -> tuple[int, Row]:
        if (
            not isinstance(body, dict)
            or not body.get("content")
            or set(body) - {"content", "deal_id", "person_id", "org_id"}
        ):
            raise Refused(400, "Content must be provided.")
        if self.by_id("deals", body.get("deal_id")) is None:
            raise Refused(404, "Deal not found.")
        self._last += 1
        kept = {**body, "id": self._last, "user_id": self.me, "active_flag": True}
        self.notes.append(kept)
        return 201, {"data": kept}


def _parsed(asked: Asked) -> object:
    try:
        return json.loads(asked.body)
    except ValueError:
        return None


def _matches(text: str, term: str, exact: bool) -> bool:
    return text.casefold() == term.casefold() if exact else term.casefold() in text.casefold()


def _values(rows: object) -> list[str]:
    return [str(one["value"]) for one in rows] if isinstance(rows, list) else []


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
