"""Where the tests themselves keep their files."""

from pathlib import Path

import pytest
from tools import memory


def test_where_there_is_room_a_folder_is_lent_and_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_PLACE", tmp_path)
    monkeypatch.setattr(memory, "_ROOM", 0)
    with memory.lent() as place:
        folder = Path(place["TMPDIR"])
        (folder / "kept for the moment").touch()
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["room", "the place"])
def test_where_there_is_none_files_go_where_they_always_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(memory, "_PLACE", tmp_path if missing == "room" else tmp_path / "nowhere")
    monkeypatch.setattr(memory, "_ROOM", 2**62)
    with memory.lent() as place:
        assert place == {}
