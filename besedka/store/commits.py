"""Group commit: whatever waits is committed together, and each sender is answered by itself.

A double buffer: the loop appends to a list; when the database is free it gets the whole list in one hand-over, and one call back
acknowledges everybody. No lock, future or task per message; batches size themselves (PERFORMANCE.md, rules 1 and 2).
A refusal concerns its own unit only; a failing disk refuses the batch and nothing is acknowledged.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

import structlog

from besedka.domain.errors import Refusal, Unavailable
from besedka.domain.events import Event
from besedka.domain.ids import ProjectNumber
from besedka.ports.clock import Clock
from besedka.ports.database import Database, DatabaseFailed, Script
from besedka.store.ledger import Ledger
from besedka.store.memory import Memory
from besedka.store.needs import Needs, no_needs
from besedka.store.window import Window

T = TypeVar("T")
R = TypeVar("R")
log = structlog.get_logger()

MAX_WAITING = 20_000
"""Units that may wait for the database; one more is refused as `busy` at once."""

MAX_BATCH = 2_000

Outcome: TypeAlias = object
Announce: TypeAlias = Callable[[ProjectNumber, Sequence[Event]], None]


class Unit(Protocol[R]):
    """One change that somebody asked for."""

    def need(self, needs: Needs) -> None:
        """Add what must be loaded before `apply`."""
        ...

    def apply(self, ledger: Ledger, /) -> R:
        """Decide and change the ledger; no I/O. Raises Refusal before anything was changed."""
        ...

    def done(self, outcome: R | BaseException, /) -> None:
        """Called on the loop, after the commit is on disk, with the answer of `apply`; or with why nothing was stored."""
        ...


Done: TypeAlias = Callable[[R | BaseException], None]
"""Takes a unit's answer, or why there is none."""
Make: TypeAlias = Callable[[Done[R]], Unit[R]]
"""Builds a unit round the `done` that it is answered with."""


class _Rare:
    """A rare write with statements of its own (a sign-in, a new operator): rides along in the same commit."""

    def __init__(self, script: Callable[[], Script[Outcome]], done: Done[Outcome]) -> None:
        self.script = script
        self.done = done

    def need(self, needs: Needs) -> None:
        """Nothing beforehand: its script asks for itself."""

    def apply(self, _: Ledger) -> Outcome:
        """Never called: its script runs instead."""
        raise AssertionError("a rare write has a script")


@dataclass(slots=True)
class _Committed:
    outcomes: list[Outcome | BaseException]
    ledger: Ledger


