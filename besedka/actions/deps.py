"""What actions work with: handed down by the composition root, never looked up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from besedka.actions.cities import Cities
from besedka.actions.crms import Crms
from besedka.actions.pictures import Pictures
from besedka.domain.alert import Carrier
from besedka.domain.disk import Room
from besedka.ports.alerts import Alerter
from besedka.ports.bot import Bot
from besedka.ports.clock import Clock
from besedka.ports.database import Database
from besedka.ports.files import Files
from besedka.ports.inbox import Inbox
from besedka.ports.mail import Mailer
from besedka.ports.pages import Pages
from besedka.store.commits import Committer


@dataclass(frozen=True, slots=True)
class Deps:
    """The house's tools: the database to read, the committer to write, the clock, the installation's secret,
    where files are kept, who looks into pictures, who knows cities, who looks at
    pages of sites, which CRMs can be connected and who asks them, who takes letters, if anybody does, who tells alerts
    (`alerters`), our account in Telegram (`bot`, None: we have none), and how much room the disks have that we write to.
    `push_key` is what browsers subscribe with.

    `address` is the one under which browsers reach us, for links in letters; `registration`: anybody may make an account; `audit_days`:
    how long the audit log is kept, 0 for ever. `reply_to` is the mailbox to which clients answer letters,
    empty: none, and `inbox` looks into it. `desktop` is the folder of what is handed out of the desktop app.
    `asked_from` is the network address from which something is asked for; empty: this machine.
    """

    database: Database
    committer: Committer
    clock: Clock
    secret: bytes
    files: Files
    pictures: Pictures
    cities: Cities
    pages: Pages
    crms: Crms
    mailer: Mailer | None = None
    address: str = ""
    registration: bool = False
    audit_days: int = 0
    reply_to: str = ""
    inbox: Inbox | None = None
    asked_from: str = ""
    alerters: Mapping[Carrier, Alerter] = field(default_factory=dict)
    bot: Bot | None = None
    room: Callable[[], Sequence[Room]] = tuple
    push_key: str = ""
    desktop: Path = Path("desktop")

    def on_behalf_of(self, address: str) -> "Deps":
        """Return the same tools in the hands of somebody at this address."""
        return replace(self, asked_from=address)
