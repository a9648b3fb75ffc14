"""The project as a newcomer finds it: pages lead somewhere, commands run, nothing names the machine it was written on."""

import os
import re
import tomllib

from tools import docs
from tools.frontend import ROOT
from tools.sizes import tracked

COMMANDS = ("run", "test", "check", "fix", "bench", "generate", "docs", "ci", "pictures", "package")
MACHINE = re.compile(
    r"(?<![\w.])/(work|root|home/\w+)/[\w.]|https?://[a-z0-9.-]*(npm|pypi|pythonhosted|debian)[a-z0-9.-]*/"
)
BINARY = {".png", ".ico", ".woff2", ".mp3", ".ogg", ".wav"}


def test_links_between_pages_resolve() -> None:
    assert not docs.broken_links()


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in tracked("docs/**.md") if path.name != "index.md"]
    assert not [page for page in pages if f"({page})" not in index]


def test_commands_can_be_started() -> None:
    assert not [name for name in COMMANDS if not os.access(ROOT / "scripts" / name, os.X_OK)]


def test_commands_are_described() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if f"scripts/{name}" not in text]


def test_no_file_names_a_machine_or_a_registry() -> None:
    texts = [path for path in tracked() if path.suffix not in BINARY and path.name != "LICENSE"]
    assert not [str(path) for path in texts if MACHINE.search(path.read_text(encoding="utf-8"))]


def test_every_locked_package_has_its_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert not [package for package in packages if "--hash=sha256:" not in package], lock


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    names = [re.split(r"[<>=;~ ]", dependency)[0] for dependency in project["project"]["dependencies"]]
    assert not [name for name in names if not re.search(rf"^{name}==", locked, re.MULTILINE)]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=;~ ]", dependency)[0] for dependency in project["project"]["dependencies"]]
    assert not [name for name in names if not re.search(rf"^###.*\b{name}\b", decisions, re.MULTILINE)]
