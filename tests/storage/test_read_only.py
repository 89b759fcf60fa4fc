"""Boards that may only be read: they open and tell what they hold, and every write is refused in a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.key_results import KeyResult
from learnboard.storage import backups
from learnboard.storage.exports import add_export, list_exports
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.restore import restore
from learnboard.storage.store import Store
from tests.storage.harm import RELEASED, leave_half_written, released
from tests.storage.test_exports import NOTE
from tests.storage.year import NOON, by_id, everything_in, record_of, records, sqlite

CARD = record_of("k11")
WHY = {
    "file": "The board “{board}” is read-only: give yourself write permission for it. Nothing was changed.",
    "folder": "The folder “{folder}” is read-only: a board needs write permission for its folder. Nothing was changed.",
}
MODES = {"file": (0o444, 0o700), "folder": (0o600, 0o555)}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own, which can be deleted after the test."""
    folder = tmp_path / "kept"
    folder.mkdir()
    yield folder
    folder.chmod(0o700)


@pytest.fixture(params=["file", "folder"])
def what(request: pytest.FixtureRequest) -> str:
    """What may not be written."""
    return str(request.param)


def locked(board: Path, what: str) -> Path:
    """The board, once it or its folder may not be written."""
    file, folder = MODES[what]
    board.chmod(file)
    board.parent.chmod(folder)
    return board


@pytest.fixture
def board(folder: Path, what: str) -> Path:
    """The example year, which may not be written."""
    path = folder / "board"
    with Store.create(path, records().board_info, clock=lambda: NOON) as store:
        with store.step("import the year") as recorder:
            recorder.put_records(records())
        with store.step("rename") as recorder:
            recorder.put(replace(CARD, title="Cut"))
        store.undo()
        store.save_draft("check in", "k11", {"note": "half"})
    return locked(path, what)


def test_a_read_only_board_is_read_completely(board: Path, what: str) -> None:
    before = everything_in(board.parent)
    with Store.open(board) as store:
        assert by_id(store.records()) == by_id(records())
        assert store.board_info() == records().board_info
        assert (store.next_undo, store.next_redo) == ("import the year", "rename")
        assert [label for _, label, _ in store.steps_of(["k11"], most=9)] == ["import the year"]
        assert store.draft("check in", "k11") == {"note": "half"}
        assert list_exports(store) == []
        assert store.in_place
        assert f"{store.read_only} Nothing was changed." == WHY[what].format(board=board, folder=board.parent)
    assert everything_in(board.parent) == before


def a_step(store: Store) -> None:
    with store.step("rename") as recorder:
        recorder.put(replace(CARD, title="new"))


def an_empty_step(store: Store) -> None:
    with store.step("nothing"):
        pass


WRITES: dict[str, Callable[[Store], object]] = {
    "a step": a_step,
    "an empty step": an_empty_step,
    "undo": Store.undo,
    "redo": Store.redo,
    "an export": lambda store: add_export(store, NOTE),
    "a draft": lambda store: store.save_draft("check in", "k11", {"note": "whole"}),
    "no draft": lambda store: store.save_draft("check in", "k11", {}),
}


@pytest.mark.parametrize("write", WRITES, ids=lambda name: name.replace(" ", "-"))
def test_every_write_is_refused_in_a_sentence(board: Path, what: str, write: str) -> None:
    before = everything_in(board.parent)
    with Store.open(board) as store:
        with pytest.raises(BoardUnavailable) as error:
            WRITES[write](store)
        assert str(error.value) == WHY[what].format(board=board, folder=board.parent)
        assert error.value.trouble == "read_only"
        assert store.row(KeyResult, "k11") == CARD
        assert store.draft("check in", "k11") == {"note": "half"}
    assert everything_in(board.parent) == before


def test_it_can_be_copied_to_where_it_can_be_written(board: Path, tmp_path: Path) -> None:
    with Store.open(board) as store:
        store.copy_to(tmp_path / "copy")
    assert backups.create_backup(board, "hand", now=NOON, wait=1, to=tmp_path / "backup")
    for copy in (tmp_path / "copy", tmp_path / "backup"):
        with Store.open(copy) as store:
            assert store.read_only == ""
            assert store.undo().label == "import the year"


def test_no_backup_is_brought_back_over_it(board: Path, tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(released(SCHEMA))
    before = everything_in(board.parent)
    with pytest.raises(BoardUnavailable, match=r"is read-only.*\. Nothing was changed\.") as error:
        restore(board, tmp_path / "backup", now=NOON, wait=1)
    assert error.value.trouble == "read_only"
    assert everything_in(board.parent) == before


@pytest.mark.parametrize("schema", [schema for schema in sorted(RELEASED) if schema < SCHEMA])
def test_a_read_only_board_of_an_older_schema_is_refused(folder: Path, what: str, schema: int) -> None:
    path = folder / "board"
    path.write_bytes(released(schema))
    before = everything_in(folder)
    locked(path, what)
    with pytest.raises(
        BoardUnavailable,
        match=rf"older learnboard \(schema {schema}, this one knows {SCHEMA}\) and can only be read: copy it",
    ) as error:
        Store.open(path)
    assert error.value.trouble == "older"
    assert "\n" not in str(error.value)
    assert everything_in(folder) == before


def test_a_read_only_board_of_a_newer_schema_is_refused_as_newer(folder: Path, what: str) -> None:
    path = folder / "board"
    path.write_bytes(released(SCHEMA))
    sqlite(path, f"PRAGMA user_version = {SCHEMA + 1}")
    locked(path, what)
    with pytest.raises(BoardUnavailable, match="newer learnboard") as error:
        Store.open(path)
    assert error.value.trouble == "newer"


def test_a_read_only_board_left_in_the_middle_of_a_step_is_refused(folder: Path, what: str) -> None:
    path = folder / "board"
    path.write_bytes(released(SCHEMA))
    leave_half_written(path)
    before = everything_in(folder)
    locked(path, what)
    with pytest.raises(
        BoardUnavailable, match=r"was left in the middle of a step by a killed program, and can be repaired only where"
    ) as error:
        Store.open(path)
    assert "\n" not in str(error.value)
    assert everything_in(folder) == before
    folder.chmod(0o700)
    path.chmod(0o600)
    with Store.open(path) as store:
        assert store.row(KeyResult, "k11").title == "Cut p95 latency"


def test_a_link_in_a_folder_that_may_be_written_does_not_help(board: Path, what: str, tmp_path: Path) -> None:
    """SQLite writes its journal beside the file, not beside the link."""
    link = tmp_path / "link"
    link.symlink_to(board)
    with Store.open(link) as store, pytest.raises(BoardUnavailable) as error:
        store.undo()
    assert error.value.trouble == "read_only"
