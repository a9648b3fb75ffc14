"""The counter: the loader's script and the widget's settings, as bytes from memory, ahead of everything else.

Every page of every site asks for these, so they never reach the framework, and rarely the database. A script that is asked for
with the page's origin (the snippet does) brings the settings along; any other fetches them. A site that carries the original's
snippet asks at the original's addresses, and gets the script that also answers to the original's names (PRODUCT.md 2.3).
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from pydantic_core import to_json
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from besedka.actions.sightings import Sightings
from besedka.api.assets import Assets
from besedka.api.errors import problem
from besedka.api.sockets.gate import own_origin
from besedka.api.visitor.inviting import Inviting
from besedka.domain.errors import NotFound, Refusal, Unavailable
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.language import LANGUAGES
from besedka.domain.presence import gather
from besedka.domain.project import Project, hides, origin_allowed, switched_off
from besedka.ports.database import DatabaseFailed, Script
from besedka.realtime.hub import Hub
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import deletions, projects
from besedka.wire import widget_words
from besedka.wire.visitor import WidgetSettings

KEEP = 30.0
"""Seconds for which a project's settings are kept in memory: how late a change may reach new pages."""
PLACE = b"__BESEDKA__"
"""Where the loader waits for the settings, or for nothing."""
STEP = 180_000
"""Milliseconds: so exactly does a script tell what time it is, for the hours. With a cache's ages it is less than the loader allows."""
FRESH = b"public, max-age=60, stale-while-revalidate=600"
BRIEF = b"public, max-age=45"
"""Where the chat is hidden while nobody is there: with `LOOK`, a page knows of it within a minute."""
LOOK = 5.0
"""Seconds for which it is believed who is there."""
MAX_KEPT = 2_000
_SPEAKING = re.compile(r"/c/([0-9a-f]{32})/(panel|words)-([a-z]{2})-([\w-]+)\.js")
"""Where a project's own texts are, each kind of script in each language under the name of its version."""

Kind = Literal["js", "json", "ways.json", "invite.json", "init"]
"""What is asked for: the loader, the settings, the ways to get in touch, who invites, or the loader at the original's address."""
_ASKED = re.compile(r"/(?:c/([0-9a-f]{32})\.(js|json|ways\.json|invite\.json)|api/site/1\.0/([0-9a-f]{32})/(init))")
_ALONE = re.compile(r"/c/([0-9a-f]{32})/alone\.(js|json)")
"""The loader and the settings of the page on which a conversation is continued (PRODUCT.md 6)."""
_OURS = ("/c/", "/api/site/")
MODULE = "/dist/module.js"
"""Where the original's snippet fetches its script on pages whose visitor has a visit's number: nothing in it names the project."""
KEPT_BY_BROWSERS = b"public, max-age=600"


