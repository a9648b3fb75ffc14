"""Variables in what goes to a CRM: `{page}`, `{utm_source}`, `{param.product}` … (PRODUCT.md 5.3)."""

import re
from collections.abc import Mapping

from besedka.domain.errors import BadInput

NAMES = (
    "page", "page_title", "landing_page", "referrer", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
    "operator_name", "operator_email", "visitor_name", "visitor_phone", "visitor_email", "conversation_number", "conversation_link",
    "project_name", "site", "channel", "language", "city", "visits", "roistat_visit",
)  # fmt: skip
"""All that a value may name, besides `param.` and a custom parameter's own name."""
PARAM = "param."
_HOLE = re.compile(r"\{([^{}\n]*)\}")


def check(template: str, field: str) -> None:
    """Raise BadInput `extra_variable` with the variable for a name that nothing has."""
    for name in _HOLE.findall(template):
        if name not in NAMES and not (name.startswith(PARAM) and name[len(PARAM) :].strip()):
            raise BadInput("extra_variable", {"field": field, "variable": name[:100]})


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Return the template with what its variables mean; what is not known is empty. What comes in is never filled again."""
    return _HOLE.sub(lambda hole: facts.get(hole.group(1), ""), template).strip()


def is_plain(template: str) -> bool:
    """Tell whether it is the same for every conversation."""
    return not _HOLE.search(template)
