"""Backups: whole, private, told by their names, and none that says nothing new."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.model.goals import Goal, Objective
from learnboard.storage import backups, inspection
from learnboard.storage.backups import Backup, Reason, backup_folder
from learnboard.storage.exports import add_export
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.store import Store
from tests.storage.harm import leave_half_written, released, room_for, small_disk, spoil
from tests.storage.year import NOON, dump, everything_in, make, record_of, records, sqlite

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BOARD_ID = "brd-2026-af"


def backed_up(path: Path, why: Reason = "hand", at: datetime = NOON) -> Path:
    """A backup that is made now: by hand, so that it is kept whatever it says."""
    made = backups.create_backup(path, why, now=at, wait=1)
    assert made
    return made


def routine(path: Path, at: datetime = NOON, why: Reason = "open") -> Path | None:
    return backups.create_backup(path, why, now=at, wait=1)


def names(path: Path) -> list[str]:
    """What is in the folder of the backups, by name."""
    return sorted(found.name for found in backup_folder(path).iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def rename(store: Store, title: str) -> None:
    with store.step("rename") as recorder:
        recorder.put(replace(record_of("k11"), title=title))


@pytest.fixture
def umask() -> Iterator[None]:
    """Put the umask back after a test."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("mask", [0, 0o022, 0o777])
def test_a_backup_is_its_owners_alone_whatever_the_umask(year: Store, path: Path, umask: None, mask: int) -> None:
    os.umask(mask)
    made = backed_up(path)
    assert mode(made) == 0o600
    assert mode(made.parent) == 0o700
    other = backups.create_backup(path, "hand", now=NOON, wait=1, to=path.with_name("copy.db"))
    assert other
    assert mode(other) == 0o600


def test_the_copy_is_its_owners_alone_while_it_is_made(year: Store, path: Path, umask: None) -> None:
    os.umask(0)
    seen: dict[str, int] = {}

    def look(done: int, total: int) -> None:
        seen.update({found.name: mode(found) for found in backup_folder(path).iterdir()})

    backups.create_backup(path, "hand", now=NOON, wait=1, progress=look)
    assert set(seen.values()) == {0o600}
    assert len(names(path)) == 1


def test_a_backup_is_beside_the_board_and_named_by_time_and_reason(year: Store, path: Path) -> None:
    made = backed_up(path)
    assert made == path.parent / "board.learnboard.backups" / "2026-03-02T120000Z-hand.db"
    again = backed_up(path, "restore"), backed_up(path), backed_up(path)
    assert [item.name for item in again] == [
        "2026-03-02T120000Z-restore.db",
        "2026-03-02T120000Z-hand-2.db",
        "2026-03-02T120000Z-hand-3.db",
    ]
    rename(year, "Cut")
    local = datetime.fromisoformat("2026-03-02T14:30:00+02:00")
    assert backed_up(path, "start", local).name == "2026-03-02T123000Z-start.db"


def test_a_backup_equals_the_board_to_the_byte_of_every_row(year: Store, path: Path) -> None:
    year.save_draft("check in", "k11", {"note": "“half”"})
    before = path.read_bytes()
    made = backed_up(path)
    assert dump(made, journal=True) == dump(path, journal=True)
    assert path.read_bytes() == before
    assert everything_in(path.parent).keys() == {path.name, backup_folder(path).name}


def test_backups_are_listed_newest_first_with_a_summary(year: Store, path: Path) -> None:
    backed_up(path, "start", NOON - DAY)
    year.undo()
    made = backed_up(path, "hand")
    size = made.stat().st_size
    newest, older = backups.list_backups(path)
    assert newest == Backup(
        made, NOON, "hand", size, SCHEMA, backups.BoardSummary(BOARD_ID, "Alder Finch", 0, 0, 0, "", None), ""
    )
    assert (older.at, older.reason, older.trouble) == (NOON - DAY, "start", "")
    assert older.summary == backups.BoardSummary(BOARD_ID, "Alder Finch", 5, 18, 72, "import the year", NOON)


def test_a_board_without_backups_has_none(path: Path) -> None:
    assert backups.list_backups(path) == []
    assert not backups.has_backups(path)
    make(path)
    backed_up(path)
    assert backups.has_backups(path)


# What is new


