"""Reads the public languages (besedka/wire) as they are written: shapes, fields, aliases, and their docstrings.

The source is read, not imported: names of aliases, order, docstrings and headings survive, and nothing has to be installed.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIRE = ROOT / "besedka" / "wire"
SHARED = ("shapes", "staff", "targeting", "forms", "speech")
MODULES = (*SHARED, "operator", "owner", "visitor")
PARTS = (
    "things",
    "says",
    "hears",
    "life",
    "bodies",
    "canned",
    "cards",
    "tags",
    "leads",
    "letters",
    "deals",
    "devices",
    "pipelines",
    "alerts",
    "crm",
    "finds",
    "settings",
    "multiwidget",
    "accounts",
    "counter",
    "audit",
    "counting",
    "desktop",
    "tables",
)
"""The files of a language that outgrew one, in the order in which they are read; not every language has each."""
_LINES_OF_A_PART = 10_000
_HEADING = re.compile(r"^# ── (.+?) ─+$")


@dataclass(frozen=True)
class Field:
    """One field of a shape; `optional` when it may be absent."""

    name: str
    type: ast.expr
    optional: bool


@dataclass(frozen=True)
class Shape:
    """One TypedDict: a frame, a body, or a part of them. `name` is unique over all languages; `base` is whose fields it has besides."""

    name: str
    doc: str
    line: int
    fields: tuple[Field, ...]
    base: str | None = None

    @property
    def tag(self) -> str | None:
        """The frame's `t`, or None for what is not a frame."""
        for field in self.fields:
            if (
                field.name == "t"
                and isinstance(field.type, ast.Subscript)
                and isinstance(field.type.slice, ast.Constant)
            ):
                return str(field.type.slice.value)
        return None


@dataclass(frozen=True)
class Alias:
    """A named type: a literal, a constrained string or number, or a union of frames."""

    name: str
    doc: str
    line: int
    type: ast.expr


@dataclass(frozen=True)
class Constant:
    """A number that both sides must know, such as the protocol's version."""

    name: str
    doc: str
    line: int
    value: int


@dataclass(frozen=True)
class Language:
    """One module of besedka/wire. `names` maps a name used in it to the unique name over all languages."""

    module: str
    doc: str
    headings: tuple[tuple[int, str], ...]
    items: tuple[Shape | Alias | Constant, ...]
    names: dict[str, str]


def languages() -> tuple[Language, ...]:
    """Return every language, the shared shapes first. Raises ValueError when two things would bear one name."""
    found = tuple(_language(module) for module in MODULES)
    names = [item.name for language in found for item in language.items]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two things in besedka/wire would be called {', '.join(sorted(twice))}")
    return found


def unions(language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every union of frames with the names of its members."""
    for item in language.items:
        if isinstance(item, Alias):
            names = [
                node.id for node in ast.walk(item.type) if isinstance(node, ast.Name) and node.id in language.names
            ]
            if len(names) > 1:
                yield item.name, [language.names[name] for name in names]


def public_name(module: str, name: str) -> str:
    """Return the unique name: shared words keep theirs, the others get the language's name in front unless they bear it."""
    prefix = module.capitalize()
    return name if module in SHARED or name.startswith(prefix) else prefix + name


def _language(module: str) -> Language:
    folder = WIRE / module
    if not folder.is_dir():
        return _part(folder.with_suffix(".py"), module)
    doc = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    parts = [_part(path, module) for name in PARTS if (path := folder / f"{name}.py").exists()]
    names = {own: public for part in parts for own, public in part.names.items()}
    headings, items = list[tuple[int, str]](), list[Shape | Alias | Constant]()
    for number, part in enumerate(parts):
        offset = number * _LINES_OF_A_PART
        headings += [(line + offset, text) for line, text in part.headings]
        items += [replace(item, line=item.line + offset) for item in part.items]
    return Language(module, doc, tuple(headings), tuple(items), names)


def _part(path: Path, module: str) -> Language:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    names = _imported(tree) | {name: public_name(module, name) for name in _defined(tree)}
    headings = (
        (number, match[1]) for number, line in enumerate(source.splitlines(), 1) if (match := _HEADING.match(line))
    )
    return Language(module, ast.get_docstring(tree) or "", tuple(headings), tuple(_items(tree, names)), names)


def _imported(tree: ast.Module) -> dict[str, str]:
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return {
        name.name: public_name(node.module.split(".")[2], name.name)
        for node in imports
        if node.module and node.module.startswith("besedka.wire.")
        for name in node.names
    }


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id


def _items(tree: ast.Module, names: dict[str, str]) -> Iterator[Shape | Alias | Constant]:
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef):
            yield _shape(node, names)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield from _assigned(node, node.targets[0].id, _following_text(following), names)


def _shape(node: ast.ClassDef, names: dict[str, str]) -> Shape:
    bases = [names[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in names]
    doc = _clean(ast.get_docstring(node))
    return Shape(names[node.name], doc, node.lineno, tuple(_fields(node)), bases[0] if bases else None)


def _assigned(node: ast.Assign, name: str, doc: str, names: dict[str, str]) -> Iterator[Alias | Constant]:
    if name.isupper():
        if (value := _number(node.value)) is not None:
            yield Constant(name, doc, node.lineno, value)
    else:
        yield Alias(names[name], doc, node.lineno, node.value)


def _number(value: ast.expr) -> int | None:
    if isinstance(value, ast.Constant) and isinstance(value.value, int):
        return value.value
    if isinstance(value, ast.Name) and value.id == "MAX_TEXT":
        return _constant(ROOT / "besedka" / "domain" / "message.py", value.id)
    return None


def _constant(path: Path, name: str) -> int:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return int(ast.literal_eval(node.value))
    raise ValueError(f"{path} does not define {name}")


def _fields(node: ast.ClassDef) -> Iterator[Field]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            type_ = line.annotation
            optional = (
                isinstance(type_, ast.Subscript)
                and isinstance(type_.value, ast.Name)
                and type_.value.id == "NotRequired"
            )
            yield Field(
                line.target.id, type_.slice if optional and isinstance(type_, ast.Subscript) else type_, optional
            )


def _following_text(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return _clean(node.value.value)
    return ""


def _clean(doc: str | None) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "\n", doc or "").strip()
