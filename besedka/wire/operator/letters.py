"""Letters to a client who left, and links that continue a conversation, in the operator's words."""

from typing import Literal

from typing_extensions import TypedDict

from besedka.wire.shapes import Millis

LetterState = Literal["idle", "waiting", "sent", "failed"]
LetterStop = Literal["unsubscribed", "bounced"]


class LetterLine(TypedDict):
    """Of a line of the log: where the letter went (masked, as `a…@example.com`), and the code of what kept it, empty: nothing."""

    to: str
    code: str


class Letters(TypedDict):
    """A conversation's letters. `on`: the server sends mail. `email` is the client's, empty: nobody knows it. `stopped`: nobody writes
    to it any more, and why. `state` is of the last letter, which went `to` this address: it waits for `due_at` (with `code` where the mail
    server did not take it yet), went at `sent_at`, or was not taken; `message` is the sentence of `code`, `detail` the mail server's own
    words. `links` counts those that can still be opened, and browsers that were let in by one."""

    on: bool
    email: str
    stopped: LetterStop | None
    state: LetterState
    to: str
    due_at: Millis | None
    sent_at: Millis | None
    code: str
    message: str
    detail: str
    links: int


class MadeLink(TypedDict):
    """A link that opens the conversation in one browser, once, until `expires_at`. It is told this once."""

    url: str
    expires_at: Millis


class LinkMade(TypedDict):
    """A fact: `operator` made a link that continues the conversation on another device."""

    t: Literal["link_made"]
    position: int
    conversation: str
    operator: str | None
    at: Millis


class LinksRevoked(TypedDict):
    """A fact: `operator` took back all links to the conversation; browsers that they had let in are let in no more."""

    t: Literal["links_revoked"]
    position: int
    conversation: str
    operator: str | None
    at: Millis


class LetterSent(TypedDict):
    """A fact: the answers that the client had not read have gone by mail, asked for by `operator` or (null) by the project's settings."""

    t: Literal["letter_sent"]
    position: int
    conversation: str
    operator: str | None
    letter: LetterLine
    at: Millis


class LetterFailed(TypedDict):
    """A fact: the letter was not taken, or came back, and is not sent again by itself."""

    t: Literal["letter_failed"]
    position: int
    conversation: str
    letter: LetterLine
    at: Millis


class LetterReceived(TypedDict):
    """A fact: the client's last message came by mail."""

    t: Literal["letter_received"]
    position: int
    conversation: str
    letter: LetterLine
    at: Millis
