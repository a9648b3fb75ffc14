"""The widget's scripts, as any page of any site fetches them; and the heads of what may be fetched."""

import json

from besedka.api.assets import WEB
from tests.clients import browse
from tests.people import ANNA
from tests.serving import Served

SPEAKING = ("panel", "words")
"""What is there in every language."""


def _scripts() -> dict[str, str]:
    """Every script that a page fetches after the loader, by its name in the manifest."""
    built = json.loads((WEB / "manifest.json").read_text())
    return {f"{kind}-{language}": path for kind in SPEAKING for language, path in built[kind].items()} | {
        f"part-{name}": path for name, path in built["parts"].items()
    }


async def test_the_panel_and_its_parts_may_be_kept_for_ever_by_any_page(server: Served) -> None:
    async with browse(server.url) as http:
        for path in _scripts().values():
            answer = await http.get(f"/{path}")
            assert answer.status_code == 200, path
            assert answer.headers["content-type"].startswith("text/javascript")
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_page_kept_over_an_upgrade_gets_the_new_panel_but_never_a_part_of_another_version(
    server: Served,
) -> None:
    scripts = _scripts()
    async with browse(server.url) as http:
        for name in scripts:
            old = await http.get(f"/assets/{name}-OLDOLDOL.js")
            if name.startswith(SPEAKING):
                assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
                assert old.content == (WEB / scripts[name]).read_bytes()
            else:
                assert old.status_code == 404
        assert (await http.get("/assets/panel-xx-OLDOLDOL.js")).status_code == 404


async def test_whoever_asks_for_the_head_of_a_page_gets_what_it_would_bear(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for path in (
            "/health/live",
            "/health/ready",
            "/metrics",
            "/operator/",
            "/cabinet/",
            "/api/operator/v1/session",
            "/no",
        ):
            whole, head = await http.get(path), await http.head(path)
            assert (head.status_code, head.content) == (whole.status_code, b""), path
            assert head.headers["content-type"] == whole.headers["content-type"]
        assert (await http.head("/api/visitor/v1/poll")).status_code == 405, "nothing is to be got there"
