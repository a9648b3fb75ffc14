"""A key store of the system, for tests: one file."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Store(KeyringBackend):
    """Keeps in the file that TESTS_STORE names."""

    priority = 5

    def _all(self) -> dict[str, str]:
        path = Path(os.environ["TESTS_STORE"])
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["TESTS_STORE"]).write_text(json.dumps(self._all() | {f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        kept = self._all()
        kept.pop(f"{service}/{username}", None)
        Path(os.environ["TESTS_STORE"]).write_text(json.dumps(kept))
