"""What an Odoo database holds: models with fields, records, domains that select them, and the errors of its ORM."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.crm.vendor import Said

Values = dict[str, object]
_BEGAN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
_KINDS: Mapping[str, tuple[type, ...]] = {
    "char": (str,), "text": (str,), "html": (str,), "selection": (str,), "date": (str,), "datetime": (str,), "boolean": (bool,),
    "integer": (int,), "float": (int, float), "monetary": (int, float), "many2one": (int,),
}  # fmt: skip


class OdooError(Exception):
    """An exception of Odoo's, as its JSON-2 dispatcher answers it."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        trace = f'Traceback (most recent call last):\n  File "/opt/odoo/odoo/http.py", line 2212\n{name}: {message}\n'
        told = {"name": name, "message": message, "arguments": [message], "context": {}, "debug": trace}
        self.said = Said(status, told, {"Content-Type": "application/json; charset=utf-8"})


def unknown(model: str, name: str) -> OdooError:
    """A field that there is none of: an exception nobody has given a status, so it is a fault of the server's."""
    return OdooError(500, "builtins.ValueError", f"Invalid field '{name}' on model '{model}'")


@dataclass(slots=True)
class Column:
    """A field of a model. `options` are those of a selection; `relation` is what a many2one leads to."""

    type: str = "char"
    string: str = ""
    options: tuple[tuple[str, str], ...] = ()
    relation: str = ""
    readonly: bool = False
    required: bool = False

    def told(self) -> Values:
        """Return it as fields_get does."""
        more: Values = {"selection": [list(one) for one in self.options]} if self.options else {}
        more |= {"relation": self.relation} if self.relation else {}
        return {
            "type": self.type,
            "string": self.string,
            "readonly": self.readonly,
            "required": self.required,
            "store": True,
            **more,
        }


@dataclass(slots=True)
class Model:
    """A model and its records by id. `makes` fills in what a new record was not given."""

    name: str
    columns: dict[str, Column]
    makes: Callable[[Values], None] = lambda values: None
    rows: dict[int, Values] = field(default_factory=dict)
    may: set[str] = field(default_factory=lambda: {"read", "write", "create", "unlink"})
    """What the key's user may do with it."""


class Database:
    """All models."""

    def __init__(self, models: Iterable[Model]) -> None:
        self.models = {one.name: one for one in models}
        for one in self.models.values():
            one.columns |= {
                "id": Column("integer"),
                "create_date": Column("datetime"),
                "write_date": Column("datetime"),
            }
        self._id = 40
        self._now = _BEGAN

    def allow(self, model: Model, operation: str) -> None:
        """Refuse what the user may not do."""
        if operation not in model.may:
            message = f"You are not allowed to {operation} '{model.name}' records.\n\nContact your administrator."
            raise OdooError(403, "odoo.exceptions.AccessError", message)

    def create(self, model: Model, values: Values) -> int:
        """Store a new record."""
        self._check(model, values)
        self._id += 1
        row = {
            **dict.fromkeys(model.columns, False),
            **values,
            "id": self._id,
            "create_date": self._tick(),
            "write_date": self._tick(),
        }
        if "active" in model.columns:
            row["active"] = values.get("active", True)
        model.makes(row)
        model.rows[self._id] = row
        return self._id

    def write(self, model: Model, ids: Sequence[int], values: Values) -> None:
        """Change records, all of which must be there."""
        self._check(model, values)
        for row in self.browse(model, ids):
            row |= {**values, "write_date": self._tick()}

    def browse(self, model: Model, ids: Sequence[int]) -> list[Values]:
        """Return records by id."""
        for id in ids:
            if id not in model.rows:
                message = f"Record does not exist or has been deleted.\n(Record: {model.name}({id},), User: 2)"
                raise OdooError(404, "odoo.exceptions.MissingError", message)
        return [model.rows[id] for id in ids]

    def search(self, model: Model, domain: Sequence[object], *, archived: bool) -> list[Values]:
        """Return the records that a domain selects; archived ones only when the context wants them or the domain names them."""
        hidden = (
            not archived
            and "active" in model.columns
            and not any(isinstance(one, list) and one[0] == "active" for one in domain)
        )
        return [
            row
            for row in model.rows.values()
            if self._selects(model, domain, row) and not (hidden and not row["active"])
        ]

    def shown(self, model: Model, row: Values, names: Sequence[str]) -> Values:
        """Return the fields of a record: a many2one with its name, nothing as False."""
        return {name: self._value(model, row, name) for name in ("id", *names)}

    def _value(self, model: Model, row: Values, name: str) -> object:
        if name == "display_name":
            return row["name"]
        if name not in model.columns:
            raise unknown(model.name, name)
        column, value = model.columns[name], row[name]
        if column.type != "many2one" or not value:
            return value
        return [value, self.models[column.relation].rows[int(str(value))]["name"]]

    def _tick(self) -> str:
        self._now += timedelta(seconds=1)
        return self._now.strftime("%Y-%m-%d %H:%M:%S")

    def _check(self, model: Model, values: Values) -> None:
        for name, value in values.items():
            if name not in model.columns:
                raise unknown(model.name, name)
            column = model.columns[name]
            if value is not False and not isinstance(value, _KINDS[column.type]):
                raise OdooError(500, "builtins.TypeError", f"{name}: {value!r} is no {column.type}")
            if column.options and value is not False and value not in dict(column.options):
                raise OdooError(500, "builtins.ValueError", f"Wrong value for {model.name}.{name}: {value!r}")
            if column.relation and value and value not in self.models[column.relation].rows:
                message = (
                    "The operation cannot be completed: another model is using the record you are trying to reach."
                )
                raise OdooError(422, "odoo.exceptions.ValidationError", message)

    def _selects(self, model: Model, domain: Sequence[object], row: Values) -> bool:
        """Evaluate a domain in prefix notation, from its end."""
        stack: list[bool] = []
        for one in reversed(domain):
            if one in ("|", "&"):
                left, right = stack.pop(), stack.pop()
                stack.append(left or right if one == "|" else left and right)
            elif one == "!":
                stack.append(not stack.pop())
            elif isinstance(one, list):
                stack.append(self._meets(model, row, str(one[0]), str(one[1]), one[2]))
        return all(stack)

    def _meets(self, model: Model, row: Values, name: str, operator: str, wanted: object) -> bool:
        if name == "phone_mobile_search" and "phone" in model.columns:
            return str(wanted) in re.sub(r"[\s./()\-]", "", str(row["phone"] or ""))
        if name not in model.columns:
            raise OdooError(
                500, "builtins.ValueError", f"Invalid field {model.name}.{name} in condition ({name!r}, {operator!r})"
            )
        value = row[name]
        if operator == "=ilike":
            return bool(value) and re.fullmatch(_like(str(wanted)), str(value), re.IGNORECASE | re.DOTALL) is not None
        if operator == "in" and isinstance(wanted, list):
            return value in wanted
        if operator not in ("=", "child_of"):
            raise OdooError(500, "builtins.ValueError", f"Invalid operator {operator!r}")
        return value == wanted


def _like(pattern: str) -> str:
    """Return SQL's pattern as a regular expression."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    return "".join({"%": ".*", "_": "."}.get(one, re.escape(one[-1])) for one in parts)
