"""What actions work with: handed down by the composition root, never looked up."""

from dataclasses import dataclass

from besedka.ports.clock import Clock
from besedka.ports.database import Database
from besedka.store.commits import Committer


@dataclass(frozen=True, slots=True)
class Deps:
    """The house's tools: the database to read, the committer to write, the clock, and the installation's secret."""

    database: Database
    committer: Committer
    clock: Clock
    secret: bytes
