"""By e-mail: a plain letter, in which nothing is markup."""

import asyncio

from besedka.domain.letters import Letter
from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.mail import Mailer, MailFailed

WITHIN = 60.0
"""Seconds for a whole letter: far less than a node has a delivery to itself."""
MAX_SUBJECT = 200
_SIGNATURE = {
    "ru": "Проект «{project}». Кому и когда писать, решает владелец проекта в кабинете.",
    "en": "Project “{project}”. Who is written to, and when, is up to the project’s owner, in the cabinet.",
}


class EmailAlerter:
    """Writes letters. `address` opens the way."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    async def tell(self, values: Values, notice: Notice) -> None:
        """Send the notice. Told again it is the same letter, by its id."""
        try:
            async with asyncio.timeout(WITHIN):
                await self._mailer.send(_letter(values["address"], notice))
        except MailFailed as failed:
            raise AlertFailed(f"alert_{failed.code}", str(failed), permanent=failed.permanent) from failed
        except TimeoutError as error:
            raise AlertFailed("alert_slow") from error


def _letter(to: str, notice: Notice) -> Letter:
    signature = _SIGNATURE.get(notice.language, _SIGNATURE["en"]).format(project=_line(notice.project_name))
    parts = [notice.title, notice.text, notice.link, f"-- \n{signature}"]
    return Letter(
        to, _line(notice.title)[:MAX_SUBJECT], "\n\n".join(part for part in parts if part), id=f"alert.{notice.id}"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
