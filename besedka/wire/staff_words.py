"""Tells what the operators' app and the cabinet share in their words."""

from collections.abc import Iterable

from besedka.store.sessions import Session
from besedka.wire.staff import SignedInBrowser, SignedInBrowsers


def browsers(sessions: Iterable[Session], mine: Session | None = None) -> SignedInBrowsers:
    """Return where somebody is signed in; `mine` is the session of whoever asks, if it is one of these."""
    return {"sessions": [_browser(one, mine) for one in sessions]}


def _browser(one: Session, mine: Session | None) -> SignedInBrowser:
    this = mine is not None and one.token_hash == mine.token_hash
    return {"id": one.id, "user_agent": one.user_agent, "since": one.created_at, "seen": one.seen_at, "this": this}
