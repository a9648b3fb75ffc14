"""Which documents have a word: a project's documents by blocks of `BLOCK`, and for each block and word that occurs in it one row.

So a page of the newest hits reads the newest blocks alone, a rare word costs one look a block, and both databases do the same: rows by key.
A row's documents are a number with a bit for each; while they are few, they are stored as a list of their places in the block.
"""

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from besedka.domain.ids import ProjectNumber
from besedka.domain.search import Term
from besedka.ports.database import Lookup, Row, Save, Script, Value
from besedka.store.schema import SEARCH_POSTINGS

Bits = int
"""Some of a block's documents: a bit for each."""

BLOCK = 4096
"""Documents of one block; a row takes an eighth of it in bytes, or less."""
ALL: Bits = (1 << BLOCK) - 1
PLACES = 32
"""Bits of a document's place among its project's."""
FEW = 1_000
_ROWS = "SELECT block, docs FROM search_postings WHERE project = $1 AND block IN $keys AND "
_AFTER_ALL = b"\xff"
"""Comes after every letter of UTF-8."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that a document has now and had not, and the other way round; `number` is its place in the project."""

    number: int
    come: frozenset[str]
    gone: frozenset[str]


def change(project: ProjectNumber, changes: Iterable[Change]) -> Script[None]:
    """Write down which documents have which words now."""
    come, gone = defaultdict[int, dict[bytes, list[int]]](dict), defaultdict[int, dict[bytes, list[int]]](dict)
    for one in changes:
        block, place = divmod(one.number, BLOCK)
        for words, into in ((one.come, come), (one.gone, gone)):
            for word in words:
                into[block].setdefault(word.encode(), []).append(place)
    for block in sorted({*come, *gone}):
        yield from _change_block(project, block, come[block], gone[block])


def _change_block(
    project: ProjectNumber, block: int, come: Mapping[bytes, list[int]], gone: Mapping[bytes, list[int]]
) -> Script[None]:
    words = sorted({*come, *gone})
    sql = "SELECT word, docs FROM search_postings WHERE project = $1 AND block = $2 AND word IN $keys"
    known = {bytes(word): bytes(docs) for word, docs in (yield Lookup(sql, words, "bytes", (project, block)))}
    now = {w: _without(_with(known.get(w, b""), come.get(w, [])), gone.get(w, [])) for w in words}
    yield Save(SEARCH_POSTINGS, [(project, block, w, docs) for w, docs in now.items() if docs], replace=True)
    empty = [word for word, docs in now.items() if not docs]
    if empty:
        sql = "DELETE FROM search_postings WHERE project = $1 AND block = $2 AND word IN $keys"
        yield Lookup(sql, empty, "bytes", (project, block))


def _with(docs: bytes, places: list[int]) -> bytes:
    if len(docs) + 2 * len(places) < BLOCK // 8:
        return docs + struct.pack(f">{len(places)}H", *places)
    return (bits_of(docs) | sum(1 << place for place in places)).to_bytes(BLOCK // 8, "little")


def _without(docs: bytes, places: list[int]) -> bytes:
    if not places:
        return docs
    bits = bits_of(docs) & ~sum(1 << place for place in places)
    return _with(b"", list(places_of(bits)))


def bits_of(docs: bytes) -> Bits:
    """Return the documents of a row."""
    if len(docs) == BLOCK // 8:
        return int.from_bytes(docs, "little")
    bits = 0
    for place in struct.unpack(f">{len(docs) // 2}H", docs):
        bits |= 1 << place
    return bits


def places_of(bits: Bits) -> Iterator[int]:
    """Return the places of these documents in their block, newest first."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


def matching(
    project: ProjectNumber, within: Mapping[int, Bits], wanted: Sequence[Term]
) -> Script[tuple[dict[int, Bits], int]]:
    """Return which of these documents have every term, and how many rows that took.

    Whole words first: each is one row a block. A beginning may be many; of few documents the words themselves are read instead.
    """
    found, read = dict(within), 0
    for term in sorted(wanted, key=lambda term: term.beginning is not None):
        if term.beginning is not None and sum(bits.bit_count() for bits in found.values()) <= FEW:
            having, rows = yield from _reading(project, found, term)
        else:
            having, rows = yield from _having(project, list(found), term)
        found = {block: both for block, bits in having.items() if (both := bits & found[block])}
        read += rows
        if not found:
            break
    return found, read


def _reading(project: ProjectNumber, found: Mapping[int, Bits], term: Term) -> Script[tuple[dict[int, Bits], int]]:
    first = project << PLACES
    docs = [first + block * BLOCK + place for block, bits in found.items() for place in places_of(bits)]
    rows = yield Lookup("SELECT doc, words FROM search_docs WHERE doc IN $keys", docs, "int")
    return by_block(doc - first for doc, words in rows if term.among(words.split())), len(docs)


def by_block(places: Iterable[int]) -> dict[int, Bits]:
    """Return a project's documents, by their places in it, as bits by block."""
    found = defaultdict[int, Bits](int)
    for one in places:
        block, place = divmod(one, BLOCK)
        found[block] |= 1 << place
    return found


def _having(project: ProjectNumber, blocks: list[int], term: Term) -> Script[tuple[dict[int, Bits], int]]:
    rows: list[Row] = []
    beginning = term.beginning
    if beginning is None or not term.stem.startswith(beginning):
        rows += yield _look(f"{_ROWS}word = $2", blocks, project, term.stem.encode())
    if beginning is not None:
        first = beginning.encode()
        rows += yield _look(f"{_ROWS}word >= $2 AND word < $3", blocks, project, first, first + _AFTER_ALL)
    having = defaultdict[int, Bits](int)
    for block, docs in rows:
        having[block] |= bits_of(docs)
    return having, len(rows)


def _look(sql: str, blocks: list[int], *args: Value) -> Lookup:
    return Lookup(sql, blocks, "int", args)
