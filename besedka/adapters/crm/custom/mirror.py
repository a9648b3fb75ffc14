"""What a CRM that cannot be searched has exported: read whole once a day, and what has changed before every look."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from besedka.adapters.crm.asking import pages
from besedka.adapters.crm.custom.line import Line
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed
from besedka.ports.http import DAY

MOST = 200_000
"""Rows of more than that are no small firm's, and are not kept in memory."""
OVERLAP = 3600
"""Seconds that are asked for again: clocks differ, and what was changed while pages were read may be in none of them."""
Row = TypeVar("Row")


class Mirror(Generic[Row]):
    """The rows of one export. `read` makes one, `keys` are what it is looked up by."""

    def __init__(
        self, line: Line, action: str, name: str, read: Callable[[Tree], Row], keys: Callable[[Row], Iterable[str]]
    ) -> None:
        self.scheme = Tree(None)
        """The statuses and managers that came with the last page."""
        self._line = line
        self._action = action
        self._name = name
        self._read = read
        self._keys = keys
        self._one = asyncio.Lock()
        self._rows: dict[str, Row] = {}
        self._by: dict[str, dict[str, None]] = {}
        self._since = 0
        self._whole_at = 0.0

    async def get(self, id: str) -> Row | None:
        """Return a row by its id."""
        await self._refresh()
        return self._rows.get(id)

    async def find(self, keys: Iterable[str]) -> list[Row]:
        """Return the rows that have one of these keys, each once."""
        await self._refresh()
        wanted = set(keys)
        ids = dict.fromkeys(id for key in wanted for id in self._by.get(key, ()))
        return [row for row in map(self._rows.__getitem__, ids) if wanted & set(self._keys(row))]

    async def _refresh(self) -> None:
        async with self._one:
            began = time.time()
            if not 0 <= began - self._whole_at < DAY:
                self._rows, self._by, self._since, self._whole_at = {}, {}, 0, 0.0
            await self._pages()
            self._since = int(began) - OVERLAP
            self._whole_at = self._whole_at or began

    async def _pages(self) -> None:
        offset, params = 0, {"date": str(self._since), "offset": "0"}
        for _ in pages():
            page = await self._line.get(self._action, params)
            came = self._take(page)
            limit = page["pagination"]["limit"].number or came
            offset += limit
            if not came or offset >= page["pagination"]["total_count"].number:
                return
            params |= {"offset": str(offset), "limit": str(limit)}

    def _take(self, page: Tree) -> int:
        if not isinstance(page[self._name].value, list):
            raise CrmFailed("crm_strange", f"{self._action}: {self._name}?")
        self.scheme = page
        rows = [one for one in page[self._name] if one["id"].text]
        for one in rows:
            self._keep(one["id"].text, self._read(one))
        if len(self._rows) > MOST:
            raise CrmFailed("crm_large", f"{self._action} > {MOST}", permanent=True)
        return len(rows)

    def _keep(self, id: str, row: Row) -> None:
        self._rows[id] = row
        for key in self._keys(row):
            self._by.setdefault(key, {})[id] = None


def names(rows: Tree) -> Mapping[str, str]:
    """Return names by id, of statuses or managers."""
    return {one["id"].text: one["name"].text for one in rows}
