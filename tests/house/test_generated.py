"""What is derived from the sources is what the sources say."""

import pytest
from tools import generate, wire


@pytest.mark.parametrize("path", generate.GENERATED)
def test_generated_file_is_fresh(path: str) -> None:
    assert not generate.is_stale(path), f"{path} is stale: run scripts/generate"


def test_every_frame_and_body_has_a_promise() -> None:
    silent = [
        item.name
        for language in wire.languages()
        for item in language.items
        if isinstance(item, wire.Shape) and not item.doc
    ]
    assert not silent


def test_every_frame_of_a_union_has_its_own_tag() -> None:
    for language in wire.languages():
        shapes = {item.name: item for item in language.items if isinstance(item, wire.Shape)}
        for union, members in wire.unions(language):
            tags = [shapes[name].tag for name in members if name in shapes]
            assert len(tags) == len(set(tags)), f"{language.module}.{union} cannot be told apart"