def test_a_routine_backup_without_news_is_not_kept(year: Store, path: Path) -> None:
    assert routine(path)
    assert routine(path, NOON + HOUR) is None
    assert routine(path, NOON + 400 * DAY) is None
    assert routine(path, NOON - 400 * DAY) is None
    year.close()
    for _ in range(2):
        Store.open(path).close()
    assert routine(path, NOON + 401 * DAY, "start") is None
    assert names(path) == ["2026-03-02T120000Z-open.db"]


def test_a_backup_by_hand_is_always_kept(year: Store, path: Path) -> None:
    assert routine(path)
    assert backed_up(path, "hand", NOON + HOUR).exists()
    assert routine(path, NOON + 2 * HOUR) is None


def test_undo_and_redo_are_no_news(year: Store, path: Path) -> None:
    """The rows come back to other places in the file: its bytes are others."""
    with year.step("delete") as recorder:
        recorder.remove(Objective, "o1")
    year.undo()
    assert routine(path)
    before = path.read_bytes()
    year.redo()
    assert routine(path, NOON + DAY)
    year.undo()
    assert path.read_bytes()[100:] != before[100:]
    assert routine(path, NOON + 2 * DAY) is None
    year.redo()
    assert routine(path, NOON + 3 * DAY) is None


@pytest.mark.parametrize("how", ["a title", "a draft", "undo", "an export"])
def test_every_kind_of_news_is_kept(year: Store, path: Path, how: str) -> None:
    from tests.storage.test_exports import NOTE

    rename(year, "before")
    assert routine(path)
    {
        "a title": lambda: rename(year, "Cut"),
        "a draft": lambda: year.save_draft("check in", "k11", {"note": "x"}),
        "undo": year.undo,
        "an export": lambda: add_export(year, NOTE),
    }[how]()
    assert routine(path, NOON + HOUR)


def test_one_different_character_is_news(year: Store, path: Path) -> None:
    """Neither the steps nor the size of the file tell it."""
    assert routine(path)
    sqlite(path, "UPDATE key_results SET title = 'dut' || substr(title, 4) WHERE id = 'k11'")
    made = routine(path, NOON + HOUR)
    assert made
    assert made.stat().st_size == path.stat().st_size


def test_of_two_routine_backups_in_one_second_the_later_one_is_kept(year: Store, path: Path) -> None:
    assert routine(path)
    rename(year, "Cut")
    later = routine(path)
    assert later
    assert later.exists()
    assert dump(later) == dump(path)


# Other programs


def test_a_backup_is_made_while_another_program_writes(year: Store, path: Path) -> None:
    before = dump(path, journal=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE key_results SET title = 'not yet'")
        made = backed_up(path)
        other.execute("COMMIT")
    assert dump(made, journal=True) == before
    assert dump(path)["key_results"] != before["key_results"]


WRITES = """
import sys
from dataclasses import replace
from pathlib import Path
from learnboard.domain.model.goals import Goal
from learnboard.domain.model.goals import Objective
from learnboard.storage.store import Store

with Store.open(Path(sys.argv[1]), wait=30) as store:
    goal = store.rows(Goal)[0]
    for number, _ in enumerate(sys.stdin):
        with store.step(f"both {number}") as recorder:
            recorder.put_all([replace(goal, id=f"left-{number}"), replace(goal, id=f"right-{number}")])
        print("written", flush=True)
"""


def test_backups_made_while_another_process_writes_hold_complete_steps(
    year: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learnboard.storage.backups._PAGES", 20)  # it can write in between
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def write() -> None:
        assert process.stdin
        assert process.stdout
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "written\n"

    def backup() -> Path | None:
        left = [write] * 3  # each of them makes the copy begin again

        def copied(_done: int, _total: int) -> None:
            if left:
                left.pop()()

        return backups.create_backup(path, "hand", now=NOON, wait=20, progress=copied)

    try:
        write()
        made = [backup() for _ in range(4)]
    finally:
        process.communicate()
    assert process.returncode == 0
    for number, item in enumerate(made, 1):
        assert item
        with closing(sqlite3.connect(item)) as connection:
            goals = {name for (name,) in connection.execute("SELECT id FROM goals")} - {"g1", "g2"}
            (last,) = connection.execute("SELECT label FROM steps ORDER BY id DESC LIMIT 1").fetchone()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert last == f"both {3 * number}"
        assert goals == {f"{side}-{step}" for side in ("left", "right") for step in range(3 * number + 1)}


def test_a_board_that_is_held_is_busy(year: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BoardBusy, match="is being written by another program: try again in a moment") as error:
            backups.create_backup(path, "hand", now=NOON, wait=0.01)
        other.execute("ROLLBACK")
    assert error.value.trouble == "busy"
    assert not backup_folder(path).exists()
    assert backed_up(path).exists()


def test_a_backup_keeps_the_locks_this_process_has_on_the_board(year: Store, path: Path) -> None:
    ask = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: c.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError: print('locked')"
    )
    with year.step("hold") as recorder:
        recorder.put(replace(records().goals[0], statement="other"))
        assert routine(path)
        with Store.open(path) as other:
            assert other.count(Goal) == 2
        found = subprocess.run([sys.executable, "-c", ask, str(path)], capture_output=True, text=True, check=True)
    assert found.stdout == "locked\n"


# What cannot be backed up


@pytest.mark.parametrize("why", ["hand", "open"])
@pytest.mark.parametrize("table", ["key_results", "changes_of_row"])
def test_a_damaged_board_is_reported_and_leaves_no_backup(year: Store, path: Path, why: Reason, table: str) -> None:
    year.close()
    assert backed_up(path, "open")
    spoil(path, table)
    before = path.read_bytes()
    with pytest.raises(BoardUnavailable, match="is damaged") as error:
        backups.create_backup(path, why, now=NOON + DAY, wait=1)
    assert error.value.trouble == "damaged"
    assert "\n" not in str(error.value)
    assert "“learnboard doctor”" in str(error.value)
    assert path.read_bytes() == before
    assert names(path) == ["2026-03-02T120000Z-open.db"]


@pytest.mark.parametrize(
    ("content", "trouble"), [(None, "missing"), (b"", "empty"), (b"hello " * 500, "foreign"), (b"x", "foreign")]
)
def test_what_is_no_board_is_not_backed_up(path: Path, content: bytes | None, trouble: str) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BoardUnavailable) as error:
        backups.create_backup(path, "hand", now=NOON, wait=1)
    assert error.value.trouble == trouble
    assert "\n" not in str(error.value)
    assert not backup_folder(path).exists() or names(path) == []


