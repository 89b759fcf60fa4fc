"""Homes, names, languages, masks and clocks that are not as usual: the board is where it should be, and its owner's."""

import os
import pwd
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from learnboard.domain.model.fields import Number
from learnboard.service import backups
from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult, MoveKeyResult, Undo
from learnboard.storage.store import Store
from tests.program.boards import (
    COMMAND,
    KEY_LINE,
    again_and_again,
    asked,
    assert_sound,
    environment,
    opened,
    program,
    quit_program,
    terminal_of,
    wait_until,
    year_board,
)
from tests.program.test_lost_file import GONE, REPLACED, replace
from tests.program.test_two_windows import without
from tests.storage.year import sqlite
from tests.terminal import Terminal, plain_environment

K11 = "Cut p95 latency"


@contextmanager
def reading(board: Path) -> Iterator[None]:
    """Read the board all the while, so that what is written must wait with its journal."""
    with closing(sqlite3.connect(board, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM goals").fetchone()
        yield
        connection.execute("ROLLBACK")


@pytest.fixture
def open_mask() -> Iterator[None]:
    """Nothing is kept from anybody, unless a program says so."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is in the environment of somebody without HOME; all that is theirs is in a folder all the same."""
    monkeypatch.delenv("HOME")
    monkeypatch.chdir(tmp_path)
    return {name: value for name, value in environment(tmp_path).items() if name != "HOME"}


def said(words: Sequence[str], env: Mapping[str, str]) -> str:
    """What a command says that is done without a word on the side."""
    done = subprocess.run(
        [*COMMAND, *words],
        env=plain_environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert done.stderr == b""
    return os.fsdecode(done.stdout)


def modes_below(folder: Path) -> dict[Path, int]:
    """The mode of every file and folder in a folder."""
    return {found: found.stat().st_mode & 0o777 for found in folder.rglob("*")}


def assert_private(folder: Path) -> None:
    """All in the folder is its owner's alone; there is something."""
    found = modes_below(folder)
    assert found
    assert {path: oct(mode) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def make_first_objective(terminal: Terminal) -> None:
    """Skip all of the guide but the objective."""
    skipped = ("Welcome to learnboard", "Your name", "1 of 5", "2 of 5")
    steps = {**dict.fromkeys(skipped, b"\x1b"), "3 of 5": b"learn\r"}
    for step, keys in steps.items():
        terminal.wait_for(step)
        terminal.send(keys)
    for step in ("4 of 5", "5 of 5"):
        terminal.wait_for(step)
        terminal.send(b"\x1b")
    wait_until(terminal, without("5 of 5"))
    terminal.wait_for("1 learn", KEY_LINE)


# -- homes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["", "relative/data"], ids=["empty", "relative"])
def test_a_data_folder_that_is_none_is_not_made_and_the_usual_one_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_mask: None, data: str
) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    env = environment(tmp_path) | {"HOME": str(home), "XDG_DATA_HOME": data}
    with terminal_of(COMMAND, env=env) as terminal:
        make_first_objective(terminal)
        assert quit_program(terminal, b"\x11") == 0
    board = home / ".local" / "share" / "learnboard" / "board.db"
    assert asked(board, "SELECT title FROM objectives") == [("learn",)]
    assert list(here.iterdir()) == []
    assert_private(home)


def test_without_a_home_in_the_environment_the_system_knows_one(tmp_path: Path, homeless: dict[str, str]) -> None:
    theirs = Path(pwd.getpwuid(os.getuid()).pw_dir)
    bare = {name: value for name, value in homeless.items() if name != "XDG_CONFIG_HOME"}
    assert str(theirs / ".config" / "learnboard") in said(["settings"], bare).splitlines()[0]  # it only reads there
    with terminal_of(COMMAND, env=homeless) as terminal:
        make_first_objective(terminal)
        assert quit_program(terminal, b"\x11") == 0
    assert asked(tmp_path / "data" / "learnboard" / "board.db", "SELECT title FROM objectives") == [("learn",)]
    named = year_board(tmp_path / "boards" / "year.db")
    assert K11 in said(["check-in", "k11", "500"], homeless | {"LEARNBOARD_FILE": str(named)})
    assert asked(named, "SELECT count(*) FROM check_ins WHERE value = '500'") == [(1,)]
    assert_sound(named)


def test_where_nothing_is_said_of_the_language_words_are_kept_as_they_are_typed(board: Path) -> None:
    language = {"LANG": "C", "LC_ALL": "POSIX"}
    with opened(board, env=language) as terminal:
        terminal.wait_for("Cut p95 latency of the checkout", "█")
        terminal.send("nÜber größere Köpfe, 学ぶ\r\x1b".encode())
        terminal.wait_for("Added “Über größere Köpfe, 学ぶ”")
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert asked(board, "SELECT count(*) FROM key_results WHERE title = 'Über größere Köpfe, 学ぶ'") == [(1,)]
    env = environment(board.parent.parent) | language
    assert "Cut p95 latency" in said(["--board", str(board), "show"], env)
    assert_sound(board)


# -- a name that is not UTF-8 -----------------------------------------------------------------------------------------


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """The example year under a name, and in a folder, that are not UTF-8."""
    return year_board(tmp_path / os.fsdecode(b"bo\xffrds") / os.fsdecode(b"y\xe9ar.db"))


def test_a_board_whose_name_is_not_utf_8_is_used_like_any_other(strange: Path) -> None:
    home = strange.parent.parent
    with opened(strange) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95")
        again_and_again(terminal, b"", lambda: backups.list_backups(strange), timeout=10)
        strange.unlink()
        terminal.wait_for(GONE)
        terminal.send(b"\r")  # it is put back
        wait_until(terminal, without(GONE))
        terminal.wait_for(KEY_LINE)
        terminal.send(b"u")
        terminal.wait_for("Undid: move")
        new = replace(strange)
        terminal.wait_for(REPLACED)
        terminal.send(b"\x1b[C")
        terminal.wait_for("› the other file")
        terminal.send(b"\r")
        terminal.wait_for("what the other machine wrote")
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
        assert strange.read_bytes() == new
    env = environment(home) | {"LEARNBOARD_FILE": str(strange)}
    assert "what the other machine wrote" in said(["show"], env)
    assert "Cut p95" not in said(["check-in", "k11", "500"], env)
    assert "Backed up to" in said(["backup"], env)
    strange.unlink()
    with program(home, "--board", str(strange), columns=80, rows=24) as terminal:
        terminal.wait_for("The board is gone", "by hand")
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        terminal.send(b"\r")
        terminal.wait_for(KEY_LINE, "78 %")
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert_sound(strange)
    assert {found.name for found in home.iterdir()} <= {strange.parent.name, "tmp", "config", "data", "cache", "state"}


def test_what_is_offered_as_a_name_to_save_under_is_beside_a_board_whose_name_is_not_utf_8(strange: Path) -> None:
    home = strange.parent.parent
    with opened(strange) as terminal:
        new = replace(strange)
        terminal.wait_for(REPLACED, "› save as")
        terminal.send(b"\r")
        wait_until(terminal, without(REPLACED))
        terminal.wait_for(KEY_LINE)
        assert quit_program(terminal) == 0
    assert strange.read_bytes() == new
    assert [found.name for found in home.iterdir() if "rds" in found.name] == [strange.parent.name]
    assert len([found for found in strange.parent.iterdir() if found.is_file()]) == 2


# -- who may read it --------------------------------------------------------------------------------------------------


def test_all_that_is_made_is_its_owners_alone_whatever_the_mask(tmp_path: Path, open_mask: None) -> None:
    """The board, its journal, backups, what is kept aside and what is saved under another name, with their folders."""
    folder = tmp_path / "private"
    board = folder / "deep" / "board.db"
    env = environment(tmp_path)
    journal = board.with_name(f"{board.name}-journal")
    seen: set[int] = set()

    def journal_is_there() -> bool:
        try:
            seen.add(journal.stat().st_mode & 0o777)
        except FileNotFoundError:
            return False
        return True

    with program(tmp_path, "--board", str(board), columns=120, rows=34) as terminal:
        make_first_objective(terminal)
        again_and_again(terminal, b"", lambda: backups.list_backups(board), timeout=10)
        with reading(board):  # what is written waits for who reads, beside its journal
            terminal.send(b"N" + b"another\r")
            again_and_again(terminal, b"", journal_is_there, timeout=10, silence=0.002)
        terminal.wait_for("2 another")
        terminal.send(b"\x1b")
        assert_private(folder)
        board.unlink()
        terminal.wait_for(GONE)
        terminal.send(b"\x1b[C")
        terminal.wait_for("› save as")
        terminal.send(b"\t\x15~/private/new/saved.db\r")
        wait_until(terminal, without(GONE))
        terminal.wait_for(KEY_LINE, "2 another")
        assert quit_program(terminal) == 0
    assert seen == {0o600}
    saved = folder / "new" / "saved.db"
    said(["--board", str(saved), "backup"], env)
    saved.write_bytes(b"")
    with program(tmp_path, "--board", str(saved), columns=80, rows=24) as terminal:
        terminal.wait_for("The board's file is empty")
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        terminal.send(b"\r")
        terminal.wait_for(KEY_LINE, "2 another")
        assert quit_program(terminal) == 0
    assert len([path for path in saved.parent.iterdir() if ".aside-" in path.name]) == 1
    assert len(backups.list_backups(board)) >= 1
    assert_private(folder)


def test_a_file_that_anybody_could_read_is_kept_aside_for_its_owner_alone(board: Path, open_mask: None) -> None:
    backups.back_up(board, "hand")
    board.unlink()
    board.write_bytes(b"what a sync tool left\n" * 100)
    assert board.stat().st_mode & 0o777 == 0o666
    with program(board.parent.parent, "--board", str(board), columns=80, rows=24) as terminal:
        terminal.wait_for("This is not a board")
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        terminal.send(b"\r")
        terminal.wait_for("Cut p95", KEY_LINE)
        assert quit_program(terminal) == 0
    assert_private(board.parent)


# -- clocks, in this process: no other can be told another time -------------------------------------------------------

NOON = datetime(2026, 6, 26, 12, 0, 0, tzinfo=UTC)


def value_of_k11(service: BoardService, day: date) -> object:
    """What the first card of the year says of itself on a day."""
    cards = [card for column in service.open(day, first=1000).columns for card in column.cards]
    return next(card.figures.value for card in cards if card.id == "k11")


def do(service: BoardService, command: CheckInKeyResult | MoveKeyResult | Undo, day: date) -> str:
    """Do it, as the screen does; the sentence a person is told."""
    return service.execute(command, service.open(day, first=1000)).message


def test_steps_made_after_the_clock_went_back_are_undone_in_the_order_they_were_done(tmp_path: Path) -> None:
    board = year_board(tmp_path / "boards" / "year.db")
    with BoardService(Store.open(board)) as service:
        for number, days in enumerate((0, -2, -2, 3, -1)):
            at = NOON + timedelta(days=days)
            with time_machine.travel(at, tick=False):
                do(service, CheckInKeyResult("k11", at.date(), value=Number(str(500 + number))), at.date())
        assert asked(board, "SELECT count(*) FROM steps") == [(5,)]
        with time_machine.travel(NOON - timedelta(days=2), tick=False):
            for left in (4, 3, 2, 1, 0):
                assert do(service, Undo(), NOON.date()).startswith("Undid: check in")
                values = {value for (value,) in asked(board, "SELECT value FROM check_ins WHERE value GLOB '50[0-4]'")}
                assert values == {str(500 + number) for number in range(left)}
    assert_sound(board)


def test_the_latest_check_in_of_a_day_counts_although_the_clock_went_back_between_them(tmp_path: Path) -> None:
    board = year_board(tmp_path / "boards" / "year.db")
    day = NOON.date()
    with BoardService(Store.open(board)) as service:
        for hours, value in ((0, "520"), (-3, "510"), (-8, "505"), (-1, "515")):
            with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
                do(service, CheckInKeyResult("k11", day, value=Number(value)), day)
                assert value_of_k11(service, day) == Number(value)
        with time_machine.travel(NOON - timedelta(days=2), tick=False):
            before = day - timedelta(days=2)
            told = do(service, CheckInKeyResult("k11", before, value=Number("600")), before)
            assert "600" not in told  # it is told in per cent
            assert value_of_k11(service, before) == Number("600")
            assert value_of_k11(service, day) == Number("515")
            assert do(service, Undo(), before).startswith("Undid: check in")
            assert value_of_k11(service, day) == Number("515")
    assert_sound(board)


def test_backups_made_with_a_clock_that_was_ahead_do_not_crowd_out_present_ones(tmp_path: Path) -> None:
    board = year_board(tmp_path / "boards" / "year.db")
    made: list[Path] = []

    def back_up(at: datetime) -> None:
        sqlite(board, f"UPDATE goals SET statement = 'as of {at.isoformat()}'")
        with time_machine.travel(at, tick=False):
            path = backups.back_up(board, "open")
            assert path is not None
            made.append(path)

    ahead = [NOON + timedelta(days=700 + days) for days in range(12)]
    present = [NOON + timedelta(days=days) for days in range(3)]
    for at in (*ahead, *present):
        back_up(at)
    now = present[-1] + timedelta(hours=1)
    with time_machine.travel(now, tick=False):
        listed = backups.list_backups(board)
        paths = [each.path for each in listed]
        assert set(made[len(ahead) :]) <= set(paths)
        assert [each.at for each in listed] == sorted((each.at for each in listed), reverse=True)
        assert all(backups.backup_time(each, now.date()) for each in listed)
        back_up_now = next(each for each in listed if each.path == made[-1])
        backups.restore_backup(board, back_up_now.path)
    assert asked(board, "SELECT DISTINCT statement FROM goals") == [(f"as of {present[-1].isoformat()}",)]
    Store.open(board).close()
