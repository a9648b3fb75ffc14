"""The built front end: read once, served from memory or from disk with the right headers."""

import json
import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from besedka.api.speech import SpeakingScripts
from besedka.domain.errors import Fault
from besedka.domain.ids import ProjectNumber
from besedka.domain.project import Project, snippet
from besedka.store import projects
from besedka.wire.widget_words import Scripts

PACKAGE = Path(__file__).parent.parent
WEB = PACKAGE / "web_dist"
DEMO = PACKAGE / "demo"

APP_CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self' ws: wss:; "
    "worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
LINK = re.compile(r'href="/demo/([\w-]*(?:\.html)?)"')
SPEAKING = re.compile(r"(panel|words)-([a-z]{2})-[\w-]+\.js")
"""A script that is there in every language."""
UNSAID = re.compile(r"(panel|words)-[a-z]{2}\.js")
ASSET_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
APP_HEADERS = {
    "Content-Security-Policy": APP_CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


PREVIEW_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox",
    "Cross-Origin-Opener-Policy": "unsafe-none",
}


class Assets:
    """What the build made: the bytes of the loader and of its drop-in for the original's, where the other scripts are, and what they
    say. Fault `web_unbuilt` when there is none."""

    def __init__(self, root: Path = WEB) -> None:
        try:
            manifest = json.loads((root / "manifest.json").read_text())
            self.loader = (root / manifest["loader"]).read_bytes()
            self.compat = (root / manifest["compat"]).read_bytes()
            self.speech = SpeakingScripts(root, manifest["version"])
        except (OSError, ValueError, KeyError):
            raise Fault(
                "web_unbuilt",
                f"The front end is not built ({root} holds none). Run scripts/run, or pip install ., which build it.",
            ) from None
        self.root = root
        self.panel = f"/assets/panel-*-{self.speech.version}.js"
        """Where the panel is, with `*` for the language; `words` in place of `panel` says where its texts are."""
        self.list, self.invite = f"/{manifest['parts']['ways']}", f"/{manifest['parts']['invite']}"
        self.icons: dict[str, str] = manifest["icons"]

    def scripts_for(self, project: Project) -> Scripts:
        """Return where a project's pages find the scripts."""
        own = self.speech.version_for(project)
        panel = self.panel if own is None else f"/c/{project.key}/panel-*-{own}.js"
        return Scripts(panel, self.list, self.invite, self.icons, self.speech.standard)


router = APIRouter(include_in_schema=False)


@router.get("/")
async def front() -> Response:
    """Send people to the cabinet."""
    return RedirectResponse("/cabinet/", 302)


@router.get("/assets/{name}")
async def asset(name: str) -> Response:
    """Serve a hashed file, for ever; for a panel or its texts of another version, those of this one: pages keep settings over an
    upgrade."""
    found = SPEAKING.fullmatch(name)
    if found and not (WEB / "assets" / name).is_file():
        name = f"{found[1]}-{found[2]}-{Assets().speech.version}.js"
        return _file(WEB / "assets", name, {**ASSET_HEADERS, "Cache-Control": "no-cache"})
    return _file(WEB / "assets", name, {**ASSET_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"})


@router.get("/operator")
@router.get("/cabinet")
async def without_slash(request: Request) -> Response:
    """Say where the app begins."""
    return RedirectResponse(request.url.path + "/", 302)


@router.get("/operator/{path:path}")
async def operator_app(path: str) -> Response:
    """Serve the operators' app."""
    return _app("operator", path)


@router.get("/cabinet/preview/")
async def preview_page() -> Response:
    """Serve the page of the cabinet's preview: it stands in a frame of ours, without an origin, and reaches nothing."""
    return FileResponse(_inside(WEB / "cabinet", "preview/index.html"), headers={**APP_HEADERS, **PREVIEW_HEADERS})


@router.get("/cabinet/preview/c/preview.js")
async def preview_loader() -> Response:
    """Serve the loader without anybody's settings: the preview's page tells it some."""
    return Response(
        Assets().loader.replace(b"__BESEDKA__", b"0", 1),
        media_type="text/javascript",
        headers={"Cache-Control": "no-cache"},
    )


@router.get("/cabinet/preview/said/{name}")
async def preview_speech(name: str) -> Response:
    """Serve a script that says what the preview's page tells it to say."""
    found = UNSAID.fullmatch(name)
    if found is None:
        raise HTTPException(404)
    body = Assets().speech.unsaid("panel" if found[1] == "panel" else "words")
    return Response(body, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/cabinet/preview/assets/{name}")
async def preview_asset(name: str) -> Response:
    """Serve a hashed file where the preview's loader looks for it."""
    return await asset(name)


@router.get("/cabinet/{path:path}")
async def cabinet_app(path: str) -> Response:
    """Serve the cabinet."""
    return _app("cabinet", path)


@router.get("/demo")
async def demo_front() -> Response:
    """Say where the demo shop begins."""
    return RedirectResponse("/demo/", 302)


@router.get("/demo/{name:path}")
async def demo(request: Request, name: str, project: Annotated[int, Query(ge=0, le=2**31)] = 0) -> Response:
    """Serve the demo shop with the snippet of a project; of the first one when none is named."""
    name = name or "index.html"
    if not name.endswith(".html"):
        return _file(DEMO, name, {"Cache-Control": "no-cache"})
    path = _inside(DEMO, name)
    api = request.app.state.api
    wanted = projects.project_by_number(ProjectNumber(project)) if project else projects.first_project()
    found = await api.deps.database.read(wanted)
    if found is None:
        raise HTTPException(404)
    base = api.public_url.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"
    return HTMLResponse(
        _of_project(path.read_text("utf-8"), project).replace("{{SNIPPET}}", snippet(base, found.key)),
        headers={"Cache-Control": "no-cache"},
    )


def _of_project(page: str, number: int) -> str:
    """Return the page with links that stay with the same project."""
    return LINK.sub(rf'href="/demo/\1?project={number}"', page) if number else page


def _app(app: str, path: str) -> Response:
    if "." in path:
        return FileResponse(_inside(WEB / app, path), headers=APP_HEADERS)
    return FileResponse(_inside(WEB / app, "index.html"), headers=APP_HEADERS)


def _file(root: Path, name: str, headers: dict[str, str]) -> Response:
    return FileResponse(_inside(root, name), headers={"X-Content-Type-Options": "nosniff", **headers})


def _inside(root: Path, name: str) -> Path:
    """Return the file under `root`, and nothing outside it."""
    try:
        path = (root / name).resolve()
        if path.is_relative_to(root.resolve()) and path.is_file():
            return path
    except (OSError, ValueError):  # a name that is too long, or holds NUL
        pass
    raise HTTPException(404)
