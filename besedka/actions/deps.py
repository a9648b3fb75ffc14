"""What actions work with: handed down by the composition root, never looked up."""

from dataclasses import dataclass

from besedka.actions.cities import Cities
from besedka.actions.pictures import Pictures
from besedka.ports.clock import Clock
from besedka.ports.database import Database
from besedka.ports.files import Files
from besedka.store.commits import Committer


@dataclass(frozen=True, slots=True)
class Deps:
    """The house's tools: the database to read, the committer to write, the clock, the installation's secret,
    where files are kept, who looks into pictures, and who knows cities."""

    database: Database
    committer: Committer
    clock: Clock
    secret: bytes
    files: Files
    pictures: Pictures
    cities: Cities
