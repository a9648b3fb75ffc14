"""Measures the product against the limits of this machine: scripts/bench (bench/ holds the scenarios)."""

from tools import chromium, environment


def main(arguments: list[str]) -> int:
    """Prepare and turn into the benchmark. Returns only when the preparation failed."""
    try:
        environment.prepare("test")
        environment.prepare_frontend()
        chromium.bring_driver()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    environment.become(environment.PYTHON, ["-m", "bench", *arguments])
