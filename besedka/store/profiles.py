"""Visitors' profiles and their paths through the site."""

import json

from besedka.domain.ids import Instant, ProjectNumber, VisitorId
from besedka.domain.profile import PATH, Page, Profile
from besedka.ports.database import Query, Save, Script, Value
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import PAGES, PROFILES

_FIELDS = "params, landing_url, referrer, utm, time_zone, city, visits, page_url, page_title, page_at"


def by_visitor(visitor: VisitorId) -> Script[Profile | None]:
    """Return a visitor's profile."""
    found = yield from fetch_one(f"SELECT {_FIELDS} FROM profiles WHERE visitor_id = $1", (visitor,), _profile)
    return found


def path(visitor: VisitorId) -> Script[list[Page]]:
    """Return the visitor's last pages, newest first."""
    sql = f"SELECT at, url, title FROM pages WHERE visitor_id = $1 ORDER BY at DESC LIMIT {PATH}"
    found = yield from fetch(sql, (visitor,), Page)
    return found


def keep(visitor: VisitorId, project: ProjectNumber, profile: Profile, now: Instant) -> Script[None]:
    """Store a profile, over what it was before."""
    yield Save(PROFILES, [as_row(visitor, project, profile, now)], replace=True)


def walk(visitor: VisitorId, pages: list[Page]) -> Script[None]:
    """Add pages to the path and forget what is beyond its length."""
    yield Save(PAGES, [(visitor, page.at, page.url, page.title) for page in pages], replace=True)
    rows = yield Query("SELECT at FROM pages WHERE visitor_id = $1 ORDER BY at DESC", (visitor,))
    if len(rows) > PATH:
        yield Query("DELETE FROM pages WHERE visitor_id = $1 AND at < $2", (visitor, rows[PATH - 1][0]))


def as_row(visitor: VisitorId, project: ProjectNumber, p: Profile, now: Instant) -> tuple[Value, ...]:
    """Return a profile as its row."""
    return (
        visitor, project, _json(p.params), p.landing_url, p.referrer, _json(p.utm), p.time_zone, _json(p.city), p.visits, p.page_url,
        p.page_title, p.page_at, now,
    )  # fmt: skip


def _json(told: dict[str, str]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _profile(
    params: str, landing_url: str, referrer: str, utm: str, time_zone: str, city: str, visits: int | None, page_url: str,
    page_title: str, page_at: Instant | None,
) -> Profile:  # fmt: skip
    return Profile(
        json.loads(params),
        landing_url,
        referrer,
        json.loads(utm),
        time_zone,
        json.loads(city or "{}"),
        visits,
        page_url,
        page_title,
        page_at,
    )
