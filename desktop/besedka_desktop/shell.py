"""The shell: brings accounts, windows, the tray and notifications together. Decides nothing that the page decides."""

import json
import secrets
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from besedka_desktop import __version__, addresses, network, profile, said, settings
from besedka_desktop.asking import NetworkWindow
from besedka_desktop.autostart import Autostart
from besedka_desktop.desk import Desk, Hosts
from besedka_desktop.door import DoorWindow
from besedka_desktop.keys import KeyStore
from besedka_desktop.notifying.port import Way
from besedka_desktop.notifying.teller import Teller
from besedka_desktop.notifying.ways import ways
from besedka_desktop.places import Places, clear_up
from besedka_desktop.said import Note, Word
from besedka_desktop.settings import Account
from besedka_desktop.tray import Shows, Tray, Wishes, is_quiet
from besedka_desktop.updates import Updates
from besedka_desktop.words import Say

_OWN = "shell."
"""Before the tags of notes that are the shell's, not a page's."""


class Shell(QObject):
    """Everything that runs, until the person quits."""

    def __init__(self, places: Places, keys: KeyStore, autostart: Autostart, say: Say) -> None:
        super().__init__()
        self._places, self._keys, self._autostart, self._say = places, keys, autostart, say
        self.settings = settings.load(places.settings)
        network.use_proxy(self.settings.proxy)
        network.use_authority(self.settings.authority)
        profile.use_dictionaries()
        self.desks: list[Desk] = []
        self.door: DoorWindow | None = None
        self._asking: NetworkWindow | None = None
        self._last: Desk | None = None
        self._updates: Updates | None = None
        self._starts, self._ending = autostart.is_on(), False
        self._leaving = network.Door(self)
        self.tray = Tray(say, self._wishes(), self)
        self.teller = Teller(self._clicked, self._replied, self)
        self._ways: Sequence[Way] = ways(say, self.tray.icon, self.teller.heard, self)
        self._use_popups()

    def begin(self, link: str, hidden: bool) -> None:
        """Open the windows of all accounts; without one, the door."""
        clear_up(self._places.data, {account.id for account in self.settings.accounts})
        for account in self.settings.accounts:
            self._open(account, self._kept(account))
        if not self.desks:
            self._show_door()
        elif not hidden or not self.tray.is_there():
            self.activate(link)

    def activate(self, link: str) -> None:
        """Come forward: with the conversation of a deep link, with the project of a link to one, or just so."""
        if self.door and not self.desks:
            self.door.show()
            self.door.activateWindow()
            return
        desk = self._last or (self.desks[0] if self.desks else None)
        if desk:
            desk.open(addresses.conversation_of(link) or "")
            self._last = desk

    def quit(self) -> None:
        """End, remembering where the windows were."""
        self._ending = True
        for desk in self.desks:
            desk.keep_place()
        self._keep()
        self.tray.icon.hide()
        QApplication.quit()

    def _wishes(self) -> Wishes:
        return Wishes(
            open=self._open_account, presence=lambda one: self._tell_all(said.presence(one)), mute=self._mute, popups=self._choose_popups,
            autostart=self._start_with_system, downloads=self._choose_folder, network=self._ask_network, add=self._show_door,
            forget=self._forget,
            quit=self.quit,
        )  # fmt: skip

    # accounts

    def _kept(self, account: Account) -> tuple[str, ...]:
        try:
            lines = json.loads(self._keys.get(account.id) or "[]")
        except ValueError:
            return ()
        return tuple(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ()

    def _open(self, account: Account, cookies: tuple[str, ...]) -> Desk:
        hosts = Hosts(self._said, self._cookies, self._saved, self._keep, self._closing)
        desk = Desk(account, self.settings, self._places.data / account.id, self._places.downloads, self._say, hosts)
        self.desks.append(desk)
        desk.enter(cookies)
        self._refresh()
        if self._updates is None:
            self._updates = Updates(account.server, __version__, self._newer, self)
            self._updates.look()
        return desk

    def _entered(self, server: str, project: int, email: str, cookies: tuple[str, ...]) -> str | None:
        """Somebody has signed in at the door; returns a key of words.py where that cannot be."""
        if any((one.server, one.project) == (server, project) for one in self.settings.accounts):
            return "already"
        account = Account(secrets.token_hex(8), server, project, email)
        self.settings.accounts.append(account)
        self._keep()
        self._keys.put(account.id, json.dumps(cookies))
        desk = self._open(account, cookies)
        self._last = desk
        desk.come_forward()
        if self.door:
            self.door.hide()
            self.door.deleteLater()
            self.door = None
        return None

    def _show_door(self) -> None:
        if self.door is None:
            self.door = DoorWindow(self._say, self._keys.safe, self._entered, self._door_shut)
            if self.settings.accounts:
                self.door.fill(self.settings.accounts[-1].server, "", self.settings.accounts[-1].email)
        self.door.show()
        self.door.raise_()
        self.door.activateWindow()

    def _door_shut(self) -> None:
        self.door = None
        if not self.desks:
            self.quit()

    def _forget(self, account: str) -> None:
        """Sign out of a project, and keep nothing of it; what its pages kept goes with the next start, when they are surely closed."""
        desk = next(desk for desk in self.desks if desk.account.id == account)
        self._leaving.sign_out(desk.account.server, desk.cookies.lines)
        self.teller.withdraw_all(f"{account}.")
        self._keys.forget(account)
        self.desks.remove(desk)
        self.settings.accounts.remove(desk.account)
        self._last = None if self._last is desk else self._last
        desk.hide()
        desk.deleteLater()
        self._keep()
        self._refresh()
        if not self.desks:
            self._show_door()

    def _cookies(self, desk: Desk, lines: tuple[str, ...]) -> None:
        """The server has given another session, or has ended it."""
        if any(line.startswith(f"{network.SESSION}=") for line in lines):
            self._keys.put(desk.account.id, json.dumps(lines))
        else:
            self._keys.forget(desk.account.id)

    # what the page says

    def _said(self, desk: Desk, word: Word) -> None:
        match word:
            case Word("notify", Note() as note):
                self._notify(desk, note)
            case Word("withdraw", str(tag)):
                self.teller.withdraw(f"{desk.account.id}.{tag}")
            case Word("badge", int(waiting)):
                desk.waiting = waiting
            case Word("opened", str(conversation)):
                desk.conversation = conversation
            case Word("presence", status) if status in said.STATUSES:
                self.tray.shows.presence = next(one for one in said.STATUSES if one == status)
            case Word("quiet", int(until)):
                self.tray.shows.quiet = until
            case Word("signed", str(operator)):
                self._signed(desk, operator)
        self._refresh()

    def _signed(self, desk: Desk, operator: str) -> None:
        """At the page's own door nobody waits, nothing is told, and a session that is over is not kept."""
        desk.operator = operator
        if not operator:
            desk.waiting = 0
            self.teller.withdraw_all(f"{desk.account.id}.")
            self._keys.forget(desk.account.id)

    def _notify(self, desk: Desk, note: Note) -> None:
        self.teller.show(replace(note, tag=f"{desk.account.id}.{note.tag}"))
        if not desk.isActiveWindow():
            desk.call_attention()

    def _desk_of(self, note: Note) -> Desk | None:
        return next((desk for desk in self.desks if note.tag.startswith(f"{desk.account.id}.")), None)

    def _clicked(self, note: Note) -> None:
        if desk := self._desk_of(note):
            self._last = desk
            desk.come_forward()
            desk.bridge.tell(said.open_(note.conversation))
        else:
            self.activate("")

    def _replied(self, note: Note, text: str) -> None:
        if desk := self._desk_of(note):
            id = uuid.uuid4().hex
            desk.bridge.tell_until_taken(id, said.reply(id, desk.operator, note.conversation, text))

    def _newer(self, version: str) -> None:
        self._tell("update", self._say("update", version=version), self._say("update_text"), stay=0)

    def _saved(self, desk: Desk, path: Path, there: bool) -> None:
        self._tell("saved", self._say("saved" if there else "not_saved"), str(path))

    def _tell(self, tag: str, title: str, text: str, stay: int = 10) -> None:
        self.teller.show(Note(_OWN + tag, title, text, stay=stay))

    # what the person chooses

    def _open_account(self, account: str) -> None:
        found = next((desk for desk in self.desks if desk.account.id == account), None)
        self._last = found or self._last
        self.activate("")

    def _mute(self, until: int) -> None:
        self._tell_all(said.quiet(until))

    def _tell_all(self, text: str) -> None:
        for desk in self.desks:
            desk.bridge.tell(text)

    def _choose_popups(self, kind: str) -> None:
        self.settings.popups = "own" if kind == "own" else "system"
        self._use_popups()
        self._keep()
        self._refresh()

    def _use_popups(self) -> None:
        self.teller.ways = self._ways if self.settings.popups == "system" else self._ways[-1:]

    def _start_with_system(self, on: bool) -> None:
        try:
            self._autostart.turn(on)
        except OSError as error:
            self._tell("autostart", self._say("autostart"), str(error))
        self._starts = self._autostart.is_on()
        self._refresh()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            None, self._say("downloads"), self.settings.downloads or str(self._places.downloads)
        )
        if chosen:
            self.settings.downloads = chosen
            self._keep()

    def _ask_network(self) -> None:
        self._asking = NetworkWindow(self._say, self.settings.proxy, self.settings.authority, self._network)
        self._asking.show()

    def _network(self, proxy: str, authority: str) -> None:
        self.settings.proxy, self.settings.authority = proxy, authority
        self._keep()
        network.use_proxy(proxy)
        network.use_authority(authority)
        for desk in self.desks:
            desk.load()

    def _closing(self, desk: Desk) -> bool:
        """Hide where there is a tray, unless all ends; the first time, say where it went."""
        if self._ending:
            return False
        if not self.tray.is_there():
            self.quit()
            return False
        if not self.settings.told_of_tray:
            self.settings.told_of_tray = True
            self._keep()
            self._tell("tray", self._say("in_tray"), self._say("in_tray_text"))
        return True

    def _refresh(self) -> None:
        quiet = self.tray.shows.quiet if is_quiet(self.tray.shows.quiet, time.time()) else 0
        self.tray.shows = Shows(
            waiting=sum(desk.waiting for desk in self.desks), presence=self.tray.shows.presence, quiet=quiet, popups=self.settings.popups,
            autostart=self._starts, signed=any(desk.operator for desk in self.desks),
            accounts=[(desk.account.id, desk.name) for desk in self.desks],
        )  # fmt: skip
        self.tray.refresh()

    def _keep(self) -> None:
        settings.save(self.settings, self._places.settings)
