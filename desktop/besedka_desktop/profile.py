"""What a project's pages live in: a profile of its own, with the session from the key store and nothing of it on the disk."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings

from besedka_desktop import __version__
from besedka_desktop.network import SESSION, cookies_of

_MARK = "besedka_operator_browser"
_LANGUAGES = {"ru": "ru_RU", "en": "en_US"}
_DICTIONARIES = (
    Path(__file__).parent / "dictionaries",
    Path("/usr/share/hunspell-bdic"),
    Path("/usr/share/qt6/qtwebengine_dictionaries"),
    Path("/usr/share/qt/qtwebengine_dictionaries"),
)
_OFF = (
    QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture,  # a sound calls whoever has not clicked yet
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,  # the shell has a calmer one
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
)


def use_dictionaries() -> None:
    """Check spelling by whatever dictionaries there are: those that somebody named, those that came with the app, or the system's."""
    found = next((folder for folder in _DICTIONARIES if any(folder.glob("*.bdic"))), None)
    if found:
        os.environ.setdefault("QTWEBENGINE_DICTIONARIES_PATH", str(found))


def make(name: str, folder: Path, language: str, parent: QObject) -> QWebEngineProfile:
    """Make the profile of an account. Drafts stay in its folder; cookies live in memory only."""
    profile = QWebEngineProfile(name, parent)
    profile.setPersistentStoragePath(str(folder / "pages"))
    profile.setCachePath(str(folder / "cache"))
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setHttpUserAgent(f"{profile.httpUserAgent()} BesedkaChat/{__version__}")
    profile.setHttpAcceptLanguage(f"{language},en;q=0.5")
    profile.setSpellCheckLanguages([_LANGUAGES["ru"], _LANGUAGES["en"]])
    profile.setSpellCheckEnabled(True)
    for attribute in _OFF:
        profile.settings().setAttribute(attribute, False)
    profile.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard, True)
    return profile


class Cookies(QObject):
    """The session's cookies of a profile. `changed` is told of all of them whenever the server sets or takes one."""

    def __init__(self, profile: QWebEngineProfile, server: str, changed: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__(profile)
        self._server = server
        self._changed = changed
        self._kept: dict[str, str] = {}
        self._store = profile.cookieStore()
        self._store.cookieAdded.connect(self._added)
        self._store.cookieRemoved.connect(self._removed)

    @property
    def lines(self) -> tuple[str, ...]:
        """The cookies as a server sets them."""
        return tuple(self._kept.values())

    def put(self, lines: Iterable[str]) -> None:
        """Give the profile these cookies, for its server only."""
        for cookie in cookies_of(tuple(lines)):
            if _name(cookie) in (SESSION, _MARK):
                self._kept[_name(cookie)] = _line(cookie)
                self._store.setCookie(_own(cookie), QUrl(self._server))

    def _added(self, cookie: QNetworkCookie) -> None:
        name = _name(cookie)
        if name in (SESSION, _MARK) and self._kept.get(name) != (line := _line(cookie)):
            self._kept[name] = line
            self._changed(self.lines)

    def _removed(self, cookie: QNetworkCookie) -> None:
        if self._kept.get(_name(cookie)) == _line(cookie):
            del self._kept[_name(cookie)]
            self._changed(self.lines)


def _name(cookie: QNetworkCookie) -> str:
    return bytes(cookie.name().data()).decode()


def _line(cookie: QNetworkCookie) -> str:
    return bytes(_own(cookie).toRawForm().data()).decode()


def _own(cookie: QNetworkCookie) -> QNetworkCookie:
    """Return it as a server sets it that names no domain: with the host's named, it would be every host's below as well."""
    own = QNetworkCookie(cookie)
    if not own.domain().startswith("."):
        own.setDomain("")
    return own
