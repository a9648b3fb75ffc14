"""The page of the operators' app: it stays at its server, and everything else is opened elsewhere or not at all."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
)

from besedka_desktop import addresses
from besedka_desktop.network import is_vouched

_GRANTED = (
    QWebEnginePermission.PermissionType.ClipboardReadWrite,
    QWebEnginePermission.PermissionType.MediaAudioCapture,
)
_AUTHORITY = QWebEngineCertificateError.Type.CertificateAuthorityInvalid


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page is told of where it stands, and whom it tells of what happens to it."""

    server: str
    authority: Callable[[], str]
    """The file of one's own certificate authority; empty for none."""
    untrusted: Callable[[str], None]
    """A certificate was refused, for this reason."""


def open_outside(url: QUrl) -> None:
    """Open it in the system's browser: http and https only."""
    if url.isValid() and url.scheme() in ("http", "https"):
        QDesktopServices.openUrl(url)


class AppPage(QWebEnginePage):
    """Shows the operators' app of one server, and nothing else."""

    def __init__(self, profile: QWebEngineProfile, around: Surroundings, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._around = around
        self.newWindowRequested.connect(self._new_window)
        self.certificateError.connect(self._certificate)
        self.permissionRequested.connect(self._permission)

    def acceptNavigationRequest(self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:  # noqa: N802, N803  # Qt's names
        """Let it go only where the app is; a link to elsewhere opens outside."""
        goal = QUrl(url)
        if not isMainFrame:
            return (
                goal.scheme() in ("about", "blob", "data")
                or addresses.origin_of(goal.toString()) == self._around.server
            )
        place = addresses.where(goal.toString(), self._around.server)
        if place == "app":
            return True
        if type != QWebEnginePage.NavigationType.NavigationTypeRedirect:
            self._elsewhere(goal, place)
        return False

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        """No page opens a window of ours."""
        goal = request.requestedUrl()
        place = addresses.where(goal.toString(), self._around.server)
        if request.isUserInitiated():
            self._elsewhere(goal, place)

    def _elsewhere(self, goal: QUrl, place: addresses.Where) -> None:
        if place == "file":
            self.download(goal)
        elif place in ("outside", "app"):
            open_outside(goal)

    def _certificate(self, error: QWebEngineCertificateError) -> None:
        """Refuse it, unless all that is wrong is that the system does not know one's own authority."""
        host = error.url().host()
        if error.type() == _AUTHORITY and is_vouched(list(error.certificateChain()), host, self._around.authority()):
            error.acceptCertificate()
            return
        error.rejectCertificate()
        if error.isMainFrame():
            self._around.untrusted(error.description())

    def _permission(self, permission: QWebEnginePermission) -> None:
        """Notifications go over the bridge; the clipboard and the microphone are the app's own; the rest is nobody's."""
        ours = addresses.origin_of(permission.origin().toString()) == self._around.server
        if ours and permission.permissionType() in _GRANTED:
            permission.grant()
        else:
            permission.deny()
