"""The door of the house's own commands: `scripts/NAME arguments` arrives here as `main.py NAME arguments`."""

import importlib
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))


def main() -> int:
    """Run the command that the first argument names and return its exit status."""
    name, *arguments = sys.argv[1:]
    try:
        status: int = importlib.import_module(f"tools.{name}").main(arguments)
    except KeyboardInterrupt:
        status = 130
    return status


sys.exit(main())
