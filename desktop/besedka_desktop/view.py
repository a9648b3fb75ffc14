"""What shows a page: zoom, the menu of the right button, spelling."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWebEngineCore import QWebEngineContextMenuRequest, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

from besedka_desktop.calling import calling
from besedka_desktop.page import open_outside
from besedka_desktop.words import Say

ZOOMS = (0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_Act = QWebEnginePage.WebAction
_Flag = QWebEngineContextMenuRequest.EditFlag
_EDITS = (
    ("undo", _Act.Undo, _Flag.CanUndo), ("redo", _Act.Redo, _Flag.CanRedo), ("", None, None), ("cut", _Act.Cut, _Flag.CanCut),
    ("copy", _Act.Copy, _Flag.CanCopy), ("paste", _Act.Paste, _Flag.CanPaste), ("select_all", _Act.SelectAll, _Flag.CanSelectAll),
)  # fmt: skip


def next_zoom(now: float, steps: int) -> float:
    """Return the zoom that is so many steps larger or smaller; 0 steps: as it was made."""
    if steps == 0:
        return 1.0
    nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - now))
    return ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + steps))]


class View(QWebEngineView):
    """Shows one page. `zoomed` is told of each new zoom."""

    def __init__(
        self, page: QWebEnginePage, say: Say, zoom: float, zoomed: Callable[[float], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._zoomed = zoomed
        self._zoom = zoom
        self.setPage(page)
        self.setZoomFactor(zoom)
        page.loadFinished.connect(lambda _: self.setZoomFactor(self._zoom))  # Chromium forgets it with the page
        self._keys((QKeySequence.StandardKey.ZoomIn, "Ctrl+="), 1)
        self._keys((QKeySequence.StandardKey.ZoomOut,), -1)
        self._keys(("Ctrl+0",), 0)

    def _keys(self, keys: tuple[QKeySequence.StandardKey | str, ...], steps: int) -> None:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self.zoom(steps))
        self.addAction(action)

    def zoom(self, steps: int) -> None:
        """Zoom in, out, or back to how it was made."""
        self._zoom = next_zoom(self._zoom, steps)
        self.setZoomFactor(self._zoom)
        self._zoomed(self._zoom)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Show our own menu: what a browser's would offer beyond it leads out of the app."""
        menu = self.menu(self.lastContextMenuRequest())
        if menu.actions():
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def menu(self, request: QWebEngineContextMenuRequest) -> QMenu:
        """Build the menu for what was clicked."""
        menu = QMenu(self)
        self._spelling(menu, request)
        self._link(menu, request)
        if request.isContentEditable():
            self._editing(menu, request)
        elif request.selectedText():
            menu.addAction(self._say("copy"), lambda: self.triggerPageAction(_Act.Copy))
        if request.mediaType() == QWebEngineContextMenuRequest.MediaType.MediaTypeImage:
            menu.addAction(self._say("save_picture"), lambda: self.triggerPageAction(_Act.DownloadImageToDisk))
        return menu

    def _spelling(self, menu: QMenu, request: QWebEngineContextMenuRequest) -> None:
        word = request.misspelledWord()
        for better in request.spellCheckerSuggestions()[:5]:
            menu.addAction(better, calling(self.page().replaceMisspelledWord, better))
        if word and menu.actions():
            menu.addSeparator()

    def _link(self, menu: QMenu, request: QWebEngineContextMenuRequest) -> None:
        url = request.linkUrl()
        if url.scheme() not in ("http", "https"):
            return
        menu.addAction(self._say("open_link"), lambda: open_outside(url))
        menu.addAction(self._say("copy_link"), lambda: QGuiApplication.clipboard().setText(url.toString()))
        menu.addSeparator()

    def _editing(self, menu: QMenu, request: QWebEngineContextMenuRequest) -> None:
        flags = request.editFlags()
        for key, act, flag in _EDITS:
            if act is None or flag is None:
                menu.addSeparator()
                continue
            item = menu.addAction(self._say(key), calling(self.triggerPageAction, act))
            item.setEnabled(bool(flags & flag))
