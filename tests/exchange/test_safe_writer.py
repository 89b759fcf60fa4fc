"""Files written beside and put in place: the old one whole, or the new one whole. Its refusals are in tests/cli."""

from pathlib import Path

import pytest

from learnboard.domain.errors import FileRefused
from learnboard.exchange.safe_writer import written_beside


def test_a_file_that_appears_meanwhile_stays_as_it_is(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(FileRefused, match="is there already"), written_beside(file, b"ours"):
        file.write_bytes(b"theirs")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_knows_no_links_takes_a_file_all_the_same(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    file = tmp_path / "file"
    with written_beside(file, b"ours"):
        assert not file.exists()
    assert file.read_bytes() == b"ours"
    with pytest.raises(FileRefused, match="is there already"), written_beside(file, b"new"):
        pass
    assert list(tmp_path.iterdir()) == [file]


def test_no_file_comes_of_a_snapshot_whose_number_was_not_taken(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(LookupError), written_beside(file, b"ours"):
        raise LookupError
    assert not list(tmp_path.iterdir())
