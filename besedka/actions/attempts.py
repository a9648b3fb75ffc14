"""Attempts to sign in: guessing is slow, and a guesser holds up nobody but himself (SECURITY.md, 15).

A browser that an account has signed in with carries a mark, and is counted by itself: what others try, from wherever, is no concern of
its owner. Everybody else is counted by account and address; beyond what one address or one account may fail, they go on in single drops.
"""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from weakref import WeakValueDictionary

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from besedka.actions.deps import Deps
from besedka.domain.address import household
from besedka.domain.errors import TooMany

PER_BROWSER = RateLimitItemPerMinute(8, 5, namespace="browser")
"""Failures of a browser that has signed this account in before."""
PER_ACCOUNT_AND_ADDRESS = RateLimitItemPerMinute(8, 5, namespace="both")
"""Failures of one account from one address: a guesser elsewhere does not lock out the person."""
PER_ADDRESS = RateLimitItemPerMinute(60, 5, namespace="address")
PER_ACCOUNT = RateLimitItemPerMinute(100, 5, namespace="account")
"""Failures of one address, and of one account from all of them, beyond which there is only a drop now and then."""
DROP = RateLimitItemPerSecond(1, 5, namespace="drop")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries to sign in as `account` from `address`; `browser` is the mark's own number, if it bears one of this account."""

    account: str
    address: str
    browser: str | None

    @property
    def lane(self) -> str:
        """Those with the same lane wait for each other."""
        return f"{self.account} {self.browser}" if self.browser else self.address


class Attempts:
    """Counts failures in memory, on each node by itself."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._failures = MovingWindowRateLimiter(MemoryStorage())
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def attempt(self, account: str, address: str, mark: str | None) -> Attempt:
        """Return who tries. A mark that is not of this account is none."""
        browser, _, signature = (mark or "").partition(".")
        known = hmac.compare_digest(signature.encode(), self._sign(account, browser).encode())
        return Attempt(account, household(address), browser if known else None)

    def mark(self, attempt: Attempt) -> str:
        """Return what the browser of a successful attempt shall carry. It opens nothing: it only keeps the line free."""
        browser = attempt.browser or secrets.token_urlsafe(12)
        return f"{browser}.{self._sign(attempt.account, browser)}"

    def turn(self, attempt: Attempt) -> asyncio.Lock:
        """One attempt at a time: those that come all at once are counted too."""
        return self._turns.setdefault(attempt.lane, asyncio.Lock())

    async def may_go_on(self, attempt: Attempt) -> None:
        """TooMany `too_many_attempts` when it must wait. Call it in one's turn."""
        if attempt.browser:
            await self._must_be_below(PER_BROWSER, attempt.account, attempt.browser)
            return
        await self._must_be_below(PER_ACCOUNT_AND_ADDRESS, attempt.account, attempt.address)
        for item, key in ((PER_ADDRESS, attempt.address), (PER_ACCOUNT, attempt.account)):
            if not await self._failures.test(item, key) and not await self._failures.hit(DROP, key):
                await self._refuse(DROP, key)

    async def note_failure(self, attempt: Attempt) -> None:
        """Count it."""
        if attempt.browser:
            await self._failures.hit(PER_BROWSER, attempt.account, attempt.browser)
            return
        await self._failures.hit(PER_ACCOUNT_AND_ADDRESS, attempt.account, attempt.address)
        await self._failures.hit(PER_ADDRESS, attempt.address)
        await self._failures.hit(PER_ACCOUNT, attempt.account)

    async def _must_be_below(self, item: RateLimitItem, *keys: str) -> None:
        if not await self._failures.test(item, *keys):
            await self._refuse(item, *keys)

    async def _refuse(self, item: RateLimitItem, *keys: str) -> None:
        stats = await self._failures.get_window_stats(item, *keys)
        wait = round(stats.reset_time - self._deps.clock.now() / 1000)
        raise TooMany("too_many_attempts", {"retry_after": min(max(1, wait), LONGEST)})

    def _sign(self, account: str, browser: str) -> str:
        words = f"browser {account} {browser}".encode("utf-8", "surrogatepass")
        return hmac.new(self._deps.secret, words, hashlib.sha256).hexdigest()
