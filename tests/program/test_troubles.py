"""A board that cannot be opened as usual: what is on the screen, what a command says, and that nothing is touched."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import pytest

from learnboard.cli.main import run
from learnboard.service import backups
from tests.program.boards import (
    COMMAND,
    FORM,
    KEY_LINE,
    OBJECTIVES,
    again_and_again,
    asked,
    assert_sound,
    environment,
    leave,
    open_form,
    opened,
    program,
    quit_from_form,
    quit_program,
    ran,
    wait_until,
    year_board,
)
from tests.program.test_locked import locked
from tests.storage.harm import spoil
from tests.storage.year import everything_in, sqlite
from tests.terminal import Terminal, plain_environment

K11 = "Cut p95 latency"
CHECK_IN = ("check-in", "k11", "500")
KEPT = re.compile(r"year\.db\.aside-[0-9-]+T[0-9]+Z")


def command(board: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command about a board."""
    folder = board.parent.parent
    return ran([*COMMAND, "--board", str(board), *words], environment(folder) | dict(env or {}), folder)


def small(board: Path) -> Terminal:
    """Start the program on a board in a small window."""
    return program(board.parent.parent, "--board", str(board), columns=80, rows=24)


def message(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that could not be done."""
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("learnboard: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def words_of(terminal: Terminal) -> str:
    """The screen as running text: where its lines break does not matter."""
    return " ".join(terminal.text().split())


def boxes(terminal: Terminal) -> str:
    """What stands in the boxes over the screen, as running text."""
    return " ".join(" ".join(line.rpartition("▌")[2] for line in terminal.lines()).split())


def nothing(board: Path) -> None:
    board.write_bytes(b"")


def a_text(board: Path) -> None:
    board.write_text("what I want to learn\n" * 100)


def another_programs(board: Path) -> None:
    board.unlink()
    sqlite(board, "CREATE TABLE places (name TEXT)", "INSERT INTO places VALUES ('home')", "PRAGMA user_version = 3")


def newer(board: Path) -> None:
    sqlite(board, "PRAGMA user_version = 99")


def damaged(board: Path) -> None:
    spoil(board)


TROUBLES = {
    "empty": (nothing, "The board's file is empty", "n a new board", "is empty"),
    "text": (a_text, "This is not a board", "give the path of a file that learnboard made", "is not a board"),
    "foreign": (another_programs, "This is not a board", "belongs to another program", "belongs to another program"),
    "newer": (
        newer,
        "This board needs a newer learnboard",
        "install the newer learnboard",
        "(schema 99, this one knows",
    ),
    "damaged": (damaged, "The board is damaged", "cannot be read as it is", "is damaged"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_board_that_cannot_be_opened_says_why_and_is_left_as_it_is(
    board: Path, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    harm, title, why, told = TROUBLES[trouble]
    harm(board)
    before = everything_in(board.parent)
    with small(board) as terminal:
        terminal.wait_for(title, "esc leave")
        assert why in words_of(terminal)
        assert "There are no backups of it" in words_of(terminal)
        terminal.send(b"\r" if trouble == "empty" else b"n\r")  # there is nothing to bring back, and nothing to make
        terminal.quiet()
        assert title in terminal.text()
        assert quit_program(terminal) == 1
        assert told in words_of(terminal)  # it stands in the shell's window too, once the screen is given back
        assert b"Traceback" not in terminal.bytes_written
    for words in (("show",), CHECK_IN):
        assert run(["--board", str(board), *words]) == 1
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert told in err
    assert everything_in(board.parent) == before


@pytest.mark.parametrize("trouble", ["damaged"])
def test_trying_again_says_that_it_is_still_so_and_opens_the_board_once_it_is_mended(board: Path, trouble: str) -> None:
    whole = board.read_bytes()
    TROUBLES[trouble][0](board)
    with small(board) as terminal:
        terminal.wait_for(TROUBLES[trouble][1])
        terminal.send(b"r")
        terminal.wait_for("Nothing has changed.", timeout=5)
        board.write_bytes(whole)
        terminal.send(b"r")
        terminal.wait_for(KEY_LINE, K11)
        assert quit_program(terminal) == 0
    assert_sound(board)


@pytest.mark.parametrize("trouble", ["empty", "damaged"])
def test_a_backup_is_brought_back_after_it_was_confirmed_and_what_was_there_is_kept_aside(
    board: Path, trouble: str
) -> None:
    harm, title, _, _ = TROUBLES[trouble]
    backups.back_up(board, "hand")
    harm(board)
    bytes_before = board.read_bytes()
    with small(board) as terminal:
        terminal.wait_for(title, "today, ", "5 objectives, 18 key results, 72 check-ins", "by hand")
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        terminal.send(b"\x1b")
        terminal.wait_for("Nothing was changed.")
        assert board.read_bytes() == bytes_before
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        terminal.send(b"\r")
        terminal.wait_for(KEY_LINE, K11)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    (aside,) = [path for path in board.parent.iterdir() if KEPT.fullmatch(path.name)]
    assert aside.read_bytes() == bytes_before
    aside.unlink()
    assert_sound(board)


def test_a_board_that_is_gone_is_not_made_anew_unasked(board: Path) -> None:
    backups.back_up(board, "hand")
    board.unlink()
    before = everything_in(board.parent)
    assert f"there are backups of it: “learnboard --board {board} restore” lists them" in message(
        command(board, *CHECK_IN)
    )
    with small(board) as terminal:
        terminal.wait_for("The board is gone", "There is no file ~/boards/year.db any more.", "today, ")
        assert quit_program(terminal) == 1
    assert everything_in(board.parent) == before
    with small(board) as terminal:
        terminal.wait_for("The board is gone", "n a new board")
        terminal.send(b"\r")
        terminal.wait_for("Bring back the board of today")
        assert everything_in(board.parent) == before
        terminal.send(b"\r")
        terminal.wait_for(KEY_LINE, K11)
        assert quit_program(terminal) == 0
    assert_sound(board)
    board.unlink()
    with small(board) as terminal:
        terminal.wait_for("The board is gone", "n a new board")
        terminal.send(b"n")
        terminal.wait_for("Welcome to learnboard")
        assert quit_from_form(terminal) == 0
    assert asked(board, "SELECT count(*) FROM key_results") == [(0,)]
    assert_sound(board)


def test_a_board_that_is_gone_cannot_be_shown_by_a_command(board: Path) -> None:
    backups.back_up(board, "hand")
    board.unlink()
    assert f"there are backups of it: “learnboard --board {board} restore” lists them" in message(
        command(board, "show")
    )


READ_ONLY = {"board": (0o444, 0o700), "folder": (0o600, 0o555)}


@pytest.fixture
def given_back(board: Path) -> Iterator[None]:
    """The folder may be written again after the test."""
    yield
    board.parent.chmod(0o700)


@pytest.mark.parametrize("what", READ_ONLY)
def test_a_board_that_may_only_be_read_is_shown_and_exported_and_never_written(
    board: Path, given_back: None, what: str
) -> None:
    file, folder = READ_ONLY[what]
    board.chmod(file)
    board.parent.chmod(folder)
    before = everything_in(board.parent)
    out = board.parent.parent / "out"
    out.mkdir()
    with opened(board, columns=80, rows=24) as terminal:
        terminal.wait_for(K11, f"! Read-only: nothing can be changed; ctrl+e exports. The {what} “")
        terminal.send(b"L")
        wait_until(terminal, lambda _: "Nothing was changed" in boxes(terminal))
        terminal.send(b"\x1b")
        wait_until(terminal, lambda _: "Nothing was changed" not in boxes(terminal))
        open_form(terminal)
        terminal.send(b"500\r")
        terminal.wait_for("value        500", FORM)
        leave(terminal, FORM)
        terminal.send(b"\x05")
        terminal.wait_for(f"Included: {OBJECTIVES} objectives")
        terminal.send(b"\t" * 4 + b"\x15" + str(out / "page.html").encode() + b"\r")
        wait_until(terminal, lambda _: (out / "page.html").exists())
        terminal.wait_for(KEY_LINE)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert "is read-only" in message(command(board, *CHECK_IN))
    shown = command(board, "show")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert K11 in shown.stdout
    exported = command(board, "export", "--profile", "full", "-o", str(out / "full.json"))
    assert exported.returncode == 0
    assert '"Cut p95 latency' in (out / "full.json").read_text(encoding="utf-8")
    assert everything_in(board.parent) == before


def started(board: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command about a board that another program holds: it says that it waits."""
    waiting = subprocess.Popen(
        [*COMMAND, "--board", str(board), *words],
        env=plain_environment(environment(board.parent.parent)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stderr is not None
    told = waiting.stderr.readline()
    assert told == f"learnboard: The board “{board}” is being written by another program: waiting for it …\n"
    return waiting


def test_commands_wait_for_a_board_that_is_being_written_and_are_done_when_it_is_free(board: Path) -> None:
    with locked(board, "EXCLUSIVE"):
        waiting = [started(board, *words) for words in (("show",), CHECK_IN)]
    shown, said = (each.communicate(timeout=30) for each in waiting)
    assert [each.returncode for each in waiting] == [0, 0]
    assert K11 in shown[0]
    assert "→ 78 %" in said[0]
    assert shown[1] == said[1] == ""
    assert asked(board, "SELECT count(*) FROM check_ins WHERE value = '500'") == [(1,)]


def test_commands_give_up_after_five_seconds_and_the_screen_waits_until_the_board_is_free(board: Path) -> None:
    before = board.read_bytes()
    with ExitStack() as stack:
        with locked(board, "EXCLUSIVE"):
            began = perf_counter()
            waiting = [started(board, *words) for words in (("show",), CHECK_IN)]
            terminal = stack.enter_context(small(board))
            terminal.wait_for("The board is in use", "Waiting until it is free", "r try again")
            assert "learnboard tries again twice a second, and opens it as soon as it can." in words_of(terminal)
            for each in waiting:
                out, err = each.communicate(timeout=30)
                assert (each.returncode, out) == (1, "")
                assert err.endswith("is being written by another program: try again in a moment.\n")
            assert 4.5 < perf_counter() - began < 9
            assert "The board is in use" in terminal.text()
            assert board.read_bytes() == before
        terminal.wait_for(KEY_LINE, K11)  # by itself
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert_sound(board)


def last_step(board: Path) -> str:
    """What was done last in the newest backup."""
    summary = backups.list_backups(board)[0].summary
    return summary.last_step if summary else ""


DROPBOX = "which belongs to Dropbox"
ADVICE = "learnboard export --profile full"


def test_a_folder_of_a_sync_tool_is_warned_of_once(tmp_path: Path) -> None:
    board = tmp_path / "Dropbox" / "year.db"
    year_board(board)
    with small(board) as terminal:
        wait_until(terminal, lambda _: DROPBOX in boxes(terminal) and ADVICE in boxes(terminal), timeout=10)
        again_and_again(terminal, b"", lambda: backups.list_backups(board), timeout=10)
        terminal.send(b"L")  # it is a warning, and no refusal
        terminal.wait_for("Moved “Cut p95")
        assert quit_program(terminal) == 0
    with small(board) as terminal:
        terminal.wait_for(KEY_LINE)
        # The backup of what was carried is made when the folder is looked at, too.
        again_and_again(terminal, b"", lambda: last_step(board).startswith("move"), timeout=10)
        terminal.quiet(0.5)
        assert "Dropbox" not in boxes(terminal)
        assert quit_program(terminal) == 0
    shown = command(board, "show")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert_sound(board)
