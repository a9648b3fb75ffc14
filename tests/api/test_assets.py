"""The widget's scripts, as any page of any site fetches them."""

import json

from besedka.api.assets import WEB
from tests.clients import browse
from tests.serving import Served


def _scripts() -> dict[str, str]:
    """Every script that a page fetches after the loader, by its name in the manifest."""
    built = json.loads((WEB / "manifest.json").read_text())
    return {**{f"panel-{language}": path for language, path in built["panel"].items()}, **built["parts"]}


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
        for name in ("panel-ru", "panel-en"):
            panel = await http.get(f"/assets/{name}-OLDOLDOL.js")
            assert (panel.status_code, panel.headers["cache-control"]) == (200, "no-cache")
            assert panel.content == (WEB / scripts.pop(name)).read_bytes()
        for name in scripts:
            assert (await http.get(f"/assets/part-{name}-OLDOLDOL.js")).status_code == 404
