"""The house stands as ARCHITECTURE says: imports go down, SQL lives in the store, files stay small."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools import sizes
from tools.frontend import ROOT

SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT INTO|UPDATE\b.+\bSET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA) ", re.DOTALL
)
SQL_FLOORS = ("besedka/store/", "besedka/adapters/database/", "besedka/adapters/bus/")
WEAKENED = re.compile(
    r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)|\b(it|test|describe)\.(skip|todo|only)\("
)


def test_imports_go_down() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_sql_lives_in_the_store() -> None:
    elsewhere = [path for path in _python("besedka") if not path.startswith(SQL_FLOORS)]
    assert not [f"{path}: {text[:60]}" for path in elsewhere for text in _strings(path) if SQL.search(text)]


def test_no_file_is_too_long_without_a_reason() -> None:
    assert not sizes.too_long()


def test_no_test_is_switched_off() -> None:
    tests = [path for path in sizes.tracked("*.py", "*.ts", "*.tsx") if path != Path(__file__)]
    assert not [str(path.relative_to(ROOT)) for path in tests if WEAKENED.search(path.read_text(encoding="utf-8"))]


def _python(folder: str) -> Iterator[str]:
    yield from (str(path.relative_to(ROOT)) for path in sizes.tracked(f"{folder}/**.py", f"{folder}/*.py"))


def _strings(path: str) -> Iterator[str]:
    """Every text of a file but its docstrings."""
    nodes = list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
    prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
