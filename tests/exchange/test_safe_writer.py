"""Files written beside and put in place: the old one whole, or the new one whole. Its refusals are in tests/cli."""

import os
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidFile
from learnboard.exchange.safe_io import written_beside


def test_a_file_that_appears_meanwhile_stays_as_it_is(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(InvalidFile, match="is there already"), written_beside(file, b"ours"):
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
    with pytest.raises(InvalidFile, match="is there already"), written_beside(file, b"new"):
        pass
    assert list(tmp_path.iterdir()) == [file]


def test_no_file_comes_of_a_snapshot_whose_number_was_not_taken(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(LookupError), written_beside(file, b"ours"):
        raise LookupError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none/file", "No such file or directory. Choose another file."),
        ("folder", "is a folder: name a file in it."),
        ("pipe", "is a device or a pipe: choose another file."),
        ("file", "is there already: choose another name, or replace it."),
    ],
)
def test_a_screen_is_told_without_the_options_of_a_command(tmp_path, name, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidFile) as refused, written_beside(tmp_path / name, b"ours"):
        pass
    assert refused.value.on_screen.endswith(words)
    assert " -o" in str(refused.value) or "“-o -”" in str(refused.value)
