"""A backup brought back: into a board that is open, or to where one was; nothing that was there is lost."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.model.key_results import KeyResult
from learnboard.storage import backups
from learnboard.storage import restore as restore_module
from learnboard.storage.backups import backup_folder
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.restore import Restored, move_aside, restore
from learnboard.storage.store import Store
from tests.storage.harm import RELEASED, leave_half_written, released, released_records, room_for, small_disk, spoil
from tests.storage.year import NOON, dump, make, record_of, records, sqlite

HOUR = timedelta(hours=1)
CARD = record_of("k11")
ASIDE = "board.learnboard.aside-2026-03-02T120000Z"


def brought_back(board: Path, backup: Path) -> Restored:
    return restore(board, backup, now=NOON, wait=1)


def rename(store: Store, title: str) -> None:
    with store.step("rename") as recorder:
        recorder.put(replace(CARD, title=title))


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def files_in(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder and in those below it."""
    return {str(found.relative_to(folder)): found.read_bytes() for found in folder.rglob("*") if found.is_file()}


@pytest.fixture
def backup(year: Store, path: Path) -> Path:
    """A backup of the example year, after which the board was changed."""
    made = backups.create_backup(path, "hand", now=NOON - HOUR, wait=1)
    assert made
    rename(year, "later")
    return made


# Into a board that is there


def test_a_restored_board_equals_the_backup_to_the_byte_of_every_row(year: Store, path: Path, backup: Path) -> None:
    expected = dump(backup, journal=True)
    assert dump(path, journal=True) != expected
    year.close()
    brought_back(path, backup)
    assert dump(path, journal=True) == expected
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_program_that_has_the_board_open_sees_it_change(year: Store, path: Path, backup: Path) -> None:
    with Store.open(path) as other:
        seen = other.data_version()
        assert other.row(KeyResult, CARD.id).title == "later"
        brought_back(path, backup)
        assert other.data_version() != seen
        assert other.row(KeyResult, CARD.id) == CARD
        assert other.in_place
        rename(other, "after it")
    assert year.row(KeyResult, CARD.id).title == "after it"
    assert (year.undo().label, year.undo().label, year.next_undo) == ("rename", "import the year", None)


def test_the_replaced_board_is_backed_up_first_and_can_be_restored(year: Store, path: Path, backup: Path) -> None:
    before = dump(path, journal=True)
    saved = brought_back(path, backup).saved
    assert saved == backup_folder(path) / "2026-03-02T120000Z-restore.db"
    assert dump(saved, journal=True) == before
    again = brought_back(path, saved).saved
    assert dump(path, journal=True) == before
    assert again
    assert dump(again, journal=True) == dump(backup, journal=True)


def test_nothing_but_backups_is_left_beside_the_board(year: Store, path: Path, backup: Path) -> None:
    before = backup.read_bytes()
    brought_back(path, backup)
    assert {found.name for found in path.parent.iterdir()} == {path.name, backup_folder(path).name}
    assert {found.name for found in backup_folder(path).iterdir()} == {backup.name, "2026-03-02T120000Z-restore.db"}
    assert backup.read_bytes() == before


