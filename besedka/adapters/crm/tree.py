"""An answer's JSON."""

from pydantic_core import from_json

from besedka.domain.tree import Tree
from besedka.ports.crm import CrmFailed
from besedka.ports.http import Answer

__all__ = ["Tree", "read", "said"]


def read(answer: Answer) -> Tree:
    """Return what an answer says. CrmFailed `crm_strange` when it is no JSON (a login page, a proxy's word)."""
    try:
        return Tree(from_json(answer.body))
    except ValueError as error:
        raise CrmFailed("crm_strange", said(answer), lost=True) from error


def said(answer: Answer) -> str:
    """Return the beginning of an answer that is not what was expected."""
    return f"HTTP {answer.status} {' '.join(answer.body[:200].decode('utf-8', 'replace').split())}".strip()
