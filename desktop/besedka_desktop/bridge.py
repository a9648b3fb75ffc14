"""The bridge between the page and the shell: one object with one slot and one signal, out of the page's own reach.

The channel lives in a world of its own: the page sees neither it nor Qt, only the object that said.py describes. Both sides pass texts
as events of the document, and everything that comes from the page is read by said.py.
"""

from PySide6.QtCore import QFile, QIODevice, QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from besedka_desktop import said

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld

_PAGE = """
(() => {
  if (location.origin !== '%(origin)s' || globalThis.besedkaDesktop) return
  const held = []
  let heard = null
  document.addEventListener('besedka-said', (event) => {
    const said = JSON.parse(event.detail)
    if (heard) heard(said)
    else held.push(said)
  })
  const tell = (name, value) => document.dispatchEvent(new CustomEvent('besedka-tell', { detail: JSON.stringify([name, value]) }))
  const desktop = { version: 1, listen(one) { heard = one; for (const said of held.splice(0)) one(said) } }
  for (const name of %(names)s) desktop[name] = (value) => tell(name, value)
  Object.defineProperty(globalThis, 'besedkaDesktop', { value: Object.freeze(desktop) })
})()
"""
_BETWEEN = """
(() => {
  if (location.origin !== '%(origin)s') return
  const held = []
  let bridge = null
  document.addEventListener('besedka-tell', (event) => {
    if (bridge) bridge.hear(event.detail)
    else held.push(event.detail)
  })
  new QWebChannel(qt.webChannelTransport, ({ objects }) => {
    bridge = objects.bridge
    bridge.say.connect((text) => document.dispatchEvent(new CustomEvent('besedka-said', { detail: text })))
    for (const text of held.splice(0)) bridge.hear(text)
    bridge.hear('ready')
  })
})()
"""


class Bridge(QObject):
    """What the page may call and hear. `said` is told of each word that it may say; what the shell says before a page listens waits."""

    say = Signal(str)
    said = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ready = False
        self._held: list[str] = []
        self._untaken: dict[str, str] = {}

    @Slot(str)
    def hear(self, text: str) -> None:
        """Hear the page; what it may not say is not heard."""
        if text == "ready":
            self._is_ready()
        elif word := said.read(text):
            self._untaken.pop(str(word.value) if word.name == "took" else "", None)
            self.said.emit(word)

    def tell(self, text: str) -> None:
        """Say it to the page, or as soon as there is one."""
        if self._ready:
            self.say.emit(text)
        else:
            self._held.append(text)

    def tell_until_taken(self, id: str, text: str) -> None:
        """Say it now, and once to every page that comes, until one says that it took what has this id."""
        self._untaken[id] = text
        if self._ready:
            self.say.emit(text)

    def page_left(self) -> None:
        """Another page comes, or the same once more: what is said from now on waits for it."""
        self._ready = False

    def _is_ready(self) -> None:
        self._ready = True
        held, self._held = self._held, []
        for text in [*held, *self._untaken.values()]:
            self.say.emit(text)


def build(page: QWebEnginePage, origin: str) -> Bridge:
    """Give the page its bridge, which stands only on pages of `origin`."""
    bridge = Bridge(page)
    channel = QWebChannel(page)
    channel.registerObject("bridge", bridge)
    page.setWebChannel(channel, _WORLD.value)
    names = {"origin": origin, "names": list(said.WORDS)}
    _insert(page, "besedka-page", _PAGE % names, QWebEngineScript.ScriptWorldId.MainWorld)
    _insert(page, "besedka-between", _library() + _BETWEEN % names, _WORLD)
    return bridge


def _insert(page: QWebEnginePage, name: str, text: str, world: QWebEngineScript.ScriptWorldId) -> None:
    script = QWebEngineScript()
    script.setName(name)
    script.setSourceCode(text)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(world.value)
    script.setRunsOnSubFrames(False)
    page.scripts().insert(script)


def _library() -> str:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise RuntimeError("Qt came without its web channel")
    return bytes(file.readAll().data()).decode()
