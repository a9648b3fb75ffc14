"""What the pages say is too long is what the server refuses as that."""

import re
from pathlib import Path

from besedka.domain import canned, contact, message, operator, search, tag

LIMITS = {
    "message": message.MAX_TEXT,
    "query": search.MAX_QUERY,
    "contact_name": contact.MAX_NAME,
    "email": operator.MAX_EMAIL,
    "password": operator.MAX_PASSWORD,
    "tag": tag.MAX_NAME,
    "canned_title": canned.MAX_TITLE,
    "canned_text": message.MAX_TEXT,
    "folder": canned.MAX_FOLDER,
}


def test_the_pages_and_the_server_know_the_same_limits() -> None:
    text = (Path(__file__).parents[2] / "web/shared/limits.ts").read_text("utf-8")
    (line,) = re.findall(r"LIMITS = \{ (.+) \} as const", text)
    told = {name: int(limit.replace("_", "")) for name, limit in re.findall(r"(\w+): ([\d_]+)", line)}
    assert told == LIMITS
