"""The command line: what it makes, and that bad input gives exit code 1 and a sentence with a code, never a traceback."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mail import Mailbox, mail_server
from tests.processes import besedka, python
from tests.warm import Warm, warmed

CREATE = ("project", "create", "--name", "Лавка", "--owner-email", "marina@shop.example", "--site", "Shop.example/page")
ADD = ("operator", "add", "--name", "Анна", "--email", "anna@shop.example", "--password", "long enough")

LET_IN = ("member", "add", "--name", "Павел", "--email", "pavel@shop.example", "--password", "long enough")

NOTHING = dict.fromkeys(("operators", "members", "conversations", "messages", "contacts", "files", "bytes"), 0)


@pytest.fixture(scope="module")
def command() -> Iterator[Warm]:
    with warmed("besedka.doctor", "besedka.server") as warm:
        yield warm


def made(besedka: Warm, data: Path, *arguments: str) -> dict[str, object]:
    """Run a command that must go well; return what it answered."""
    result = besedka(*arguments, "--data", str(data), "--json")
    assert result.returncode == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_project_its_sites_its_operators_and_the_doctor(tmp_path: Path, command: Warm) -> None:
    project = made(command, tmp_path, *CREATE)
    assert project["number"] == 1001
    assert project["sites"] == ["https://shop.example"]
    assert str(project["key"]) in str(project["snippet"])
    owner = project["owner"]
    assert isinstance(owner, dict)
    assert len(owner["password"]) >= 12, "left out, one is made and shown"
    operator = made(command, tmp_path, *ADD, "--project", "1001", "--admin")
    assert (operator["email"], operator["role"]) == ("anna@shop.example", "admin")
    member = made(command, tmp_path, *LET_IN, "--project", "1001")
    assert (member["email"], member["password"]) == ("pavel@shop.example", "long enough")
    site = made(command, tmp_path, "project", "allow-site", "--project", "1001", "--site", "http://localhost:3000")
    assert site["sites"] == ["https://shop.example", "http://localhost:3000"]
    assert made(command, tmp_path, *CREATE, "--name", "Вторая")["number"] == 1002, "a known owner gets one more"
    deleted = made(command, tmp_path, "project", "delete", "--project", "1002", "--name", "вторая")
    assert (deleted["number"], deleted["gone"]) == (1002, NOTHING)
    report = made(command, tmp_path, "doctor")
    assert report["ok"] is True
    assert _refusals(command, tmp_path) == []
    assert (
        made(command, tmp_path, "project", "allow-site", "--project", "1001", "--site", "http://localhost:3000") == site
    )


def _refusals(besedka: Warm, data: Path) -> list[str]:
    """Try everything that must be refused; return what was not, or not in clear words."""
    busy = socket.create_server(("127.0.0.1", 0))
    file = data / "a-file"
    file.touch()
    (data / "broken").mkdir()
    (data / "broken" / "besedka.sqlite3").write_bytes(b"this is no database" * 100)
    here, number = ("--data", str(data)), ("--project", "1001")
    site = ("project", "allow-site")
    cases: list[tuple[tuple[str, ...], dict[str, str], str]] = [
        ((*ADD, *number, *here, "--email", "ANNA@shop.example"), {}, "email_taken"),
        ((*ADD, "--project", "999", *here), {}, "project_unknown"),
        ((*ADD, *number, *here, "--password", "short"), {}, "password_short"),
        ((*ADD, *number, *here, "--email", "nobody"), {}, "email_invalid"),
        ((*ADD, *number, *here, "--name", " "), {}, "name_empty"),
        ((*LET_IN, *number, *here, "--email", "PAVEL@shop.example"), {}, "member_taken"),
        ((*LET_IN, *number, *here, "--email", "marina@shop.example"), {}, "member_taken"),
        ((*LET_IN, "--project", "999", *here), {}, "project_unknown"),
        (("project", "delete", "--project", "1002", "--name", "Вторая", *here), {}, "project_unknown"),
        (("project", "delete", *number, "--name", "Вторая", *here), {}, "project_name_wrong"),
        ((*site, "--project", "999", "--site", "x.example", *here), {}, "project_unknown"),
        ((*site, *number, "--site", "https://[::1", *here), {}, "site_invalid"),
        ((*CREATE, "--site", "ftp://x.example", *here), {}, "site_invalid"),
        (("serve", *here, "--port", str(busy.getsockname()[1])), {}, "port_busy"),
        (("serve", *here, "--port", "0", "--host", "192.0.2.1"), {}, "address_unusable"),
        (("serve", "--data", str(file / "below"), "--port", "0"), {}, "data_unwritable"),
        (("serve", "--data", "/proc", "--port", "0"), {}, "data_unwritable"),
        (("serve", "--data", str(data / "broken"), "--port", "0"), {}, "database_broken"),
        (("serve", *here), {"BESEDKA_PORT": "many"}, "settings_invalid"),
        (("serve", *here, "--port", "0"), {"BESEDKA_BUS": "pigeons"}, "bus_unknown"),
        (("doctor", "--data", str(data / "broken")), {}, "database_broken"),
    ]

    def wrong(case: tuple[tuple[str, ...], dict[str, str], str]) -> str | None:
        arguments, env, code = case
        result = besedka(*arguments, env=env)
        said = result.stdout + result.stderr
        clear = result.returncode == 1 and f"[{code}]" in said and "Traceback" not in said
        return None if clear else f"{arguments}: {result.returncode}, not {code}: {said[-300:]}"

    with busy:
        return [found for found in map(wrong, cases) if found]


def test_help_says_what_there_is_and_bad_usage_is_2() -> None:
    assert {"serve", "demo", "doctor", "project", "operator", "member"} <= set(
        besedka("--help").stdout.replace("│", " ").split()
    )
    assert besedka("serve", "--port", "99999").returncode == 2


def test_only_what_serves_waits_for_the_web_framework() -> None:
    read = "import sys\nfrom besedka.collector import resting\nwith resting(): import besedka.commands\n"
    look = f"{read}print(sorted({{'fastapi', 'uvicorn', 'sqlalchemy'}} & set(sys.modules)))"
    assert python(look).stdout.strip() == "[]"


def test_the_first_account_is_made_by_a_link_that_the_server_shows(tmp_path: Path, command: Warm) -> None:
    link = str(made(command, tmp_path, "owner", "invite")["link"])
    assert "/cabinet/start#" in link
    made(command, tmp_path, *CREATE)
    given = made(command, tmp_path, "owner", "password", "--email", "MARINA@shop.example")
    assert given["email"] == "marina@shop.example"
    assert len(str(given["password"])) >= 12
    for arguments, code in (
        (("owner", "password", "--email", "nobody@shop.example"), "account_unknown"),
        (("owner", "password", "--email", "marina@shop.example", "--password", "short"), "password_short"),
        (("owner", "invite", "--email", "nobody"), "email_invalid"),
    ):
        result = command(*arguments, "--data", str(tmp_path))
        assert (result.returncode, f"[{code}]" in result.stderr) == (1, True), result.stderr


MAIL = {
    "BESEDKA_SMTP_HOST": "127.0.0.1",
    "BESEDKA_SMTP_SECURITY": "none",
    "BESEDKA_MAIL_FROM": "Chat <chat@shop.example>",
}
"""A mail server; what it is missing, each case says."""


def test_the_doctor_of_mail(tmp_path: Path, command: Warm) -> None:
    here = ("doctor", "--data", str(tmp_path))
    with mail_server(Mailbox()) as port:
        env = {**MAIL, "BESEDKA_SMTP_PORT": str(port), "BESEDKA_PUBLIC_URL": "https://chat.example"}
        well = command(*here, env=env)
        assert "mail.test" in well.stdout
        assert "chat@shop.example" in well.stdout
        secure = command(*here, env={**env, "BESEDKA_SMTP_SECURITY": "starttls"})
        assert "[mail_refused]" in secure.stdout
    for wrong, code in (
        ({}, "mail_refused"),
        ({"BESEDKA_PUBLIC_URL": ""}, "mail_incomplete"),
        ({"BESEDKA_MAIL_FROM": ""}, "mail_incomplete"),
        ({"BESEDKA_MAIL_FROM": "nobody"}, "mail_incomplete"),
        ({"BESEDKA_SMTP_HOST": "", "BESEDKA_REGISTRATION": "open"}, "registration_needs_mail"),
    ):
        result = command(*here, env={**env, **wrong})
        assert f"[{code}]" in result.stdout, result.stdout
        assert result.returncode == 1