def test_a_board_left_in_the_middle_of_a_step_is_backed_up_as_it_was_before(year: Store, path: Path) -> None:
    year.close()
    before = dump(path, journal=True)
    leave_half_written(path)
    assert dump(backed_up(path), journal=True) == before


def test_a_backup_never_replaces_a_file(year: Store, path: Path) -> None:
    to = path.with_name("mine")
    to.write_text("mine")
    with pytest.raises(BoardUnavailable, match=r"There is already a file “.*mine”: choose another name"):
        backups.create_backup(path, "hand", now=NOON, wait=1, to=to)
    with pytest.raises(BoardUnavailable, match="There is already a file"):
        backups.create_backup(path, "hand", now=NOON, wait=1, to=path)
    assert to.read_text() == "mine"
    assert {found.name for found in path.parent.iterdir()} == {path.name, "mine"}


@pytest.mark.parametrize("name", ["x" * 300, "in\0valid"])
def test_a_backup_to_a_name_that_cannot_be_is_refused(year: Store, path: Path, name: str) -> None:
    with pytest.raises(BoardUnavailable, match="could not be written") as error:
        backups.create_backup(path, "hand", now=NOON, wait=1, to=path.with_name(name))
    assert "\n" not in str(error.value)
    assert {found.name for found in path.parent.iterdir()} == {path.name}