class _Script:
    """A script without its settings, and its tag."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.tag = hashlib.sha256(body).hexdigest()[:16]
        self.bare = body.replace(PLACE, b"0", 1)


@dataclass(slots=True)
class _Kept:
    project: Project
    body: bytes
    in_script: dict[Kind, bytes]
    """As each of the two scripts brings them along."""
    etag: str
    ways: bytes
    read_at: float
    deleted: bool = False
    """The project is no more: any page may read that there is no button."""


class Counter:
    """An ASGI application in front of the real one; everything that is not the counter's passes through."""

    def __init__(self, app: ASGIApp, hub: Hub, assets: Assets, public_url: str) -> None:
        self._app = app
        self._hub = hub
        self._assets = assets
        self._scripts: dict[Kind, _Script] = {"js": _Script(assets.loader), "init": _Script(assets.compat)}
        self._public = public_url
        self._kept: dict[str, _Kept] = {}
        self._inviting = Inviting(hub, assets.speech.standard)
        self._sightings = Sightings(hub.deps, hub.spawn)
        hub.house_changed = self._forget

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the counter, or pass the request on."""
        path: str = scope.get("path", "")
        if (
            scope["type"] != "http"
            or not (path.startswith(_OURS) or path == MODULE)
            or scope["method"] not in ("GET", "HEAD")
        ):
            await self._app(scope, receive, send)
            return
        try:
            await self._tell(path, scope, send)
        except Refusal as refusal:
            await problem(Request(scope), refusal)(scope, receive, send)
        except DatabaseFailed as error:
            await problem(Request(scope), Unavailable(error.code))(scope, receive, send)

    async def _tell(self, path: str, scope: Scope, send: Send) -> None:
        if path == MODULE:
            return await self._module(scope, send)
        if alone := _ALONE.fullmatch(path):
            return await self._alone(scope, send, alone)
        if spoken := _SPEAKING.fullmatch(path):
            return await self._speaking(scope, send, spoken)
        asked = _ASKED.fullmatch(path)
        kept = await self._project(asked[1] or asked[3]) if asked else None
        if asked is None or kept is None:
            raise NotFound("project_unknown")
        kind: Kind = asked[2] or asked[4]  # type: ignore[assignment]  # the pattern's own words
        if kind in ("js", "init"):
            await self._loader(scope, send, kept, kind)
        elif kind == "invite.json":
            await self._invitation(scope, send, kept)
        else:
            await self._settings(scope, send, kept, kept.ways if kind == "ways.json" else kept.body)

    async def _module(self, scope: Scope, send: Send) -> None:
        script = self._scripts["init"]
        headers = [*_SCRIPT, (b"cache-control", KEPT_BY_BROWSERS), (b"access-control-allow-origin", b"*"), *_ANYBODY]
        await _answer(scope, send, 200, script.bare, headers, f'"{script.tag}"')

    async def _loader(self, scope: Scope, send: Send, kept: _Kept, kind: Kind) -> None:
        asked, script, brought = Headers(scope=scope), self._scripts[kind], kept.in_script[kind]
        reader = self._reader(kept, asked)
        self._note(kept, asked)
        if reader is None:
            body, etag, cached = script.bare, f'"{script.tag}"', KEPT_BY_BROWSERS
        else:
            now = self._hub.deps.clock.now() // STEP * STEP if kept.project.targeting.schedule.on else 0
            told = brought[:-1] + b',"now":%d}' % now if now else brought
            body = script.body.replace(PLACE, told, 1)
            etag, cached = f'"{script.tag}-{kept.etag[1:-1]}-{now}"', _age(kept)
        headers = [*_SCRIPT, (b"cache-control", cached), *_readable(reader), *_ANYBODY]
        await _answer(scope, send, 200, body, headers, etag)

    async def _alone(self, scope: Scope, send: Send, asked: re.Match[str]) -> None:
        kept = await self._project(asked[1])
        if kept is None or kept.deleted:
            raise NotFound("project_unknown")
        now = self._hub.deps.clock.now()
        told = to_json(widget_words.alone(kept.project, self._assets.scripts_for(kept.project), now))
        script = asked[2] == "js"
        body = self._scripts["js"].body.replace(PLACE, told, 1) if script else told
        kind = _SCRIPT if script else [(b"content-type", b"application/json")]
        await _answer(
            scope, send, 200, body, [*kind, (b"cache-control", b"no-cache"), (b"x-content-type-options", b"nosniff")]
        )

    async def _settings(self, scope: Scope, send: Send, kept: _Kept, body: bytes) -> None:
        asked = Headers(scope=scope)
        headers = [(b"content-type", b"application/json"), (b"cache-control", _age(kept)),
                   *_readable(self._reader(kept, asked)), (b"x-content-type-options", b"nosniff")]  # fmt: skip
        self._note(kept, asked)
        await _answer(scope, send, 200, body, headers, kept.etag)

    async def _invitation(self, scope: Scope, send: Send, kept: _Kept) -> None:
        reader = self._reader(kept, Headers(scope=scope))
        headers = [
            (b"content-type", b"application/json"),
            (b"cache-control", b"no-store"),
            *_readable(reader),
            *_ANYBODY,
        ]
        await _answer(scope, send, 200, await self._inviting.told(kept.project), headers)

    def _reader(self, kept: _Kept, asked: Headers) -> str | None:
        """Return the origin of a page of one of the project's sites; empty for a page of our own; None for any other."""
        origin = asked.get("origin")
        if origin is None:
            return "" if asked.get("sec-fetch-site") == "same-origin" else None
        own = own_origin(origin, asked.get("host", ""), self._public)
        return origin if kept.deleted or origin_allowed(kept.project, origin, own) else None

    async def _project(self, key: str) -> _Kept | None:
        now = self._hub.deps.clock.ticks()
        kept = self._kept.get(key)
        if kept is not None and now - kept.read_at < (LOOK if kept.project.forms.away == "hide" else KEEP):
            return kept
        project, deleted = await self._hub.deps.database.read(_by_key(key))
        if project is None:
            self._kept.pop(key, None)
            return None
        away, now_ms = await self._is_away(project), self._hub.deps.clock.now()
        bare = hides(project, online=not away)
        told = widget_words.settings(project, self._assets.scripts_for(project), now_ms, away=bare)
        body, brief = to_json(told), _brief(told)
        ways = to_json(widget_words.ways(project, self._assets.speech.standard, away=away))
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[key] = fresh = _Kept(project, body, brief, etag, ways, now, deleted)
        return fresh

    def _forget(self, number: ProjectNumber) -> None:
        """A project was changed: its settings are read again by whoever asks next."""
        for key in [key for key, kept in self._kept.items() if kept.project.number == number]:
            self._kept[key].read_at = -1e9

    async def _is_away(self, project: Project) -> bool:
        """Tell whether the chat is not offered because nobody is there, as of now; asked only where that can be."""
        if project.forms.away != "hide":
            return False
        since = Instant(self._hub.deps.clock.now() - SHELF_LIFE_MS)
        there = gather(await self._hub.deps.database.read(projects.present(project.number, since)))
        return not there.online

    async def _speaking(self, scope: Scope, send: Send, asked: re.Match[str]) -> None:
        """Answer with a script that speaks a project's own texts, for ever; for another version of it with this one."""
        kept = await self._project(asked[1])
        if kept is None or asked[3] not in LANGUAGES:
            raise NotFound("project_unknown")
        speech = self._assets.speech
        body = speech.script("panel" if asked[2] == "panel" else "words", asked[3], kept.project)
        now = (speech.version_for(kept.project) or speech.version) == asked[4]
        cached = b"public, max-age=31536000, immutable" if now else b"no-cache"
        headers = [(b"content-type", b"text/javascript; charset=utf-8"), (b"cache-control", cached),
                   (b"access-control-allow-origin", b"*"), *_ANYBODY]  # fmt: skip
        await _answer(scope, send, 200, body, headers, '"' + hashlib.sha256(body).hexdigest()[:16] + '"')

    def _note(self, kept: _Kept, asked: Headers) -> None:
        url = asked.get("referer", asked.get("origin", ""))[:2000]
        ours = url.partition("://")[2].startswith(f"{asked.get('host', '')}/demo/")
        # Our own demo page proves nothing about the owner's site.
        if not ours and not kept.deleted:
            self._sightings.note(kept.project, url)


