"""What a visitor's browser tells besides messages: kept from the first message on."""

from dataclasses import dataclass, field, replace

from besedka.actions.deps import Deps
from besedka.domain.identity import Proven
from besedka.domain.ids import Instant, ProjectNumber, VisitorId
from besedka.domain.profile import Page, Profile, Scalar, clean_path, merge, utm
from besedka.ports.database import Script
from besedka.store import profiles
from besedka.store.ledger import Ledger
from besedka.store.schema import PAGES, PROFILES


@dataclass(frozen=True, slots=True)
class Told:
    """What was told on one connection: pages in order, the site's parameters, the browser's time zone, the visit number, who the
    visitor is said to be, whom the site has proven it to be; and the city of its address, by language."""

    path: tuple[Page, ...] = ()
    referrer: str = ""
    params: dict[str, Scalar] = field(default_factory=dict)
    time_zone: str = ""
    visits: int | None = None
    city: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    proven: Proven | None = None

    def into(self, known: Profile | None) -> Profile:
        """Return the profile with this in it. Where the visitor came from is what the first connection told."""
        base = known or self._arrival()
        last = self.path[-1] if self.path else None
        return replace(
            base,
            params=merge(base.params, self.params),
            time_zone=self.time_zone or base.time_zone,
            city=self.city or base.city,
            visits=base.visits if self.visits is None else self.visits,
            page_url=last.url if last else base.page_url,
            page_title=last.title if last else base.page_title,
            page_at=last.at if last and last.url != base.page_url else base.page_at,
        )

    def _arrival(self) -> Profile:
        landing = self.path[0].url if self.path else ""
        return Profile(landing_url=landing, referrer=self.referrer, utm=utm(landing))


NOTHING = Told()


def begin(ledger: Ledger, visitor: VisitorId, project: ProjectNumber, told: Told, at: Instant) -> None:
    """Keep what was told so far, with the visitor's first message: the profile, and the path up to here."""
    ledger.add_row(PROFILES, profiles.as_row(visitor, project, told.into(None), at))
    for page in clean_path(told.path):
        ledger.add_row(PAGES, (visitor, page.at, page.url, page.title))


def _is_new(page: Page, known: Profile) -> bool:
    """A browser tells its whole path each time: only what comes after the page that is known is new."""
    return page.url != known.page_url and page.at > (known.page_at or 0)


async def tell(deps: Deps, project: ProjectNumber, visitor: VisitorId, told: Told) -> Profile | None:
    """Keep what a known visitor's browser tells; answers the profile if that changed it, else None."""
    now = deps.clock.now()
    before = await deps.database.read(profiles.by_visitor(visitor))
    if before is not None and told.into(before) == before:
        return None  # somebody who merely reconnects costs no write

    def script() -> Script[Profile | None]:
        known = yield from profiles.by_visitor(visitor)
        fresh = told.into(known)
        if fresh == known:
            return None
        yield from profiles.keep(visitor, project, fresh, now)
        path = [page for page in clean_path(told.path) if known is None or _is_new(page, known)]
        if path:
            yield from profiles.walk(visitor, path)
        return fresh

    return await deps.committer.run(script)