class Committer:
    """The one place through which a node's changes go to its database."""

    def __init__(self, database: Database, clock: Clock, announce: Announce) -> None:
        self._database = database
        self._clock = clock
        self._announce = announce
        self._memory = Memory()
        self._loop = asyncio.get_running_loop()
        self._waiting: list[Unit[Outcome]] = []
        self._running: list[Unit[Outcome]] | None = None
        self._scheduled = False
        self._window = Window()
        self._idle: asyncio.Event = asyncio.Event()
        self._idle.set()
        self.batches = 0
        self.units = 0
        self.failures = 0

    def submit(self, unit: Unit[R]) -> None:
        """Take the unit; its `done` will be called. Unavailable `busy` when too much waits already."""
        if len(self._waiting) >= MAX_WAITING:
            raise Unavailable("busy")
        self._waiting.append(unit)  # type: ignore[arg-type]  # each unit is answered with what it answered itself
        if self._running is None and not self._scheduled:
            self._schedule()

    async def ask(self, make: Make[R]) -> R:
        """Commit the unit that `make` builds round its `done`, and return its answer. Raises what it was refused with."""
        answer: asyncio.Future[R] = self._loop.create_future()
        self.submit(make(_passing_on(answer)))
        return await answer

    async def run(self, script: Callable[[], Script[T]]) -> T:
        """Commit a rare write: a script of its own, made anew for each attempt. Raises what the script refuses."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self.submit(_Rare(script, _passing_on(answer)))  # type: ignore[arg-type]  # it is answered with what its script answers
        return await answer

    def leave(self, script: Callable[[], Script[None]]) -> None:
        """Commit a rare write that nobody waits for; what fails is logged, and lost."""
        answer: asyncio.Future[None] = self._loop.create_future()
        answer.add_done_callback(_log_failure)
        self.submit(_Rare(script, _passing_on(answer)))  # type: ignore[arg-type]  # as above

    async def drain(self) -> None:
        """Return when everything that was submitted has been answered."""
        await self._idle.wait()

    def _schedule(self) -> None:
        self._scheduled = True
        self._idle.clear()
        if wait := self._window.seconds:
            self._loop.call_later(wait, self._start)
        else:
            self._loop.call_soon(self._start)

    def _start(self) -> None:
        self._scheduled = False
        batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
        self._running = batch
        self._window.began(self._clock.ticks(), len(batch))
        self._database.write(_batch(batch, self._memory), self._finish)

    def _finish(self, answer: _Committed | BaseException) -> None:
        batch, self._running = self._running or [], None
        self._window.ended(self._clock.ticks())
        if isinstance(answer, _Committed):
            self.batches += 1
            self.units += len(batch)
            self._acknowledge(batch, answer)
        elif (isinstance(answer, DatabaseFailed) and answer.code != "constraint") or len(batch) == 1:
            self._refuse(batch, answer)
        else:
            self._one_by_one(batch, answer)
        if self._running is None:
            self._go_on()

    def _go_on(self) -> None:
        """Nothing is being written: begin with what waits, or rest."""
        if not self._waiting:
            self._idle.set()
        elif not self._scheduled:
            self._schedule()

    def _acknowledge(self, batch: list[Unit[Outcome]], committed: _Committed) -> None:
        for unit, outcome in zip(batch, committed.outcomes, strict=True):
            _tell(unit, outcome)
        committed.ledger.learn()
        for project, events in committed.ledger.events.items():
            self._announce(project, events)

    def _refuse(self, batch: list[Unit[Outcome]], error: BaseException) -> None:
        self.failures += 1
        code = error.code if isinstance(error, DatabaseFailed) and error.code != "constraint" else "internal"
        log.error("commit_failed", code=code, units=len(batch), error=repr(error))
        for unit in batch:
            _tell(unit, Unavailable(code))

    def _one_by_one(self, batch: list[Unit[Outcome]], error: BaseException) -> None:
        """Something in the batch broke it, and it was rolled back whole: give each unit a transaction of its own."""
        log.warning("commit_split", units=len(batch), error=repr(error))
        queue = iter(batch)

        def following(answer: _Committed | BaseException | None) -> None:
            if answer is not None and self._running:
                if isinstance(answer, _Committed):
                    self._acknowledge(self._running, answer)
                else:
                    self._refuse(self._running, answer)
            unit = next(queue, None)
            self._running = None if unit is None else [unit]
            if unit is not None:
                self._database.write(_batch([unit], self._memory), following)
            elif answer is not None:
                self._go_on()

        following(None)


def _passing_on(answer: "asyncio.Future[R]") -> Done[R]:
    """Return a `done` that passes a unit's answer on to whoever awaits it, if they still do."""

    def done(outcome: R | BaseException) -> None:
        if answer.done():
            return
        if isinstance(outcome, BaseException):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    return done


def _tell(unit: Unit[Outcome], outcome: Outcome | BaseException) -> None:
    """Answer one unit: its caller's fault must not keep the others waiting."""
    try:
        unit.done(outcome)
    except Exception:
        log.exception("acknowledge_failed", unit=type(unit).__name__)


def _log_failure(answer: "asyncio.Future[None]") -> None:
    if (error := answer.exception()) is not None:
        log.warning("left_failed", error=repr(error))


def _batch(units: list[Unit[Outcome]], memory: Memory) -> Script[_Committed]:
    needs = no_needs()
    for unit in units:
        unit.need(needs)
    ledger = Ledger(memory)
    yield from ledger.load(needs)
    outcomes: list[Outcome | BaseException] = []
    for unit in units:
        try:
            outcomes.append((yield from unit.script()) if isinstance(unit, _Rare) else unit.apply(ledger))
        except Refusal as refusal:
            outcomes.append(refusal)
    yield from ledger.flush()
    return _Committed(outcomes, ledger)
