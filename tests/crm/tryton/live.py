"""Tryton itself: a database of its own on SQLite, made once in a test run, served by a process of its own on this machine."""

import base64
import json
import os
import subprocess
import sys
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.crm.world import ANNA, BORIS

DATABASE, ADMIN, PASSWORD = "crm", "admin", "admin-пароль-1"
_CONFIG = """[database]
uri = sqlite://
path = {folder}
language = en
[password]
length = 1
"""
_ADMIN = """
import sys
from trytond.cli.admin import main
from trytond.model import ModelStorage

ModelStorage._validate = classmethod(lambda *_, **__: None)
sys.exit(main())
"""
"""Its administrator, who trusts what Tryton itself ships: to examine that takes half of the time. What serves examines all it is given."""
_SERVE = Path(__file__).with_name("serve.py")
_LEFT = {"__class__": "date", "year": 2020, "month": 1, "day": 1}


class Live:
    """The running system. Make it once; `stop` it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="besedka-tryton-")
        self._config = Path(self._folder.name) / "trytond.conf"
        self._config.write_text(_CONFIG.format(folder=self._folder.name))
        self._make_database()
        command = [sys.executable, str(_SERVE), str(self._config), DATABASE]
        self._log = (Path(self._folder.name) / "trytond.log").open("wb")
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log)
        assert self._process.stdout is not None
        port = int(self._process.stdout.readline() or 0)
        assert port, Path(self._log.name).read_text()
        self.url = f"http://127.0.0.1:{port}"
        self.company = self._make_company()
        self.employee = self._make_people()

    def stop(self) -> None:
        """End it, and leave nothing behind."""
        self._process.kill()
        self._process.communicate()
        self._log.close()
        self._folder.cleanup()

    def ask(self, method: str, *params: object) -> Any:
        """Ask as the administrator, and return the result."""
        context = {"company": self.company} if "company" in self.__dict__ else {}
        told = self._post(f"model.{method}", [*params, context], f"Session {self._session}")
        assert "result" in told, told
        return told["result"]

    def leave(self, session: str) -> None:
        """End a session, given as its header's word."""
        self._post("common.db.logout", [], session)

    def make(self, model: str, **values: object) -> int:
        """Create a record and return its id."""
        return int(self.ask(f"{model}.create", [values])[0])

    def group(self, name: str) -> int:
        """Return the id of a group of users."""
        return int(self.ask("res.group.search", [["name", "=", name]], 0, 1, None)[0])

    @cached_property
    def _session(self) -> str:
        uid, token, *_ = self._post("common.db.login", [ADMIN, {"password": PASSWORD}, "en"], "")["result"]
        return base64.b64encode(f"{ADMIN}:{uid}:{token}".encode()).decode()

    def _post(self, method: str, params: list[object], session: str) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        headers = {"Content-Type": "application/json", "Authorization": session}
        with urlopen(Request(f"{self.url}/{DATABASE}/rpc/", body, headers), timeout=60) as answer:
            return json.load(answer)

    def _make_database(self) -> None:
        folder = Path(self._folder.name)
        (folder / f"{DATABASE}.sqlite").touch()
        (folder / "password").write_text(PASSWORD)
        done = subprocess.run(
            [sys.executable, "-c", _ADMIN, "-c", str(self._config), "-d", DATABASE, "--all", "--activate-dependencies",
             "-u", "sale_opportunity", "--email", "admin@shop.example"],
            env={**os.environ, "TRYTONPASSFILE": str(folder / "password")}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def _make_company(self) -> int:
        rate = {"rate": {"__class__": "Decimal", "decimal": "1"}}
        rouble = self.make("currency.currency", name="Рубль", code="RUB", symbol="₽", rates=[["create", [rate]]])
        company = self.make("company.company", party=self.make("party.party", name="Магазин ламп"), currency=rouble)
        self.ask("res.user.write", [1], {"companies": [["add", [company]]], "company": company})
        return company

    def _make_people(self) -> int:
        """Make those who sell, and the employee of our own user; return that one."""
        self._seller("Борис", BORIS, end_date=_LEFT)
        people = [("Анна Петрова", ANNA), *((f"Продавец {n}", f"seller{n}@shop.example") for n in range(4))]
        for name, email in people:
            employee = self._seller(name, email)
            self.user(email.partition("@")[0], employee=employee, name=name, email=email)
        return self._seller("Беседка", "")

    def _seller(self, name: str, email: str, **more: object) -> int:
        reached = [["create", [{"type": "email", "value": email}]]] if email else []
        party = self.make("party.party", name=name, contact_mechanisms=reached)
        return self.make("company.employee", party=party, company=self.company, **more)

    def user(self, login: str, **values: object) -> int:
        """Create a user of the company who may see to opportunities."""
        employee = values.get("employee")
        company = {"companies": [["add", [self.company]]], "company": self.company}
        more = {"employees": [["add", [employee]]]} if employee else {}
        groups = [["add", [self.group("Sale Opportunity")]]]
        return self.make("res.user", login=login, groups=groups, **{**company, **more, **values})
