"""IMAP, by the standard library in a thread: one connection, kept as long as it lives, asked now and then for what is unseen.

Letters are looked at without marking them (BODY.PEEK): what is marked as seen has been committed.
"""

import asyncio
import imaplib
import re
import ssl
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeAlias, TypeVar

from besedka.ports.inbox import Arrived, InboxFailed, LetterRefused
from besedka.ports.mail_account import Account

ANSWER_WITHIN = 20.0
"""Seconds for which the server may think about each step."""
MOST_BYTES = 30 * 1024 * 1024
"""Bytes of one letter; of a larger one the beginning is fetched, which has its words."""
BEGINNING = 1_000_000
LOOKED_AT = 200
"""Of more letters than twice this that nobody has taken, so many of the oldest and of the newest are looked at, and besides those that
are known."""
MOST_KNOWN = 2_000
_SIZE, _UID = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"UID (\d+)")
_SEEN = r"(\Seen)"
T = TypeVar("T")
Line: TypeAlias = bytes | tuple[bytes, bytes] | None


class ImapInbox:
    """Looks into the account's `folder` by one connection, one question at a time."""

    def __init__(self, account: Account, folder: str) -> None:
        self._account = account
        self._folder = folder
        self._server: imaplib.IMAP4 | None = None
        self._thread = ThreadPoolExecutor(1, "imap")

    async def new(self, limit: int, beside: Collection[int] = ()) -> list[Arrived]:
        """Return letters that nobody has taken yet, the oldest first."""
        return await self._asked(lambda: self._new(limit, beside))

    async def content(self, letter: Arrived) -> bytes | None:
        """Fetch a letter."""
        return await self._asked(lambda: self._fetched(letter))

    async def took(self, number: int) -> None:
        """Mark a letter as seen."""
        await self._asked(lambda: self._of_one("STORE", number, "+FLAGS", _SEEN))

    async def check(self) -> str:
        """Say hello, encrypt, sign in, open the folder, and leave again."""
        await self._asked(self._here)
        await self._asked(self._leave)
        return f"{self._account.user}/{self._folder}"

    async def close(self) -> None:
        """Leave; who is in the middle of a question is not waited for."""
        self._thread.submit(self._leave)
        self._thread.shutdown(wait=False)

    async def _asked(self, question: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, question)

    def _guarded(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except (InboxFailed, LetterRefused):
            raise
        except ssl.SSLError as error:
            self._drop()
            raise InboxFailed(f"no secure connection: {error.reason or error}") from error
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            self._drop()
            raise InboxFailed(" ".join(str(error).split()) or type(error).__name__) from error

    def _new(self, limit: int, beside: Collection[int]) -> list[Arrived]:
        server = self._here()
        found = _well("SEARCH", server.search(None, "UNSEEN"))
        places = sorted(int(one) for line in found if isinstance(line, bytes) for one in line.split())
        if not places:
            return []
        places = _ends(places, 2 * (LOOKED_AT + min(len(beside), MOST_KNOWN)))
        # Asked for by their places: some servers answer a search for lasting numbers with places, too.
        told = _well("FETCH", server.fetch(",".join(map(str, places)), "(UID RFC822.SIZE)"))
        return _ends([one for one in map(_measured, told) if one is not None and one.number not in beside], limit)

    def _fetched(self, letter: Arrived) -> bytes | None:
        what = f"(BODY.PEEK[]<0.{BEGINNING}>)" if letter.large else "(BODY.PEEK[])"
        parts = self._of_one("FETCH", letter.number, what)
        return next((part[1] for part in parts if isinstance(part, tuple)), None)

    def _of_one(self, command: str, number: int, *args: str) -> Sequence[Line]:
        kind, answer = self._here().uid(command, str(number), *args)
        if kind != "OK":
            raise LetterRefused(f"{command} {number}: {answer!r}")
        return answer

    def _here(self) -> imaplib.IMAP4:
        """Return the connection with the folder open, a new one where there is none."""
        if self._server is None:
            server = self._connection()
            self._server = server
            server.login(self._account.user, self._account.password)
            kind, answer = server.select(f'"{self._folder}"')
            if kind != "OK":
                self._drop()
                raise InboxFailed(f"the folder {self._folder} cannot be opened: {answer!r}")
        return self._server

    def _connection(self) -> imaplib.IMAP4:
        a = self._account
        if a.security == "tls":
            return imaplib.IMAP4_SSL(a.host, a.port, ssl_context=ssl.create_default_context(), timeout=ANSWER_WITHIN)
        server = imaplib.IMAP4(a.host, a.port, timeout=ANSWER_WITHIN)
        if a.security == "starttls":
            server.starttls(ssl_context=ssl.create_default_context())
        return server

    def _leave(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.shutdown()


def _well(command: str, told: tuple[str, Sequence[Line]]) -> list[Line]:
    """Return what the server answered to a command that it has done."""
    kind, answer = told
    if kind != "OK":
        raise InboxFailed(f"{command}: {answer!r}")
    return list(answer)


def _ends(all_of_them: list[T], most: int) -> list[T]:
    """Return the first and the last of them, `most` at most."""
    last = most // 2
    return (
        all_of_them if len(all_of_them) <= most else all_of_them[: most - last] + all_of_them[len(all_of_them) - last :]
    )


def _measured(line: Line) -> Arrived | None:
    """Return a letter by its lasting number, and its size; None for a line that tells of something else."""
    text = line if isinstance(line, bytes) else b""
    number, size = _UID.search(text), _SIZE.search(text)
    return None if number is None or size is None else Arrived(int(number[1]), int(size[1]), int(size[1]) > MOST_BYTES)
