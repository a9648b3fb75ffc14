"""The details of a CRM's failure are the CRM's own words or a name: a sentence of ours has a code, and stands in both languages."""

import ast
import re
from collections.abc import Iterator

from tools.sizes import tracked

from besedka.domain.sentences import SENTENCES

FAILURES = ("CrmFailed", "Missing", "HttpFailed")
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
WHERE = ("besedka/adapters/crm/*.py", "besedka/adapters/http/*.py", "besedka/actions/crm/*.py")


def test_no_detail_is_a_sentence_of_ours() -> None:
    assert not [(code, text) for code, text in _details() if SENTENCE.search(text)]


def test_every_code_has_a_sentence() -> None:
    codes = {code for code, _ in _details() if code.startswith("crm_")}
    assert len(codes) > 10
    assert codes <= set(SENTENCES)


def _details() -> Iterator[tuple[str, str]]:
    for path in (one for where in WHERE for one in tracked(where)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: text
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
            for text in _texts(node.value, {})
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FAILURES:
                yield _code(call), " ".join(text for one in call.args[1:2] for text in _texts(one, named))


def _code(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _texts(node: ast.expr, named: dict[str, str]) -> list[str]:
    """Return the letters of ours in an expression."""
    if isinstance(node, ast.Name):
        return [named[node.id]] if node.id in named else []
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
