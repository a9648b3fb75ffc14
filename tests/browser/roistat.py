"""A site that carries the original's snippet, with host and key replaced: what it relies on is in the facts, the code is ours."""

from playwright.async_api import expect

from tests.browser.people import Visitor
from tests.browser.shop import Shop
from tests.processes import ServerProcess

SNIPPET = """<script>
(function (window, document, tag, host, key) {
  window.roistatProjectId = key;
  window.roistatHost = host;
  var known = document.cookie.indexOf('roistat_visit=') >= 0;
  var path = known ? '/dist/module.js' : '/api/site/1.0/' + key + '/init?referrer=' + encodeURIComponent(document.location.href);
  var script = document.createElement(tag), first = document.getElementsByTagName(tag)[0];
  script.async = true;
  script.src = document.location.protocol + '//' + host + path;
  first.parentNode.insertBefore(script, first);
})(window, document, 'script', '%s', '%s');
</script>"""

PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Лампы</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><script>%s</script>%s</head>
<body><h1>Лампы</h1><a id="ask" href="#ask">Спросить</a>%s</body></html>"""


def key_of(server: ServerProcess) -> str:
    """Return the project's counter key."""
    project = server.installed["project"]
    assert isinstance(project, dict)
    return str(project["key"])


def carry(shop: Shop, server: ServerProcess, path: str, before: str = "", after: str = "") -> str:
    """Put a page on the shop's site: `before` runs before the snippet, `after` is the end of the body. Return its address."""
    host = server.url.removeprefix("http://")
    shop.pages[path] = PAGE % (before, SNIPPET % (host, key_of(server)), after)
    return shop.url + path


async def arrive(visitor: Visitor, address: str) -> None:
    """Open the page, and see the button."""
    await visitor.page.goto(address)
    await expect(visitor.launcher).to_be_visible(timeout=10_000)
