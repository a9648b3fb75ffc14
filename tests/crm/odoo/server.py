"""Odoo 19's JSON-2 API, as far as a chat needs it, with its quirks: INTEGRATIONS.md 1.6 and the vendor's own source."""

import json
from collections.abc import Callable, Sequence
from html import escape

from tests.crm.odoo.records import Column, Database, Model, OdooError, Values
from tests.crm.vendor import Asked, Said, Vendor

_NOT_FOUND = (
    "<!doctype html><html><title>404 Not Found</title><p>The requested URL was not found on the server.</p></html>"
)
_NO_DEFAULT = object()
Method = Callable[..., object]


class OdooServer(Vendor):
    """One database. `key` is its user's."""

    def __init__(self, models: Sequence[Model]) -> None:
        super().__init__()
        self.key = "6578616d706c65206a736f6e20617069206b6579"
        self.name = "shop"
        self.data = Database(models)
        self.user = 2

    def answer(self, asked: Asked) -> Said:
        """Answer one question."""
        try:
            return self._route(asked)
        except OdooError as error:
            return error.said

    def _route(self, asked: Asked) -> Said:
        parts = asked.path.strip("/").split("/")
        if asked.headers.get("x-odoo-database", self.name) != self.name:
            return Said(404, _NOT_FOUND)
        if asked.method == "GET" and parts[0] == "doc-bearer":
            return Said(200, self._doc())
        if asked.method != "POST" or parts[:2] != ["json", "2"] or len(parts) != 4:
            return Said(404, _NOT_FOUND)
        if not asked.headers.get("content-type", "").startswith("application/json"):
            return Said(415, "<p>Request inferred type is compatible with http but /json/2 is type=json2</p>")
        if asked.headers.get("authorization", "").lower() != f"bearer {self.key}":
            raise OdooError(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey")
        return self._call(parts[2], parts[3], json.loads(asked.body))

    def _call(self, model_name: str, method: str, body: dict[str, object]) -> Said:
        model = self.data.models.get(model_name)
        if model is None:
            raise OdooError(404, "werkzeug.exceptions.NotFound", f"the model {model_name!r} does not exist")
        known = self._methods().get(method)
        if known is None:
            message = f"The method '{model_name}.{method}' does not exist"
            raise OdooError(404, "werkzeug.exceptions.NotFound", message)
        of_model, does, parameters = known
        ids, context = body.pop("ids", []), body.pop("context", {})
        if of_model and ids:
            raise OdooError(
                422, "werkzeug.exceptions.UnprocessableEntity", f"cannot call {model_name}.{method} with ids"
            )
        for name in body:
            if name not in parameters:
                raise OdooError(
                    422, "werkzeug.exceptions.UnprocessableEntity", f"got an unexpected keyword argument {name!r}"
                )
        for name, default in parameters.items():
            if name not in body and default is _NO_DEFAULT:
                raise OdooError(
                    422, "werkzeug.exceptions.UnprocessableEntity", f"missing a required argument: {name!r}"
                )
        given = {name: body.get(name, default) for name, default in parameters.items()}
        told = does(model, context, **given) if of_model else does(model, ids, **given)
        return Said(200, json.dumps(told, ensure_ascii=False), {"Content-Type": "application/json; charset=utf-8"})

    def _methods(self) -> dict[str, tuple[bool, Method, dict[str, object]]]:
        """Return by name: whether it is of the model rather than of records, what it does, and its parameters with their defaults."""
        paged: dict[str, object] = {"offset": 0, "limit": None, "order": None}
        return {
            "context_get": (True, self._context, {}),
            "search_read": (True, self._search_read, {"domain": [], "fields": None, **paged}),
            "search_count": (True, self._count, {"domain": _NO_DEFAULT, "limit": None}),
            "create": (True, self._create, {"vals_list": _NO_DEFAULT}),
            "fields_get": (True, self._fields, {"allfields": None, "attributes": None}),
            "read": (False, self._read, {"fields": None, "load": "_classic_read"}),
            "write": (False, self._write, {"vals": _NO_DEFAULT}),
            "unlink": (False, self._unlink, {}),
            "has_access": (False, self._may, {"operation": _NO_DEFAULT}),
            "message_post": (
                False, self._post,
                {"body": "", "subject": None, "message_type": "notification", "subtype_xmlid": None, "body_is_html": False},
            ),
        }  # fmt: skip

    def _doc(self) -> dict[str, object]:
        return {"methods": {
            name: {"parameters": {one: {} for one in parameters}, "api": ["model"] if of_model else []}
            for name, (of_model, _, parameters) in self._methods().items()
        }}  # fmt: skip

    def _context(self, model: Model, context: Values) -> object:
        return {"lang": "ru_RU", "tz": "Europe/Moscow", "uid": self.user}

    def _search_read(
        self, model: Model, context: Values, domain: list[object], fields: list[str] | None,
        offset: int, limit: int | None, order: str | None,
    ) -> object:  # fmt: skip
        self.data.allow(model, "read")
        rows = self._ordered(self.data.search(model, domain, archived=context.get("active_test") is False), order)
        rows = rows[offset : None if limit is None else offset + limit]
        return [self.data.shown(model, row, fields or list(model.columns)) for row in rows]

    def _ordered(self, rows: list[Values], order: str | None) -> list[Values]:
        for part in reversed((order or "id").split(",")):
            name, _, way = part.strip().partition(" ")
            rows = sorted(rows, key=lambda row: (str(type(row[name])), row[name]), reverse=way == "desc")
        return rows

    def _count(self, model: Model, context: Values, domain: list[object], limit: int | None) -> object:
        self.data.allow(model, "read")
        return len(self.data.search(model, domain, archived=context.get("active_test") is False))

    def _create(self, model: Model, context: Values, vals_list: list[Values]) -> object:
        self.data.allow(model, "create")
        if model.name == "crm.lead":
            for values in vals_list:
                self._lead(values)
        made = [self.data.create(model, values) for values in vals_list]
        if model.name == "ir.model.fields":
            for values in vals_list:
                self._custom(values)
        return made

    def _lead(self, values: Values) -> None:
        """A lead's defaults: the user's own, the first stage, the client's data from the client or to them."""
        values.setdefault("user_id", self.user)
        stages = self._ordered(list(self.data.models["crm.stage"].rows.values()), "sequence")
        values.setdefault("stage_id", stages[0]["id"])
        partner = self.data.models["res.partner"].rows.get(int(str(values.get("partner_id") or 0)))
        if partner is not None:
            for own, theirs in (("email_from", "email"), ("phone", "phone"), ("contact_name", "name")):
                if own in values and own != "contact_name":
                    partner[theirs] = values[own]
                values.setdefault(own, partner[theirs])

    def _custom(self, values: Values) -> None:
        """A field made by hand: its name begins with x_."""
        if not str(values["name"]).startswith("x_"):
            raise OdooError(
                422, "odoo.exceptions.ValidationError", "Custom fields must have a name that starts with 'x_'!"
            )
        model = self.data.models[str(self.data.models["ir.model"].rows[int(str(values["model_id"]))]["model"])]
        model.columns[str(values["name"])] = Column(str(values["ttype"]), str(values["field_description"]))
        for row in model.rows.values():
            row[str(values["name"])] = False

    def _fields(
        self, model: Model, context: Values, allfields: list[str] | None, attributes: list[str] | None
    ) -> object:
        self.data.allow(model, "read")
        told = {name: column.told() for name, column in model.columns.items() if allfields is None or name in allfields}
        return {name: {key: one[key] for key in attributes or one if key in one} for name, one in told.items()}

    def _read(self, model: Model, ids: list[int], fields: list[str] | None, load: str) -> object:
        self.data.allow(model, "read")
        return [self.data.shown(model, row, fields or list(model.columns)) for row in self.data.browse(model, ids)]

    def _write(self, model: Model, ids: list[int], vals: Values) -> object:
        self.data.allow(model, "write")
        self.data.write(model, ids, vals)
        return True

    def _unlink(self, model: Model, ids: list[int]) -> object:
        self.data.allow(model, "unlink")
        for row in self.data.browse(model, ids):
            del model.rows[int(str(row["id"]))]
        return True

    def _may(self, model: Model, ids: list[int], operation: str) -> object:
        return operation in model.may

    def _post(
        self, model: Model, ids: list[int], body: str, subject: object, message_type: str, subtype_xmlid: str | None, body_is_html: bool
    ) -> object:  # fmt: skip
        """Post a message: a text is escaped unless it is said to be HTML; a customer who follows is written to unless it is a note."""
        if len(ids) != 1:
            raise OdooError(500, "builtins.ValueError", f"Expected singleton: {model.name}{tuple(ids)}")
        self.data.browse(model, ids)
        shown = f"<p>{body if body_is_html else escape(body)}</p>"
        kept: Values = {"model": model.name, "res_id": ids[0], "body": shown, "message_type": message_type}
        kept["internal"] = subtype_xmlid == "mail.mt_note"
        return [self.data.create(self.data.models["mail.message"], kept)]
