"""How the shell reaches a server: the proxy, one's own certificate authority, and signing in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkCookie,
    QNetworkProxy,
    QNetworkProxyFactory,
    QNetworkReply,
    QNetworkRequest,
    QSslCertificate,
    QSslConfiguration,
)

SESSION = "besedka_operator"
_DOOR = "/api/operator/v1/session"
_PATIENCE = 15_000
_KINDS = {"http": QNetworkProxy.ProxyType.HttpProxy, "socks5": QNetworkProxy.ProxyType.Socks5Proxy}


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody was let in: a key of words.py, or the server's own words; which field they are about, if one."""

    key: str = ""
    words: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class LetIn:
    """The cookies of a session, as a server sets them."""

    cookies: tuple[str, ...]


def proxy_of(text: str) -> QNetworkProxy | None:
    """Return the proxy that was chosen; None when the text names none, or a password, which the page could not say."""
    if text == "none":
        return QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in _KINDS or url.userInfo() or not url.host() or url.port() <= 0 or url.path() not in ("", "/"):
        return None
    return QNetworkProxy(_KINDS[url.scheme()], url.host(), url.port())


def use_proxy(text: str) -> None:
    """Reach servers through what was chosen; without a choice, as the system does."""
    proxy = proxy_of(text)
    QNetworkProxyFactory.setUseSystemConfiguration(proxy is None)
    if proxy is not None:
        QNetworkProxy.setApplicationProxy(proxy)


def certificates_in(path: str) -> list[QSslCertificate]:
    """Return the certificates of a PEM file; none when it cannot be read."""
    try:
        return QSslCertificate.fromData(Path(path).read_bytes())
    except OSError:
        return []


_SYSTEMS: list[QSslCertificate] = []
"""The system's own, once one has asked to trust others besides: to read them takes most of a second."""


def use_authority(path: str) -> None:
    """Trust the authority of this file besides the system's; without one, only those."""
    if not path and not _SYSTEMS:
        return
    settings = QSslConfiguration.defaultConfiguration()
    if not _SYSTEMS:
        _SYSTEMS.extend(QSslConfiguration.systemCaCertificates())
    settings.setCaCertificates(_SYSTEMS + (certificates_in(path) if path else []))
    QSslConfiguration.setDefaultConfiguration(settings)


def is_vouched(chain: list[QSslCertificate], host: str, path: str) -> bool:
    """Tell whether one's own authority vouches for this chain and this host, today."""
    if not path or not chain or not certificates_in(path):
        return False
    return not QSslCertificate.verify(chain, host)


class Door(QObject):
    """Signs in at a server's door, as the page itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)

    def sign_in(
        self,
        server: str,
        project: int,
        email: str,
        password: str,
        language: str,
        told: Callable[[LetIn | Refused], None],
    ) -> None:
        """Ask the server; `told` is called once, later."""
        request = self._request(server, language)
        body = {"project": project, "email": email, "password": password, "remember": True}
        reply = self._network.post(request, json.dumps(body).encode())
        reply.finished.connect(lambda: told(self._answer(reply)))

    def sign_out(self, server: str, cookies: tuple[str, ...]) -> None:
        """Tell the server that the session is over; if it cannot be told, its owner can end it from another browser."""
        request = self._request(server, "en")
        pairs = [cookie.split(";", 1)[0] for cookie in cookies]
        request.setRawHeader(b"Cookie", "; ".join(pairs).encode())
        self._network.deleteResource(request)

    def _request(self, server: str, language: str) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(server + _DOOR))
        request.setTransferTimeout(_PATIENCE)
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        request.setRawHeader(b"Origin", server.encode())
        request.setRawHeader(b"Accept-Language", language.encode())
        request.setAttribute(QNetworkRequest.Attribute.CookieLoadControlAttribute, QNetworkRequest.LoadControl.Manual)
        request.setAttribute(QNetworkRequest.Attribute.CookieSaveControlAttribute, QNetworkRequest.LoadControl.Manual)
        return request

    def _answer(self, reply: QNetworkReply) -> LetIn | Refused:
        reply.deleteLater()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            return _unreached(reply)
        if status == 200 and (cookies := _cookies(reply)):
            return LetIn(cookies)
        return refusal(bytes(reply.readAll().data()))


def _unreached(reply: QNetworkReply) -> Refused:
    if reply.error() == QNetworkReply.NetworkError.SslHandshakeFailedError:
        return Refused(key="certificate", words=reply.errorString(), field="server")
    return Refused(key="no_server", field="server")


def _cookies(reply: QNetworkReply) -> tuple[str, ...]:
    lines = bytes(reply.rawHeader("Set-Cookie").data()).decode().split("\n")
    return tuple(lines) if any(line.startswith(f"{SESSION}=") for line in lines) else ()


def refusal(body: bytes) -> Refused:
    """Read what the server says when it lets nobody in."""
    try:
        problem = json.loads(body)
        code, message = problem["code"], problem["message"]
        field = problem["params"].get("field", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refused(key="not_besedka", field="server")
    known = field if field in ("project", "email", "password") else "password" if code in _PAIR else ""
    return Refused(words=str(message), field=known)


_PAIR = ("sign_in_failed", "too_many_attempts")


def cookies_of(lines: tuple[str, ...]) -> list[QNetworkCookie]:
    """Read cookies as a server sets them."""
    return [cookie for line in lines for cookie in QNetworkCookie.parseCookies(line.encode())]
