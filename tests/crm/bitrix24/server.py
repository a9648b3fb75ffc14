"""Bitrix24's server of our own, by the vendor's documentation: a secret in the path, errors by codes, `[]` for an empty object."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from secrets import token_hex
from ssl import SSLContext
from typing import ClassVar

from tests.crm.bitrix24.records import CONTACT, DEAL, LEAD, Refused, Row, chosen, doubles, selected, standard, taken
from tests.crm.vendor import Asked, Said, Vendor
from tests.crm.world import MANY

WHEN = {"date_start": "2026-11-27T16:16:04+03:00", "date_finish": "2026-11-27T16:16:04+03:00"}
TIME = {"start": 1790000000.1, "finish": 1790000000.2, "duration": 0.1, "processing": 0.05, "operating": 0, **WHEN}
Json = dict[str, object]


def refused(code: str, why: str, status: int = 400) -> Said:
    """Return an error as they word it."""
    return Said(status, {"error": code, "error_description": why})


class BitrixServer(Vendor):
    """One portal, and the server of tokens beside it. `scope` is what was granted; `closed` kinds of records may not be read."""

    def __init__(self, trust: SSLContext | None = None) -> None:
        super().__init__(trust)
        self.secret = token_hex(8)
        self.client = ("local.6501a2b3", token_hex(20))
        self.code, self.refresh = token_hex(16), token_hex(16)
        self.access: set[str] = set()
        self.renewed = 0
        self.scope = ["crm", "user"]
        self.closed: set[int] = set()
        self.users: list[Row] = []
        self.items: dict[int, list[Row]] = {DEAL: [], LEAD: [], CONTACT: []}
        self.fields: dict[int, dict[str, Row]] = {kind: standard(kind) for kind in (DEAL, LEAD, CONTACT)}
        self.categories: list[Row] = []
        self.statuses: list[Row] = []
        self.comments: list[Row] = []
        self._last = 100

    def next_id(self) -> int:
        """Return a new id, higher than all before."""
        self._last += 1
        return self._last

    def revoke(self) -> None:
        """Delete the webhook and the application."""
        self.secret, self.code, self.refresh = "", "", ""
        self.access.clear()

    def answer(self, asked: Asked) -> Said:
        """Do what is asked, when its key is good and the method is there."""
        if asked.path == "/oauth/token/":
            return self._token(asked)
        found = re.fullmatch(r"/rest/(?:(\d+)/([^/]+)/)?([a-z.]+?)(?:\.json)?", asked.path)
        body = json.loads(asked.body or b"{}") if found else {}
        if found is None:
            return refused("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)
        wrong = self._wrong_key(found[2], str(body.pop("auth", "")))
        return wrong or self._done(found[3], body)

    def _wrong_key(self, secret: str | None, access: str) -> Said | None:
        if secret is not None:
            return (
                None
                if self.secret and secret == self.secret
                else refused("INVALID_CREDENTIALS", "Invalid request credentials", 401)
            )
        if not access:
            return refused("NO_AUTH_FOUND", "Wrong authorization data", 401)
        return (
            None if access in self.access else refused("expired_token", "The access token provided has expired.", 401)
        )

    def _done(self, method: str, body: Json) -> Said:
        act = self._METHODS.get(method)
        if act is None:
            return refused("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)
        if method not in ("scope", "profile") and method.partition(".")[0] not in self.scope:
            return refused(
                "insufficient_scope", "The request requires higher privileges than provided by the webhook token", 403
            )
        try:
            said = act(self, body)
        except Refused as error:
            return refused(error.code, error.why, error.status)
        return Said(body={**said, "time": TIME})

    def _token(self, asked: Asked) -> Said:
        """Exchange a code, good once, or a refresh token for a pair."""
        if asked.method != "GET" or (asked.asks("client_id"), asked.asks("client_secret")) != self.client:
            return refused("invalid_client", "", 400)
        if asked.asks("grant_type") == "authorization_code" and self.code and asked.asks("code") == self.code:
            self.code = ""
        elif (
            asked.asks("grant_type") != "refresh_token"
            or not self.refresh
            or asked.asks("refresh_token") != self.refresh
        ):
            return refused("invalid_grant", "", 400)
        self.renewed += 1
        access, self.refresh = token_hex(16), token_hex(16)
        self.access.add(access)
        ends = {"client_endpoint": f"{self.url}/rest/", "server_endpoint": "https://oauth.bitrix24.tech/rest/"}
        tokens = {"access_token": access, "refresh_token": self.refresh, "expires_in": 3600, "expires": 1890003600}
        return Said(
            body={
                **tokens,
                **ends,
                "scope": "crm,user",
                "domain": "portal",
                "member_id": "a1",
                "user_id": 1,
                "status": "L",
            }
        )

    def _scope(self, body: Json) -> Json:
        return {"result": self.scope}

    def _profile(self, body: Json) -> Json:
        return {"result": {"ID": "1", "ADMIN": True, "NAME": "Главный", "LAST_NAME": ""}}

    def _users(self, body: Json) -> Json:
        wanted = body.get("FILTER") or body.get("filter") or {}
        assert isinstance(wanted, dict)
        return _page([one for one in self.users if all(one.get(key) == value for key, value in wanted.items())], body)

    def _kind(self, body: Json) -> int:
        kind = body.get("entityTypeId")
        if not isinstance(kind, int) or kind not in self.items:
            raise Refused("NOT_FOUND", "Смарт-процесс не найден")
        if kind in self.closed:
            raise Refused("ACCESS_DENIED", "У Вас нет прав на просмотр этого элемента")
        return kind

    def _fields(self, body: Json) -> Json:
        return {"result": {"fields": self.fields[self._kind(body)]}}

    def _add(self, body: Json) -> Json:
        kind, sent = self._kind(body), body.get("fields")
        assert isinstance(sent, dict)
        stage: Row = (
            {"stageId": self._first_stage(sent), "categoryId": 0, "stageSemanticId": "P"} if kind != CONTACT else {}
        )
        base: Row = {
            "assignedById": 1,
            "updatedTime": "2026-11-27T16:16:04+03:00",
            "currencyId": "RUB",
            "opportunity": 0,
            **stage,
        }
        row = base | taken(self.fields[kind], sent)
        row |= {"id": self.next_id()} | self._joined(row)
        self.items[kind].append(row)
        return {"result": {"item": selected(row, self.fields[kind], [])}}

    def _first_stage(self, sent: Mapping[str, object]) -> str:
        return f"C{sent['categoryId']}:NEW" if sent.get("categoryId") else "NEW"

    def _joined(self, row: Row) -> Row:
        contacts = row.get("contactIds")
        return {"contactId": contacts[0]} if isinstance(contacts, list) and contacts else {}

    def find(self, kind: int, id: object) -> Row:
        """Return a record. Refused when it is not there."""
        found = next((one for one in self.items[kind] if one["id"] == id), None)
        if found is None:
            raise Refused("NOT_FOUND", "Элемент не найден")
        return found

    def _get(self, body: Json) -> Json:
        kind = self._kind(body)
        return {"result": {"item": selected(self.find(kind, body.get("id")), self.fields[kind], [])}}

    def _list(self, body: Json) -> Json:
        kind = self._kind(body)
        wanted, order, select = body.get("filter") or {}, body.get("order") or {}, body.get("select") or []
        assert isinstance(wanted, dict)
        assert isinstance(order, dict)
        assert isinstance(select, list)
        rows = chosen(self.items[kind], self.fields[kind], wanted)
        ordered = sorted(rows, key=lambda one: int(str(one["id"])), reverse=order.get("id", "ASC") == "DESC")
        return _page([selected(one, self.fields[kind], select) for one in ordered], body, "items")

    def _update(self, body: Json) -> Json:
        kind, sent = self._kind(body), body.get("fields")
        assert isinstance(sent, dict)
        row = self.find(kind, body.get("id"))
        new = taken(self.fields[kind], sent)
        if new.get("assignedById", 1) not in [int(str(one["ID"])) for one in self.users]:
            new.pop("assignedById")
        old, more = row.get("fm") or [], new.pop("fm", [])
        assert isinstance(old, list)
        assert isinstance(more, list)
        row |= new | ({"fm": [*old, *more]} if more else {})
        return {"result": {"item": selected(row, self.fields[kind], [])}}

    def _categories(self, body: Json) -> Json:
        if self._kind(body) != DEAL:
            raise Refused("ENTITY_TYPE_NOT_SUPPORTED", "Entity type LEAD is not supported")
        return {"result": {"categories": self.categories}, "total": len(self.categories)}

    def _statuses(self, body: Json) -> Json:
        wanted = body.get("filter") or {}
        assert isinstance(wanted, dict)
        return _page([one for one in self.statuses if one["ENTITY_ID"] == wanted.get("ENTITY_ID")], body)

    def _doubles(self, body: Json) -> Json:
        kind, values = body.get("type"), body.get("values")
        if kind not in ("PHONE", "EMAIL"):
            raise Refused("Communication type is not defined", "Parameter 'type' is required.")
        if not isinstance(values, list) or not values or len(values) > 20:
            raise Refused("Communication values is not defined", "Parameter 'values' is required.")
        found = list(doubles(self.items[CONTACT], str(kind), values))
        return {"result": {"CONTACT": found} if found else []}

    def _add_comment(self, body: Json) -> Json:
        sent = body.get("fields")
        if not isinstance(sent, dict) or not {"ENTITY_ID", "ENTITY_TYPE"} <= set(sent):
            raise Refused("100", "Could not find value for parameter {fields}")
        if not sent.get("COMMENT"):
            raise Refused("INVALID_ARG_VALUE", "Empty comment message")
        self.find({"deal": DEAL, "lead": LEAD, "contact": CONTACT}[str(sent["ENTITY_TYPE"])], sent["ENTITY_ID"])
        self.comments.append({"ID": str(self.next_id()), "AUTHOR_ID": "1", **sent, "ENTITY_ID": str(sent["ENTITY_ID"])})
        return {"result": self._last}

    def _comments(self, body: Json) -> Json:
        wanted = body.get("filter")
        assert isinstance(wanted, dict)
        where = (str(wanted["ENTITY_ID"]), wanted["ENTITY_TYPE"])
        return _page([one for one in self.comments if (one["ENTITY_ID"], one["ENTITY_TYPE"]) == where], body)

    _METHODS: ClassVar[Mapping[str, Callable[["BitrixServer", Json], Json]]] = {
        "scope": _scope, "profile": _profile, "user.get": _users, "crm.item.fields": _fields, "crm.item.add": _add, "crm.item.get": _get,
        "crm.item.list": _list, "crm.item.update": _update, "crm.category.list": _categories, "crm.status.list": _statuses,
        "crm.duplicate.findbycomm": _doubles, "crm.timeline.comment.add": _add_comment, "crm.timeline.comment.list": _comments,
    }  # fmt: skip


def _page(rows: Sequence[Row], body: Json, key: str = "") -> Json:
    """Return a page of a list: `next` is there when there is more."""
    start = int(str(body.get("start") or 0))
    part = list(rows[start : start + MANY])
    more = {"next": start + MANY} if len(rows) > start + MANY else {}
    return {"result": {key: part} if key else part, "total": len(rows), **more}
