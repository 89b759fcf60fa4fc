"""A disk that is full or fails in the middle of a session: nothing is lost, and the same form saves once it can."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program.boards import (
    FORM,
    KEY_LINE,
    again_and_again,
    asked,
    assert_sound,
    open_form,
    opened,
    quit_program,
    wait_until,
    year_board,
)
from tests.program.test_troubles import boxes
from tests.storage.harm import room_for, small_disk
from tests.storage.year import dump
from tests.terminal import Terminal

MEGABYTE = 1 << 20
NOTE = "why it moved; " * 60
"""So much text that the board needs another page for it."""


@pytest.fixture
def disk_board(tmp_path: Path) -> Iterator[Path]:
    """The example year on a disk of its own."""
    with small_disk(tmp_path / "disk", 4 * MEGABYTE) as disk:
        yield year_board(disk / "boards" / "year.db")


def type_check_in(terminal: Terminal) -> None:
    open_form(terminal)
    terminal.send(b"500\t\t" + NOTE.encode())
    terminal.wait_for("value        500", NOTE[-14:].strip())


def refused(terminal: Terminal, board: Path, message: str) -> None:
    """Save: it is told what hinders it, and the form keeps all that was typed."""
    before = dump(board, journal=True)
    terminal.send(b"\x13")
    wait_until(terminal, lambda _: message in boxes(terminal) and "Nothing was changed" in boxes(terminal))
    terminal.wait_for("value        500", NOTE[-14:].strip(), FORM)
    after = dump(board, journal=True)
    assert {**after, "drafts": []} == {**before, "drafts": []}
    assert asked(board, "PRAGMA integrity_check") == [("ok",)]


def saved(terminal: Terminal, board: Path) -> None:
    """Save the same form again, now that it can be."""
    terminal.send(b"\x13")
    note = "SELECT note FROM check_ins WHERE value = '500'"  # a box of before may still stand over the form
    again_and_again(terminal, b"", lambda: asked(board, note) == [(NOTE.strip(),)])
    wait_until(terminal, lambda lines: FORM not in "\n".join(lines))


def test_a_form_on_a_full_disk_keeps_its_text_and_saves_when_there_is_space(disk_board: Path) -> None:
    with opened(disk_board) as terminal:  # large enough that no box stands over the form
        with room_for(disk_board.parent.parent, 4096):
            type_check_in(terminal)
            refused(terminal, disk_board, "the disk is full: free some space")
            terminal.send(b"\x1b")
            wait_until(terminal, lambda lines: FORM not in "\n".join(lines))
            terminal.send(b"j")  # the draft cannot be written either: the board goes on, and the form has its text
            terminal.send(b"k")
            open_form(terminal)
            terminal.wait_for("value        500", NOTE[-14:].strip())
        saved(terminal, disk_board)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert_sound(disk_board)


def test_a_backup_that_does_not_fit_is_told_and_harms_nothing(disk_board: Path) -> None:
    before = dump(disk_board, journal=True)
    with room_for(disk_board.parent.parent, 64 * 1024), opened(disk_board, columns=120, rows=34) as terminal:
        wait_until(
            terminal,
            lambda _: "No backup was made." in boxes(terminal) and "free some space" in boxes(terminal),
            timeout=10,
        )
        assert dump(disk_board, journal=True) == before
        folder = disk_board.with_name(f"{disk_board.name}.backups")
        assert not folder.exists() or list(folder.iterdir()) == []
        terminal.send(b"L")  # the board itself can still be written
        terminal.wait_for("Moved “Cut p95", KEY_LINE)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert_sound(disk_board)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux takes a running program's right to write")
def test_a_disk_that_fails_in_the_middle_of_a_session_loses_nothing(board: Path) -> None:
    with opened(board, columns=120, rows=34) as terminal:
        pid = terminal._process.pid
        type_check_in(terminal)
        limits = resource.prlimit(pid, resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
        refused(terminal, board, "check the disk")
        assert terminal._process.is_running()
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
        saved(terminal, board)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert asked(board, "SELECT count(*) FROM steps") == [(1,)]
    assert_sound(board)