def test_a_copy_that_cannot_be_synced_is_no_backup(year: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(BoardUnavailable, match=r"could not be written \(input/output error\)"):
        backups.create_backup(path, "hand", now=NOON, wait=1)
    assert names(path) == []


def test_a_disk_that_knows_no_links_takes_backups_too(year: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refusing)
    assert dump(backed_up(path)) == dump(path)
    assert backed_up(path).name == "2026-03-02T120000Z-hand-2.db"
    assert len(names(path)) == 2


@pytest.mark.parametrize("room", [0, 4096, 100_000, -4096])
def test_a_backup_onto_a_full_disk_changes_nothing_and_leaves_nothing(tmp_path: Path, room: int) -> None:
    """`room` bytes are left, or so many fewer than the backup takes."""
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        path = disk / "board"
        path.write_bytes(released(SCHEMA))
        backup_folder(path).mkdir()
        before = everything_in(disk)
        left = room if room >= 0 else path.stat().st_size + room
        full = pytest.raises(BoardUnavailable, match=r"could not be written.*: free some space")
        with room_for(disk, left), full as error:
            backups.create_backup(path, "hand", now=NOON, wait=1)
        assert error.value.trouble == "full"
        assert "\n" not in str(error.value)
        assert everything_in(disk) == before
        assert names(path) == []
        assert backed_up(path).exists()


# Rotation


def test_rotation_keeps_what_the_rule_keeps(year: Store, path: Path) -> None:
    """Nine days, a routine backup each; the first two go, but for the one of the older week."""
    made = []
    for number in range(9):
        rename(year, f"title {number}")
        made.append(routine(path, NOON + number * DAY))  # Monday the 2nd to Tuesday the 10th of March
    assert names(path) == [f"2026-03-{day:02}T120000Z-open.db" for day in range(4, 11)]


def stranger(path: Path, name: str, change: str = "") -> Path:
    """A copy of the board among the old backups, changed."""
    found = backup_folder(path) / name
    found.parent.mkdir(exist_ok=True)
    found.write_bytes(path.read_bytes())
    if change:
        sqlite(found, change)
    return found


OLD = "2020-01-01T{:02}0000Z-open.db"


def crowd(year: Store, path: Path) -> None:
    """Seven routine backups, each of a week and a month of its own: whatever is older and counts with them goes."""
    for number in range(7):
        rename(year, f"title {number}")
        assert routine(path, NOON + number * 40 * DAY)


def test_old_backups_of_this_board_are_deleted(year: Store, path: Path) -> None:
    old = stranger(path, OLD.format(1))
    crowd(year, path)
    assert not old.exists()


@pytest.mark.parametrize("case", ["newer", "damaged", "text", "empty", "foreign", "folder", "misnamed", "no time"])
def test_rotation_deletes_no_other_files(year: Store, path: Path, case: str) -> None:
    name = {"misnamed": "2020-01-01 by me.db", "no time": "2020-99-99T990000Z-open.db"}.get(case, OLD.format(1))
    found = stranger(path, name)
    match case:
        case "newer":
            sqlite(found, f"PRAGMA user_version = {SCHEMA + 1}")
        case "damaged":
            spoil(found)
            found.write_bytes(found.read_bytes()[:100] + b"\xff" * 50 + found.read_bytes()[150:])
        case "text":
            found.write_text("my notes")
        case "empty":
            found.write_bytes(b"")
        case "foreign":
            found.unlink()
            sqlite(found, "CREATE TABLE t (x)")
        case "folder":
            found.unlink()
            found.mkdir()
    before = found.read_bytes() if found.is_file() else None
    crowd(year, path)
    assert found.exists()
    assert not found.is_file() or found.read_bytes() == before


def test_a_backup_with_a_damaged_page_is_left_too(year: Store, path: Path) -> None:
    old = stranger(path, OLD.format(1))
    spoil(old, "objectives")
    crowd(year, path)
    assert old.exists()


def test_another_boards_backups_are_not_counted_with_this_ones(year: Store, path: Path) -> None:
    others = [stranger(path, OLD.format(hour), f"UPDATE identity SET id = 'brd-{hour}'") for hour in (1, 2)]
    crowd(year, path)
    assert all(other.exists() for other in others)


def test_another_boards_backups_are_rotated_among_themselves(year: Store, path: Path) -> None:
    others = [stranger(path, OLD.format(hour), "UPDATE identity SET id = 'brd-other'") for hour in (1, 2, 3)]
    assert routine(path)
    assert [other.exists() for other in others] == [False, False, True]


def test_special_backups_stay_for_thirty_days(year: Store, path: Path) -> None:
    special: list[Reason] = ["hand", "migration", "import", "restore", "repair"]
    made = [backed_up(path, why, NOON + timedelta(minutes=number)) for number, why in enumerate(special)]
    for number in range(9):
        rename(year, f"title {number}")
        assert routine(path, NOON + (20 + number) * DAY)
    assert all(item.exists() for item in made)
    rename(year, "later")
    assert routine(path, NOON + 31 * DAY)
    assert [item.exists() for item in made] == [False, False, False, False, True]  # the week's newest


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
@pytest.mark.parametrize("name", ["9999-12-31T235959Z-open.db", "0001-01-01T000000Z-open.db"])
def test_a_name_with_an_extreme_year_is_ignored(
    year: Store, path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, name: str
) -> None:
    import time

    stranger(path, name)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        rename(year, "Cut")
        assert routine(path)
        assert [item.at.astimezone().year for item in backups.list_backups(path)]
        assert backups.read_backup(backup_folder(path) / name).at.astimezone()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_backup_that_another_program_deletes_meanwhile_is_no_fault(
    year: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = stranger(path, OLD.format(1))
    is_file = Path.is_file

    def deleted(found: Path) -> bool:
        there = is_file(found)
        if found == gone:
            gone.unlink(missing_ok=True)
        return there

    monkeypatch.setattr(Path, "is_file", deleted)
    assert backups.list_backups(path) == []
    gone.write_bytes(path.read_bytes())
    assert routine(path)
    assert names(path) == ["2026-03-02T120000Z-open.db"]


# Looking into a file


@pytest.mark.parametrize("name", ["copy.db", "b", "a?mode=rwc#", "ü “x” 50%41", "2026-03-02T120000Z-birthday.db"])
def test_a_file_of_any_name_is_read_as_a_backup(year: Store, path: Path, name: str) -> None:
    found = path.with_name(name)
    found.write_bytes(path.read_bytes())
    os.utime(found, (0, datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC).timestamp()))
    before = everything_in(path.parent)
    backup = backups.read_backup(found)
    assert backup.path == found
    assert backup.at == datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    assert (backup.reason, backup.size, backup.schema, backup.trouble) == ("hand", len(before[name] or b""), SCHEMA, "")
    assert backup.summary == backups.BoardSummary(BOARD_ID, "Alder Finch", 5, 18, 72, "import the year", NOON)
    assert everything_in(path.parent) == before


def test_a_backup_elsewhere_is_known_by_its_name(year: Store, path: Path) -> None:
    found = path.with_name("2025-01-02T030405Z-migration-2.db")
    found.write_bytes(released(1))
    backup = backups.read_backup(found)
    assert (backup.at, backup.reason, backup.schema) == (datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), "migration", 1)
    assert backup.summary
    assert (backup.summary.key_results, backup.summary.last_step) == (15, "rename “Cut p95”")