def test_progress_is_reported_in_pages(year: Store, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learnboard.storage.backups._PAGES", 30)
    pages = backup.stat().st_size // 4096
    reported: list[tuple[int, int]] = []
    restore(path, backup, now=NOON, wait=1, progress=lambda done, total: reported.append((done, total)))
    assert reported[0] == (30, pages)
    assert reported[-1] == (pages, pages)


@pytest.mark.parametrize("schema", sorted(RELEASED))
def test_a_backup_of_each_released_schema_is_restored_and_migrated(
    year: Store, path: Path, tmp_path: Path, schema: int
) -> None:
    old = tmp_path / "old board.db"
    old.write_bytes(released(schema))
    brought_back(path, old)
    assert old.read_bytes() == released(schema)
    with Store.open(path) as store:
        assert store.file.pragma("user_version") == SCHEMA
        assert store.row(KeyResult, "k11").title == "Cut p95 latency"
        assert store.count(KeyResult) == len(released_records(schema).key_results)
    assert len(list(backup_folder(path).iterdir())) == 1  # the copy's way to this schema needs no backup


def test_an_older_board_is_backed_up_with_its_own_schema(path: Path, tmp_path: Path) -> None:
    path.write_bytes(released(1))
    other = tmp_path / "other.db"
    make(other)
    saved = brought_back(path, other).saved
    assert saved
    assert backups.read_backup(saved).schema == 1
    assert dump(saved, journal=True) == dump_of(released(1), tmp_path)
    assert backups.read_backup(path).schema == SCHEMA


def dump_of(content: bytes, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    found = folder / "content"
    found.write_bytes(content)
    return dump(found, journal=True)


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_board_that_another_program_writes_is_busy_and_stays(
    year: Store, path: Path, backup: Path, lock: str
) -> None:
    before = dump(path, journal=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        with pytest.raises(BoardBusy, match="try again in a moment") as error:
            restore(path, backup, now=NOON, wait=0.01)
        other.execute("ROLLBACK")
    assert error.value.trouble == "busy"
    assert dump(path, journal=True) == before
    assert {found.name for found in path.parent.iterdir()} == {path.name, backup_folder(path).name}


def test_a_step_of_another_program_meanwhile_is_backed_up_too(
    year: Store, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup = backups.create_backup
    made: list[Path | None] = []

    def slow(*which: Any, **how: Any) -> Path | None:
        made.append(make_backup(*which, **how))
        if len(made) <= 2:
            rename(year, f"acknowledged {len(made)}")
        return made[-1]

    monkeypatch.setattr(backups, "create_backup", slow)
    saved = brought_back(path, backup).saved
    assert saved
    with Store.open(saved) as store:
        assert store.row(KeyResult, CARD.id).title == "acknowledged 2"
    assert dump(path, journal=True) == dump(backup, journal=True)
    assert (len(made), made[-1]) == (3, saved)


def test_nobody_writes_between_the_backup_of_a_board_and_its_replacement(
    year: Store, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_database, observed = restore_module.copy_database, []

    def watched(*which: Any, **how: Any) -> None:
        other.file.query("PRAGMA busy_timeout = 0")
        with pytest.raises(BoardBusy):
            rename(other, "in between")
        observed.append("busy")
        copy_database(*which, **how)

    monkeypatch.setattr(restore_module, "copy_database", watched)
    with Store.open(path) as other:
        brought_back(path, backup)
    assert observed == ["busy"]
    rename(year, "after it")


def test_a_board_that_is_written_again_and_again_is_busy(
    year: Store, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup = backups.create_backup

    def slow(*which: Any, **how: Any) -> Path | None:
        made = make_backup(*which, **how)
        rename(year, f"acknowledged as {made}")
        return made

    monkeypatch.setattr(backups, "create_backup", slow)
    with pytest.raises(BoardBusy):
        brought_back(path, backup)
    assert year.row(KeyResult, CARD.id).title.startswith("acknowledged as")
    assert not journal_of(path).exists()


def test_a_board_left_in_the_middle_of_a_step_is_saved_as_it_was_before(year: Store, path: Path, backup: Path) -> None:
    year.close()
    before = dump(path, journal=True)
    leave_half_written(path)
    saved = brought_back(path, backup).saved
    assert saved
    assert dump(saved, journal=True) == before
    assert dump(path, journal=True) == dump(backup, journal=True)
    assert not journal_of(path).exists()


# What cannot be brought back


def newer(backup: Path) -> None:
    sqlite(backup, f"PRAGMA user_version = {SCHEMA + 1}")


def foreign(backup: Path) -> None:
    backup.unlink()
    sqlite(backup, "CREATE TABLE t (x)")


def of_an_old_schema_that_is_damaged(backup: Path) -> None:
    backup.write_bytes(released(1))
    spoil(backup)


def of_an_old_schema_with_orphans(backup: Path) -> None:
    backup.write_bytes(released(1))
    sqlite(backup, "UPDATE milestones SET key_result_id = 'nowhere'")


NEWER = rf"it needs a newer learnboard \(schema {SCHEMA + 1}, this one knows {SCHEMA}\): choose another"
UNFIT: dict[str, tuple[Callable[[Path], object], str]] = {
    "newer": (newer, NEWER),
    "a damaged page": (spoil, r"is damaged \(.+\): choose another"),
    "a damaged index": (lambda backup: spoil(backup, "changes_of_row"), r"is damaged \(.+\): choose another"),
    "a damaged identity": (lambda backup: spoil(backup, "identity"), "it is damaged: choose another"),
    "an old schema, damaged": (of_an_old_schema_that_is_damaged, r"is damaged \(.+\): choose another"),
    "an old schema, orphans": (of_an_old_schema_with_orphans, "refer to nothing"),
    "foreign": (foreign, "it is no board: choose another"),
    "text": (lambda backup: backup.write_text("hello " * 500), "it is no board: choose another"),
    "empty": (lambda backup: backup.write_bytes(b""), "is empty"),
    "missing": (lambda backup: backup.unlink(), "There is no backup"),
    "in the middle of a step": (leave_half_written, "left in the middle of a step by a killed program"),
}


@pytest.mark.parametrize("case", UNFIT, ids=lambda name: name.replace(" ", "-"))
def test_a_file_that_is_no_backup_is_refused_and_the_board_stays_byte_for_byte(
    year: Store, path: Path, backup: Path, case: str
) -> None:
    arrange, message = UNFIT[case]
    arrange(backup)
    before = files_in(path.parent)
    with pytest.raises(BoardUnavailable, match=message) as error:
        brought_back(path, backup)
    assert files_in(path.parent) == before
    assert "\n" not in str(error.value)
    assert ".part" not in str(error.value)
    if backup.exists():
        assert backup.name in str(error.value)


def test_the_board_itself_is_no_backup_of_it(year: Store, path: Path) -> None:
    before = path.read_bytes()
    link = path.with_name("link")
    link.symlink_to(path)
    other = path.with_name("other")
    other.hardlink_to(path)
    for same in (path, link, other):
        with pytest.raises(BoardUnavailable, match="is the board itself: give the path of a backup"):
            brought_back(path, same)
    assert path.read_bytes() == before


def test_a_folder_in_the_boards_place_stays(year: Store, path: Path, backup: Path) -> None:
    folder = path.with_name("folder")
    folder.mkdir()
    with pytest.raises(BoardUnavailable, match="is a folder"):
        brought_back(folder, backup)
    assert list(folder.iterdir()) == []


# Where no board is, or none any more


def test_a_missing_board_is_restored(year: Store, path: Path, backup: Path) -> None:
    year.close()
    path.unlink()
    assert brought_back(path, backup) == Restored(None, None)
    assert dump(path, journal=True) == dump(backup, journal=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {found.name for found in path.parent.iterdir()} == {path.name, backup_folder(path).name}
    with Store.open(path) as store:
        rename(store, "goes on")


def test_a_board_is_restored_into_a_missing_folder(tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    make(backup)
    path = tmp_path / "gone" / "board"
    assert brought_back(path, backup) == Restored(None, None)
    assert dump(path) == dump(backup)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def damaged_head(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:120] = b"\xff" * 20
    path.write_bytes(content)


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


NO_BOARD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "short": lambda path: path.write_bytes(b"x"),
    "text": lambda path: path.write_text("my notes " * 500),
    "damaged head": damaged_head,
    "damaged page": spoil,
    "damaged identity": lambda path: spoil(path, "identity"),
    "another program's": lambda path: sqlite(path, "PRAGMA application_id = 77"),
    "newer": lambda path: sqlite(path, f"PRAGMA user_version = {SCHEMA + 1}"),
}


@pytest.mark.parametrize("case", NO_BOARD, ids=lambda name: name.replace(" ", "-"))
def test_a_file_that_is_no_board_is_moved_aside_with_its_bytes(
    year: Store, path: Path, backup: Path, case: str
) -> None:
    year.close()
    NO_BOARD[case](path)
    before = path.read_bytes() if path.exists() else None
    restored = brought_back(path, backup)
    assert restored == Restored(None, path.with_name(ASIDE))
    assert restored.aside
    assert os.path.lexists(restored.aside)
    assert (restored.aside.read_bytes() if restored.aside.exists() else None) == before
    assert dump(path, journal=True) == dump(backup, journal=True)
    assert {found.name for found in path.parent.iterdir()} == {path.name, ASIDE, backup_folder(path).name}
    assert [found.name for found in backup_folder(path).iterdir()] == [backup.name]


def test_a_link_stays_a_link(year: Store, path: Path, backup: Path) -> None:
    year.close()
    link_to_nothing(path)
    assert brought_back(path, backup) == Restored()
    assert path.is_symlink()
    assert dump(path.resolve(), journal=True) == dump(backup, journal=True)


def test_a_file_moved_aside_is_never_replaced(year: Store, path: Path, backup: Path) -> None:
    year.close()
    for text in ("one", "two", "three"):
        path.write_text(text)
        brought_back(path, backup)
    assert [path.with_name(f"{ASIDE}{number}").read_text() for number in ("", "-2", "-3")] == ["one", "two", "three"]


def test_a_damaged_board_is_moved_aside_with_its_journal(year: Store, path: Path, backup: Path) -> None:
    """Its head is damaged too: SQLite does not take the journal for its own, but somebody may."""
    year.close()
    leave_half_written(path)
    path.write_bytes(b"SQLite format 4\0" + path.read_bytes()[16:])
    before, journal = path.read_bytes(), journal_of(path).read_bytes()
    path.with_name(f"{path.name}-wal").write_bytes(b"log")
    restored = brought_back(path, backup)
    assert restored.aside == path.with_name(ASIDE)
    assert path.with_name(ASIDE).read_bytes() == before
    assert path.with_name(f"{ASIDE}-journal").read_bytes() == journal
    assert path.with_name(f"{ASIDE}-wal").read_bytes() == b"log"
    assert dump(path, journal=True) == dump(backup, journal=True)


@pytest.mark.parametrize("how", ["bring back", "make", "copy"])
def test_a_journal_without_its_board_does_no_harm(year: Store, path: Path, backup: Path, how: str) -> None:
    """SQLite would play it back into whatever board it finds beside it."""
    new = path.with_name("new")
    shutil.copyfile(path, new)
    leave_half_written(new)
    new.unlink()
    journal = journal_of(new).read_bytes()
    match how:
        case "bring back":
            assert brought_back(new, backup).aside is None
            assert new.with_name("new.aside-2026-03-02T120000Z-journal").read_bytes() == journal
            assert dump(new, journal=True) == dump(backup, journal=True)
        case "make":
            make(new)
            with Store.open(new) as store:
                assert store.records().empty
        case "copy":
            with pytest.raises(BoardUnavailable, match=r"There is already a file .*: choose another name"):
                year.copy_to(new)
            with pytest.raises(BoardUnavailable, match="new-journal”: choose another name"):
                backups.create_backup(path, "hand", now=NOON, wait=1, to=new)
            assert journal_of(new).read_bytes() == journal
            assert not new.exists()


def test_moving_a_missing_file_aside_is_no_error(path: Path) -> None:
    assert move_aside(path, NOON) is None
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_renamed_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("x")

    def refusing(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(
        BoardUnavailable, match=r"cannot be moved aside \(permission denied\): give yourself write permission"
    ):
        move_aside(path, NOON)
    assert path.read_text() == "x"


def test_a_copy_that_cannot_be_published_leaves_the_old_file_moved_aside(
    year: Store, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year.close()
    path.write_text("my notes " * 500)

    def failing(part: Path, target: Path) -> None:
        raise BoardUnavailable("no room", "full")

    monkeypatch.setattr(restore_module, "publish", failing)
    with pytest.raises(BoardUnavailable, match="no room"):
        brought_back(path, backup)
    assert path.with_name(ASIDE).read_text() == "my notes " * 500
    monkeypatch.undo()
    assert brought_back(path, backup) == Restored(None, None)


# A full disk, and a program that is killed


@pytest.mark.parametrize("boards", [0, 0.5, 1.5, 2.2], ids=["none", "no-copy", "no-backup", "no-journal"])
def test_a_backup_is_not_restored_onto_a_full_disk(tmp_path: Path, boards: float) -> None:
    """There is room for so many boards: a copy of the backup, one of the board, and what the transfer writes."""
    with small_disk(tmp_path / "disk", 8 << 20) as disk:
        path, backup = disk / "board", tmp_path / "backup.db"
        path.write_bytes(released(SCHEMA))
        backup.write_bytes(released(SCHEMA))
        sqlite(backup, "UPDATE key_results SET description = printf('%.*c', 3000, 'x')")
        backup_folder(path).mkdir()
        before = path.read_bytes()
        with room_for(disk, int(boards * backup.stat().st_size)):
            with pytest.raises(BoardUnavailable, match="free some space") as error:
                brought_back(path, backup)
            assert error.value.trouble == "full"
            assert "\n" not in str(error.value)
            assert {found.name for found in disk.iterdir()} == {"board", "board.backups", "filling"}
            saved = list(backup_folder(path).iterdir())
            assert [found.name for found in saved] == (["2026-03-02T120000Z-restore.db"] if boards > 2 else [])
        assert path.read_bytes() == before
        assert all(dump(found, journal=True) == dump(path, journal=True) for found in saved)
        brought_back(path, backup)
        assert dump(path, journal=True) == dump(backup, journal=True)


KILLED = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from learnboard.storage import backups, restore

board, backup, folder = map(Path, sys.argv[1:])
backups._PAGES = 6
copy_database = restore.copy_database

def spilling(source, target, **how):
    target.execute("PRAGMA cache_size = 1")  # the file is half written long before its end
    copy_database(source, target, **how)

restore.copy_database = spilling
for number in count(1):
    here = folder / str(number) / "board"
    here.parent.mkdir()
    shutil.copyfile(board, here)
    if not (child := os.fork()):
        calls = count(1)

        def die(done, total):
            if next(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        restore.restore(here, backup, now=datetime(2026, 3, 2, tzinfo=UTC), wait=5, progress=die)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit(status)
"""


def test_a_program_killed_while_restoring_leaves_the_old_board_or_the_new(year: Store, path: Path) -> None:
    backup, folder = path.with_name("backup.db"), path.with_name("killed")
    year.copy_to(backup)
    with year.step("change it all") as recorder:
        recorder.put_all(replace(card, description="x" * 3000) for card in records().key_results)
        recorder.put_all(replace(row, note="y" * 300) for row in records().check_ins)
    year.close()
    old, new = dump(path, journal=True), dump(backup, journal=True)
    folder.mkdir()
    command = [sys.executable, "-c", KILLED, *map(str, (path, backup, folder))]
    subprocess.run(command, check=True)
    found, half_written = [], 0
    for number in range(1, len(list(folder.iterdir())) + 1):
        here = folder / str(number) / "board"
        half_written += here.read_bytes() not in (path.read_bytes(), backup.read_bytes()) and journal_of(here).exists()
        with Store.open(here) as store:
            assert store.file.query("PRAGMA integrity_check") == [("ok",)]
        found.append(dump(here, journal=True))
        saved = backup_folder(here) / "2026-03-02T000000Z-restore.db"
        assert dump(saved, journal=True) == old
    assert half_written > len(found) / 2
    assert found == [old] * (len(found) - 2) + [new, new]  # after the last page, and not killed at all
