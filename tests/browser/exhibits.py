"""The museum: pages of all kinds that carry the counter, each written as such a site would be."""

from dataclasses import dataclass

TEXT = "<h1>Лампы и лампочки</h1>" + "<p>Лампа светит, когда в комнате темно, и молчит, когда светло.</p>" * 20
WARS = """<style>
body *, body *::before, body *::after { all: unset !important; z-index: 0 !important }
h1, p, div { display: block !important }
button, svg { display: none !important; visibility: hidden !important; opacity: 0 !important; transform: scale(0) !important }
svg path { fill: lime !important; stroke: none !important }
#cover { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; pointer-events: none !important }
</style>"""
FROZEN = """<script>
for (const name of Object.getOwnPropertyNames(window)) {
  const it = /^[A-Z]/.test(name) && window[name]
  if (typeof it === 'function' && it.prototype) Object.freeze(it.prototype), Object.freeze(it)
}
Object.freeze(JSON); Object.freeze(Math); Object.freeze(Reflect)
</script>"""
POLLUTED = """<script>
for (const name of ['extend', 'each', 'size', 'name', 'key', 'id', 'text', 'files', 'method', 'signal', 'mode', 'detail', 'headers'])
  Object.prototype[name] = function polluted() {}
for (const name of ['remove', 'first', 'last', 'contains', 'each']) Array.prototype[name] = function polluted() {}
Function.prototype.bindAll = String.prototype.strip = Number.prototype.pad = function polluted() {}
</script>"""
PROTOTYPE_JS = """<script>
Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join(', ') + ']' }
String.prototype.toJSON = function () { return '"' + this + '"' }
</script>"""
SPA = """<script>
addEventListener('load', () => { let turn = 0
  const swap = () => { const body = document.createElement('body'); body.innerHTML = '<main><h1>Экран ' + ++turn + '</h1></main>'
    document.documentElement.replaceChild(body, document.body); history.pushState({}, '', '#' + turn) }
  for (const after of [1, 300, 700]) setTimeout(swap, after) })
</script>"""
LAST_SCREEN = "Экран 3"
"""Where such a page comes to rest."""
BLOCKED = """<script>
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError') } })
const blocked = () => { throw new DOMException('blocked') }
Object.defineProperty(Document.prototype, 'cookie', { get: blocked, set: blocked })
</script>"""
NONCE = (
    "default-src 'none'; script-src 'nonce-n1'; style-src 'nonce-n1'; connect-src {server} {socket}; img-src {server} blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Exhibit:
    """One kind of page. `before` stands above the snippet; `corner` is the side on which the button is due."""

    name: str
    before: str = ""
    html: str = '<html lang="ru">'
    doctype: str = "<!doctype html>"
    body: str = TEXT
    csp: str = ""
    corner: str = "right"
    size: tuple[int, int] = (1280, 800)
    moves: bool = False
    """The page itself moves what is on it."""

    def page(self, *, carries: bool = True) -> str:
        """Return the page, with the snippet or without."""
        snippet = "{snippet}" if carries else ""
        title = f'<meta charset="utf-8"><title>{self.name}</title>'
        view = '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        if self.csp:
            view = view.replace('<link rel="icon" href="data:,">', "")
        return (
            f"{self.doctype}{self.html}<head>{title}{view}{self.before}{snippet}</head><body>{self.body}</body></html>"
        )


EXHIBITS = (
    Exhibit("plain"),
    Exhibit("wars", WARS, body=TEXT + '<div id="cover"></div>'),
    Exhibit("strict policy", csp=NONCE),
    Exhibit("trusted types", csp=NONCE + "; require-trusted-types-for 'script'; trusted-types besedka"),
    Exhibit("right to left", html='<html lang="ar" dir="rtl">', corner="left"),
    Exhibit("quirks", doctype="", html="<html>"),
    Exhibit("zoomed", size=(640, 400)),
    Exhibit("single page", SPA, moves=True),
    Exhibit("frozen", FROZEN),
    Exhibit("polluted", POLLUTED),
    Exhibit("prototype js", PROTOTYPE_JS),
    Exhibit("storage blocked", BLOCKED),
)
VOUCHING = Exhibit(
    "trusted types by default",
    '<script nonce="n1">trustedTypes.createPolicy("default", { createScriptURL: (url) => url.startsWith("{server}/") ? url : null })'
    "</script>",
    csp=NONCE + "; require-trusted-types-for 'script'; trusted-types default",
)
"""A page that vouches for addresses itself, by a policy of its own, and allows no other: the browser says so once, in its console."""