def test_a_backup_that_cannot_be_restored_has_a_reason(year: Store, path: Path) -> None:
    newer = stranger(path, "newer", f"PRAGMA user_version = {SCHEMA + 1}")
    assert backups.read_backup(newer).trouble == (
        f"it needs a newer learnboard (schema {SCHEMA + 1}, this one knows {SCHEMA})"
    )
    assert backups.read_backup(newer).schema == SCHEMA + 1
    foreign = stranger(path, "foreign", "PRAGMA application_id = 77")
    assert backups.read_backup(foreign).trouble == "it is no board"
    unborn = stranger(path, "unborn", "PRAGMA user_version = 0")
    assert backups.read_backup(unborn).trouble == "it is no board"
    spoiled = stranger(path, "spoiled")
    spoil(spoiled, "identity")
    assert backups.read_backup(spoiled).trouble == "it is damaged"
    text = backup_folder(path) / "text"
    text.write_text("hello " * 500)
    assert backups.read_backup(text).trouble == "it is no board"
    for item in (newer, foreign, unborn, spoiled, text):
        assert backups.read_backup(item).summary is None


@pytest.mark.parametrize(("content", "trouble"), [(None, "missing"), (b"", "empty"), (b"x", "foreign")])
def test_what_is_not_there_or_empty_is_refused(path: Path, content: bytes | None, trouble: str) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BoardUnavailable) as error:
        backups.read_backup(path)
    assert error.value.trouble == trouble


# What the board holds now


def test_the_current_board_is_summarized(year: Store, path: Path) -> None:
    assert inspection.read_summary(path) == backups.BoardSummary(
        BOARD_ID, "Alder Finch", 5, 18, 72, "import the year", NOON
    )
    assert inspection.read_summary(path.with_name("nowhere")) is None
    assert not path.with_name("nowhere").exists()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert inspection.read_summary(path) is None


def test_partial_files_of_killed_programs_are_deleted_after_a_day_and_nothing_else(year: Store, path: Path) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    yesterday = (NOON - timedelta(days=2)).timestamp()
    left = [folder / ".learnboard-a.part", folder / ".learnboard-a.part-journal", path.with_name(".learnboard-b.part")]
    stays = [folder / ".learnboard-new.part", folder / "x.part", path.with_name("mine.part"), folder / ".learnboard-c"]
    for item in (*left, *stays):
        item.write_text("half")
        os.utime(item, (yesterday, yesterday))
    os.utime(stays[0], (NOON.timestamp(), NOON.timestamp()))
    backups.create_backup(path, "hand", now=NOON, wait=1)
    assert [item.name for item in left if item.exists()] == []
    assert all(item.exists() for item in stays)
