"""Opening and making a board: settings, permissions, and what is refused with the file left as it was."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.model.goals import Goal
from learnboard.storage import connection
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION_ID
from learnboard.storage.store import Store
from tests.storage.harm import leave_half_written
from tests.storage.year import dump, everything_in, make, records, sqlite

IDENTITY = records().board_info


def asked(path: Path, pragma: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    finally:
        connection.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    """Set a umask for one test."""
    before = os.umask(0o022)

    def put(mask: int) -> None:
        os.umask(mask)

    yield put
    os.umask(before)


def test_the_header_identifies_a_board(empty: Store, path: Path) -> None:
    assert asked(path, "application_id") == APPLICATION_ID == int.from_bytes(b"LBO1", "big")
    assert asked(path, "user_version") == SCHEMA == 3
    assert asked(path, "journal_mode") == "delete"
    assert path.read_bytes()[68:72] == b"LBO1"
    assert asked(path, "integrity_check") == "ok"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
    ],
)
def test_the_connection_has_its_settings(empty: Store, pragma: str, value: object) -> None:
    assert empty.file.query(f"PRAGMA {pragma}") == [(value,)]


@pytest.mark.parametrize("setting", ["no_such_pragma", "synchronous"])
def test_a_setting_that_sqlite_does_not_take_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    make(path)
    monkeypatch.setitem(connection._PRAGMAS, setting, 77)
    with pytest.raises(BoardUnavailable, match=f"refuses {setting}=77") as error:
        Store.open(path)
    assert error.value.trouble == "other"


def test_a_transaction_holds_the_write_lock_from_its_start(empty: Store, path: Path) -> None:
    with empty.step("write nothing yet"):
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_a_board_is_its_owners_alone_whatever_the_umask(
    tmp_path: Path, umask: Callable[[int], None], mask: int
) -> None:
    umask(mask)
    path = tmp_path / "share" / "learnboard" / "board"
    make(path)
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700


def test_the_journal_file_is_its_owners_alone(empty: Store, path: Path, umask: Callable[[int], None]) -> None:
    umask(0)
    with empty.step("import") as recorder:
        recorder.put_records(records())
        assert mode(path.with_name(f"{path.name}-journal")) == 0o600


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    folder.chmod(0o755)
    make(folder / "board")
    assert mode(folder) == 0o755


NAMES = [
    "a b",
    "what?",
    "50%",
    "50%41",
    "c#",
    "a?mode=ro",
    "ü—…",
    "“quoted”",
    "'",
    '"',
    "a&b=c",
    "file:x",
    "-rf",
    "a\nb",
    "~",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_board_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in? #1 %" / name
    make(path)
    with Store.open(path) as store:
        assert store.board_info() == IDENTITY
    assert [found.name for found in path.parent.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no such names")
def test_a_name_that_is_no_text_is_opened_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9")
    make(path)
    Store.open(path).close()


def test_a_relative_path_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path("board"))
    Store.open(Path("board")).close()
    assert (tmp_path / "board").exists()


def test_a_linked_board_is_opened(path: Path, tmp_path: Path) -> None:
    make(path)
    link = tmp_path / "link"
    link.symlink_to(path)
    with Store.open(link) as store:
        assert store.board_info() == IDENTITY


def test_a_board_is_never_made_over_something(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(BoardUnavailable, match=r"There is already a file “.*”: choose another name") as error:
        Store.create(path, IDENTITY)
    assert error.value.trouble == "other"
    assert path.read_text() == "mine"


def test_a_board_is_not_made_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BoardUnavailable, match=r"cannot be created \(not a directory\)"):
        Store.create(tmp_path / "file" / "folder" / "board", IDENTITY)
    with pytest.raises(BoardUnavailable, match=r"cannot be created \(embedded null byte\)"):
        Store.create(tmp_path / "a\0b", IDENTITY)


def test_a_board_that_could_not_be_finished_is_not_left_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection._PRAGMAS, "no_such_pragma", 1)
    with pytest.raises(BoardUnavailable):
        Store.create(path, IDENTITY)
    assert list(path.parent.iterdir()) == []


def test_a_path_is_shown_without_control_characters(tmp_path: Path) -> None:
    with pytest.raises(BoardUnavailable) as error:
        Store.open(tmp_path / "a\x1b[2Jb\u202e")
    assert "\x1b" not in str(error.value)
    assert "\u202e" not in str(error.value)


def test_an_old_sqlite_is_refused_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(BoardUnavailable, match=r"boards need 3\.37 or newer"):
        Store.create(path, IDENTITY)
    assert not path.exists()


def test_a_board_with_a_write_ahead_log_is_set_back_to_the_rollback_journal(path: Path) -> None:
    make(path)
    sqlite(path, "PRAGMA journal_mode = wal")
    with Store.open(path) as store:
        assert store.board_info() == IDENTITY
    assert asked(path, "journal_mode") == "delete"


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_board_that_another_program_writes_is_busy(empty: Store, path: Path, lock: str) -> None:
    with Store.open(path, wait=0.01) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute(f"BEGIN {lock}")
        with pytest.raises(BoardBusy, match="is being written by another program: try again in a moment") as error:
            store.undo()
        assert error.value.trouble == "busy"
        with pytest.raises(BoardBusy), store.step("too early"):
            pytest.fail("the step began")
        if lock == "EXCLUSIVE":
            with pytest.raises(BoardBusy):
                store.board_info()
            with pytest.raises(BoardBusy) as error:
                Store.open(path, wait=0.01)
            assert error.value.trouble == "busy"
        else:
            assert store.board_info() == IDENTITY
        other.execute("ROLLBACK")
        other.close()
        with store.step("now"):
            pass


def remove_all_goals(store: Store) -> None:
    with store.step("lost") as recorder:
        for goal in store.rows(Goal):
            recorder.remove(Goal, goal.id)


def add_long_goals(store: Store) -> None:
    with store.step("much") as recorder:
        recorder.put_all(replace(records().goals[0], id=f"n{number}", statement="x" * 4000) for number in range(20))


def test_a_board_that_was_replaced_while_it_was_open_is_not_written(year: Store, path: Path) -> None:
    path.rename(path.with_name("moved"))
    make(path)
    before = everything_in(path.parent)
    with pytest.raises(BoardUnavailable, match="was moved or replaced while it was open") as error:
        remove_all_goals(year)
    assert error.value.trouble == "moved"
    assert everything_in(path.parent) == before


def test_a_full_disk_is_reported_and_changes_nothing(year: Store, path: Path) -> None:
    before = path.read_bytes()
    year.file.query(f"PRAGMA max_page_count = {year.file.pragma('page_count')}")
    with pytest.raises(BoardUnavailable, match="the disk is full: free some space") as error:
        add_long_goals(year)
    assert error.value.trouble == "full"
    assert path.read_bytes() == before
    assert year.next_undo == "import the year"
    year.file.query("PRAGMA max_page_count = 100000")
    add_long_goals(year)
    assert year.count(Goal) == 22


def test_closing_twice_is_no_error(empty: Store) -> None:
    empty.close()
    empty.close()


def test_the_thread_that_opened_a_board_is_the_only_one(empty: Store) -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(Exception, match="created in a thread"):
        pool.submit(empty.board_info).result()


@pytest.mark.parametrize("written", [False, True])
def test_opening_the_file_again_keeps_the_locks_of_the_first_connection(
    empty: Store, path: Path, written: bool
) -> None:
    """POSIX takes all locks of a process on a file when it closes any handle on it."""
    ask = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: c.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError: print('locked')"
    )
    with empty.step("hold") as recorder:
        if written:
            recorder.put(records().goals[0])
        assert path.with_name(f"{path.name}-journal").exists() == written
        with Store.open(path) as other:
            assert other.board_info() == IDENTITY
        found = subprocess.run([sys.executable, "-c", ask, str(path)], capture_output=True, text=True, check=True)
    assert found.stdout == "locked\n"


def test_a_board_that_was_left_half_written_is_repaired_by_opening_it(year: Store, path: Path) -> None:
    year.close()
    before = dump(path, journal=True)
    leave_half_written(path)
    with Store.open(path) as store:
        assert store.next_undo == "import the year"
    assert dump(path, journal=True) == before
    assert not path.with_name(f"{path.name}-journal").exists()


def test_reading_the_header_often_takes_one_handle(year: Store, path: Path) -> None:
    with year.step("write") as recorder:
        recorder.remove(Goal, records().goals[0].id)
        Store.open(path).close()
        before = len(list(Path("/dev/fd").iterdir()))
        for _ in range(5):
            Store.open(path).close()
        assert len(list(Path("/dev/fd").iterdir())) == before
