"""Somebody who is told by Telegram, in a chat with our bot."""

from collections.abc import Iterator
from contextlib import contextmanager

from besedka.adapters.alerts.telegram import TelegramAlerter
from besedka.adapters.bots.telegram import TelegramBot
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.alerts import Values
from tests.alerts.world import LATE, Harm, Seen
from tests.crm.vendor import Fault, Said
from tests.telegram.server import TOKEN, TelegramServer

OLGA = 1001


class TelegramWorld:
    """The reader."""

    secrets = (TOKEN, TOKEN.partition(":")[2])
    harms: tuple[Harm, ...] = ("away", "cut", "slow", "busy", "refused", "gone", "broken")

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.values: Values = {"chat": str(OLGA)}
        self.server.writes(OLGA, "/start")
        self.bot = self._bot(GuardedHttp(read_networks("127.0.0.0/8")))
        self.alerter = TelegramAlerter(self.bot)
        self.strict = TelegramAlerter(self._bot(GuardedHttp()))

    def seen(self) -> list[Seen]:
        found = []
        for message in self.server.rooms[OLGA].messages:
            keys = message.get("reply_markup", {}).get("inline_keyboard", [])
            found.append(Seen(message["text"], keys[0][0]["url"] if keys else "", ""))
        return found

    def harm(self, harm: Harm) -> None:
        broken = {"ok": False, "error_code": 500, "description": f"Internal Server Error at /bot{TOKEN}/sendMessage"}
        rights = "Bad Request: not enough rights to send text messages to the chat"
        faults = {
            "cut": Fault("sendMessage", "cut_before"),
            "slow": Fault("sendMessage", "slow", seconds=LATE),
            "refused": Fault("", "said", Said(400, {"ok": False, "error_code": 400, "description": rights})),
            "broken": Fault("", "said", Said(500, broken)),
        }
        if harm in faults:
            self.server.faults.append(faults[harm])
        self.server.limited = 7 if harm == "busy" else 0
        self.server.rooms[OLGA].closed = "bot was blocked by the user" if harm == "gone" else ""
        if harm == "away":
            self.server.stop()

    def _bot(self, http: GuardedHttp) -> TelegramBot:
        return TelegramBot(http, self.server.url, TOKEN)


@contextmanager
def by_telegram() -> Iterator[TelegramWorld]:
    """Open it."""
    with TelegramServer() as server:
        yield TelegramWorld(server)