def _by_key(key: str) -> Script[tuple[Project | None, bool]]:
    """Return the project with this counter key, and whether it was deleted: then what its pages are told is that it is switched off."""
    project = yield from projects.project_by_key(key)
    number = None if project is not None else (yield from deletions.of_key(key))
    return (project, False) if number is None else (switched_off(number, key), True)


def _brief(told: WidgetSettings) -> dict[Kind, bytes]:
    return {"js": to_json(widget_words.in_script(told)), "init": to_json(widget_words.in_script(told, original=True))}


def _age(kept: _Kept) -> bytes:
    return BRIEF if kept.project.forms.away == "hide" else FRESH


_SCRIPT = [(b"content-type", b"text/javascript; charset=utf-8")]
_ANYBODY = [(b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"cross-origin")]


def _readable(reader: str | None) -> list[tuple[bytes, bytes]]:
    """Return the headers by which a page of this origin may read the answer, and the moment it was made: the hours need a true clock."""
    vary = [(b"vary", b"Origin, Sec-Fetch-Site")]
    if not reader:
        return vary
    return [
        *vary,
        (b"access-control-allow-origin", reader.encode("latin-1")),
        (b"access-control-expose-headers", b"date"),
    ]


async def _answer(
    scope: Scope, send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]], etag: str | None = None
) -> None:
    if etag is not None:
        headers.append((b"etag", etag.encode()))
        if Headers(scope=scope).get("if-none-match") == etag:
            status, body = 304, b""
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
