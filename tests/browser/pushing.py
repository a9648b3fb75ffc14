"""A push service for a browser that has none: what it would hand over is given to the real worker, and a notification is clicked there."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page, Worker

from tests.waiting import eventually

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => (
  { title: one.title, body: one.body, tag: one.tag, actions: one.actions.map((it) => it.action) }))"""
DONE = """(kind) => {
  if (self.done) return self.done[kind] ?? 0
  self.done = {}
  const wait = ExtendableEvent.prototype.waitUntil
  ExtendableEvent.prototype.waitUntil = function (work) {
    work.catch(() => {}).then(() => (self.done[this.type] = (self.done[this.type] ?? 0) + 1))
    return wait.call(this, work)
  }
  return 0
}"""
"""How many events of a kind the worker has dealt with, counted since it was asked first."""
CLICK = """async ([action, reply]) => {
  const [notification] = await registration.getNotifications()
  dispatchEvent(new NotificationEvent('notificationclick', { notification, action, reply }))
}"""
CHANGE = """(endpoint) => {
  PushManager.prototype.getSubscription = async () => null
  const keys = { p256dh: new Uint8Array([4, ...new Array(64).fill(0)]).buffer, auth: new Uint8Array(16).buffer }
  PushManager.prototype.subscribe = async () => ({ endpoint, getKey: (name) => keys[name] })
  dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))
}"""
Registration = dict[str, object]


@dataclass
class PushService:
    """Hands pushes to the worker behind a page of the app."""

    page: Page
    cdp: CDPSession
    registration: str
    origin: str

    @staticmethod
    async def of(page: Page) -> "PushService":
        """Find the worker, once it works."""
        await page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        await page.wait_for_function("() => navigator.serviceWorker.controller")
        cdp, found = await page.context.new_cdp_session(page), list[str]()

        def heard(event: dict[str, list[Registration]]) -> None:
            found.extend(str(one["registrationId"]) for one in event["registrations"])

        cdp.on("ServiceWorker.workerRegistrationUpdated", heard)
        await cdp.send("ServiceWorker.enable")
        while not found:
            await page.wait_for_timeout(20)
        return PushService(page, cdp, found[0], "/".join(page.url.split("/")[:3]))

    @property
    def worker(self) -> Worker:
        """The worker itself."""
        return next(one for one in self.page.context.service_workers if one.url.endswith("/operator/sw.js"))

    @asynccontextmanager
    async def dealt_with(self, kind: str) -> AsyncIterator[None]:
        """Let an event of this kind happen, and wait until the worker is done with it. Who asks a browser what stands on the screen while
        something is being put there takes it away: it is in the browser's books already, and not yet before the eyes."""
        before: int = await self.worker.evaluate(DONE, kind)
        yield

        async def so() -> bool:
            return int(await self.worker.evaluate(DONE, kind)) > before

        await eventually(so)

    async def push(self, **said: object) -> None:
        """Hand over a push, and wait until the worker is done with it."""
        wanted = {"origin": self.origin, "registrationId": self.registration, "data": json.dumps(said)}
        async with self.dealt_with("push"):
            await self.cdp.send("ServiceWorker.deliverPushMessage", wanted)

    async def network_is_back(self) -> None:
        """Wake the worker for what waits for a network, and wait until it is done."""
        wanted = {"origin": self.origin, "registrationId": self.registration, "tag": "replies", "lastChance": True}
        async with self.dealt_with("sync"):
            await self.cdp.send("ServiceWorker.dispatchSyncEvent", wanted)

    async def changes_subscription(self, endpoint: str) -> None:
        """Give the browser another subscription by itself: the one before is over."""
        await self.worker.evaluate(CHANGE, endpoint)

    async def shown(self) -> list[dict[str, object]]:
        """Return the notifications that stand on the screen."""
        found: list[dict[str, object]] = await self.page.evaluate(SHOWN)
        return found

    async def shows(self, *wanted: dict[str, object]) -> None:
        """Wait until these stand on the screen, and no others."""

        async def so() -> bool:
            return await self.shown() == list(wanted)

        await eventually(so)

    async def click(self, action: str = "", reply: str = "") -> None:
        """Click the notification, or a button of it, and wait until the worker is done with it. What a person's click alone may do,
        windows that come forward, a program's may not."""
        async with self.dealt_with("notificationclick"):
            await self.worker.evaluate(CLICK, [action, reply])
