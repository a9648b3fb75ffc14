"""What a visitor's browser tells besides messages, on one connection: in memory until the first message, then kept."""

import asyncio
from dataclasses import replace

from besedka.actions import claims, profiles
from besedka.actions.claims import Claim
from besedka.actions.identities import Home, Prove, proving
from besedka.actions.messages import Origin
from besedka.actions.profiles import Told
from besedka.domain import contact as contacts
from besedka.domain.conversation import Conversation
from besedka.domain.identity import Proven
from besedka.domain.ids import Instant
from besedka.domain.message import clean_line
from besedka.domain.profile import MAX_ADDRESS, Page, Profile, clean_page, told_apart
from besedka.ports.database import DatabaseFailed
from besedka.realtime.blips import VisitorPage
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.wire import visitor as words


class About:
    """Page, path, parameters, time zone and city of one connection."""

    __slots__ = ("_address", "_hub", "_keeping", "_language", "_origin", "_unkept", "_user_agent", "told")

    def __init__(self, hub: Host, user_agent: str, address: str) -> None:
        self._hub = hub
        self._address = address
        self._user_agent = user_agent
        self._language = ""
        self.told = Told()
        self._origin: Origin | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._unkept = False

    def greeted(self, frame: words.Hello) -> None:
        """Take the page of the hello."""
        page = frame["page"]
        here = clean_page(self._hub.deps.clock.now(), page["url"], page["title"])
        self._origin = None
        self._language = frame["language"]
        self.told = Told(
            (here,), clean_line(page["referrer"], MAX_ADDRESS), city=self._hub.deps.cities.of(self._address),
            claims=_claims(frame.get("claims", {})),
        )  # fmt: skip

    def heard(self, frame: words.About, c: Conversation | None) -> None:
        """Take what the page's script told: a path replaces the one that was known, parameters are put into the others."""
        now, told, self._origin = self._hub.deps.clock.now(), self.told, None
        path = tuple(clean_page(max(0, now - p["ago"]), p["url"], p["title"]) for p in frame.get("path", ()))
        self.told = replace(
            told,
            path=_later(path, self.page) if path else told.path,
            params={**told.params, **frame.get("params", {})},
            time_zone=clean_line(frame.get("time_zone", told.time_zone), 64),
            visits=frame.get("visits", told.visits),
            claims=_claims(frame["claims"]) if "claims" in frame else told.claims,
        )
        self._user_agent = told_apart(self._user_agent, touch=frame.get("touch", False))
        self._unkept = c is None
        self.of(c)

    def began(self, c: Conversation) -> None:
        """Keep what was told while the first message was on its way to the disk: it went without that."""
        if self._unkept:
            self._unkept = False
            self.of(c)

    def proves(self, who: Proven, home: Home) -> None:
        """Take whom the site has proven; the browser's own conversation becomes theirs."""
        self.told, self._origin = replace(self.told, proven=who), None
        if home.own is not None:
            self._hub.spawn(self._prove(home.own, who))

    def typed(self, contacts: dict[str, str], c: Conversation) -> None:
        """Take who somebody says they are in a form: their own word is newer than the page's."""
        self.told, self._origin = replace(self.told, claims={**self.told.claims, **contacts}), None
        self.of(c)

    def came(self, c: Conversation | None, known: Profile | None) -> None:
        """Keep what the hello told, where that is more than is `known` of the visitor: who merely comes back costs nothing more."""
        told = self.told
        if c is None or known is None or told.claims or told.proven is not None or told.into(known) != known:
            self.of(c)
        elif c.status != "closed":
            self.show(c, here=True)

    def of(self, c: Conversation | None) -> None:
        """Keep what was told; without a conversation nothing is kept (PRODUCT.md 2.2a)."""
        if c is not None:
            self._keeping = self._hub.spawn(self._keep(c))

    @property
    def page(self) -> Page:
        """The page that the visitor looks at."""
        return self.told.path[-1] if self.told.path else Page(Instant(0), "", "")

    def origin(self) -> Origin:
        """Return where a message is written from: made once for all that are written from the same place."""
        if self._origin is None:
            page, self._unkept = self.page, False
            self._origin = Origin(
                page.url, page.title, self.told.referrer, self._language, self._user_agent, self.told, self._address
            )
        return self._origin

    async def _keep(self, c: Conversation) -> None:
        """Keep what was told of a visitor who has written before; show the operators what is new, in work also that they are here.

        What is told meanwhile is kept next, and shown then: an app that hears of a page asks at once what is kept of it.
        """
        told, page = self.told, self.page
        try:
            changed = await profiles.tell(self._hub.deps, c.project, c.visitor, told)
            await (self._claim(c) if told.proven is None else self._prove(c, told.proven))
        except DatabaseFailed:
            return  # the next page tells it again
        if changed is not None or c.status != "closed":
            self.show(c, here=True, page=page)

    async def _prove(self, c: Conversation, who: Proven) -> None:
        """Keep what the site has proven, where that is news."""
        deps = self._hub.deps
        known, before = await deps.database.read(proving(c.project, c, who))
        unit = Prove(c, who, known, before, deps.clock.now())
        if unit.is_news():
            deps.committer.submit(unit)

    async def _claim(self, c: Conversation) -> None:
        """Keep who the visitor is said to be, where that is news."""
        told, deps = self.told.claims, self._hub.deps
        known = (await deps.database.read(claims.before(c.project, c))) if told else None
        if known is not None and (known.contact is None or contacts.news(known.contact, told)):
            deps.committer.submit(Claim(c.project, c.id, c.visitor, deps.clock.now(), lambda _: None, told, known))

    def left(self, channel: Channel | None, c: Conversation | None) -> None:
        """Show that the visitor has left the site, when that was the last window here."""
        if channel is not None and c is not None and c.status != "closed" and c.visitor not in channel.visitors:
            self.show(c, here=False)

    def asked(self, c: Conversation | None) -> None:
        """Show it to who asks; what is being kept is shown once it is, or the news of it would come before it."""
        if self._keeping is None or self._keeping.done():
            self.show(c, here=True)

    def show(self, c: Conversation | None, *, here: bool, page: Page | None = None) -> None:
        """Show the operators in whose scope the conversation is where the visitor is now, or that they have gone."""
        if c is None:
            return
        page, assignee = page or self.page, None if c.assignee is None else c.assignee.hex()
        blip: VisitorPage = {
            "b": "visitor_page", "conversation": c.id.hex(), "assignee": assignee, "url": page.url, "title": page.title, "at": page.at,
            "here": here,
        }  # fmt: skip
        self._hub.blip(c.project, blip)


def _later(path: tuple[Page, ...], before: Page) -> tuple[Page, ...]:
    """Return the path with its last page under a later time than the one before: by that, apps know that more has been told of it."""
    last = path[-1]
    return (*path[:-1], replace(last, at=Instant(max(last.at, before.at + 1))))


def _claims(said: words.Claims) -> dict[str, str]:
    return contacts.claims({name: str(text) for name, text in said.items()})
