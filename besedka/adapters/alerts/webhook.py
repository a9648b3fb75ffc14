"""A signed webhook: what is told goes to any address as JSON (docs/how-to/be-told-of-problems.md)."""

import time
from datetime import UTC, datetime

from pydantic_core import to_json

from besedka.adapters.alerts.asking import doors, post
from besedka.domain.signature import key, signed
from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.http import Http

VERSION = 1
"""Of the shape of what is sent: it grows only when something is taken away or means something else."""


class WebhookAlerter:
    """Posts notices. `url` and `secret` open the way; `old_secret` too, while the receiver learns the new one."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def tell(self, values: Values, notice: Notice) -> None:
        """Post the notice. Told again it bears the same id."""
        url, secrets = values["url"].strip(), [values["secret"], *filter(None, [values.get("old_secret")])]
        try:
            keys = [key(one) for one in secrets]
        except ValueError as error:
            raise AlertFailed("alert_no_access", str(error), permanent=True) from error
        id, body = f"msg_{notice.id}", to_json(_event(notice))
        headers = {"Content-Type": "application/json", **signed(id, int(time.time()), body, keys)}
        await post(self._http, url, headers, body, [*secrets, *doors(url)])


def _event(notice: Notice) -> dict[str, object]:
    at = datetime.fromtimestamp(notice.at / 1000, UTC).isoformat(timespec="milliseconds")
    data = {
        "kind": notice.kind, "project": {"number": notice.project, "name": notice.project_name}, "language": notice.language,
        "title": notice.title, "text": notice.text, "link": notice.link, "conversation": notice.conversation, "facts": dict(notice.facts),
    }  # fmt: skip
    return {
        "id": f"msg_{notice.id}",
        "type": f"alert.{notice.kind}",
        "version": VERSION,
        "created_at": at,
        "data": data,
    }
