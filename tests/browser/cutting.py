"""A network that can be cut between one page and the server: the socket falls, requests fail, until it is mended."""

import re

from playwright.async_api import Page, Route, WebSocketRoute


class Cable:
    """The operator's cable, or a visitor's. It must be laid before the page connects."""

    def __init__(self, page: Page, whose: str = "operator") -> None:
        self.page = page
        self.whose = whose
        self.cut_off = False
        self._sockets: list[WebSocketRoute] = []

    async def lay(self) -> None:
        """Lay it between the page and the server, and load the page again over it."""
        await self.page.route_web_socket(re.compile(f"/ws/{self.whose}"), self._connect)
        await self.page.route(f"**/api/{self.whose}/**", self._ask)
        await self.page.reload()

    async def cut(self) -> None:
        """No word passes from now on."""
        self.cut_off = True
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.close(code=1011)

    async def mend(self) -> None:
        """Words pass again, and the browser says so."""
        self.cut_off = False
        await self.page.evaluate("window.dispatchEvent(new Event('online'))")

    async def _connect(self, socket: WebSocketRoute) -> None:
        if self.cut_off:
            await socket.close(code=1011)
            return
        socket.connect_to_server()
        self._sockets.append(socket)

    async def _ask(self, route: Route) -> None:
        await (route.abort() if self.cut_off else route.continue_())
