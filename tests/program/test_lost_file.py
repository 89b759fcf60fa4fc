"""The board's file is replaced, moved or deleted while it is open: nothing is written any more, and nothing is lost."""

import shutil
from pathlib import Path

from tests.program.boards import (
    FORM,
    asked,
    assert_sound,
    leave,
    open_form,
    opened,
    quit_program,
    wait_until,
)
from tests.program.test_two_windows import without
from tests.storage.year import everything_in, sqlite
from tests.terminal import Terminal

REPLACED = "Another file has taken the place of this board"
GONE = "The file of this board is gone"
NOT_NOW = "Nothing is written while the board's file is gone: the next change asks again."
THEIRS = "what the other machine wrote"
RIGHT = b"\x1b[C"


def replace(board: Path) -> bytes:
    """Put another board in the place of this one, as a sync tool does; what is in the new file."""
    copy = board.with_name("arriving")
    shutil.copy(board, copy)
    sqlite(copy, f"UPDATE key_results SET title = '{THEIRS}' WHERE id = 'k11'")
    new = copy.read_bytes()
    copy.replace(board)
    return new


def half_typed(terminal: Terminal) -> None:
    """Carry the first card, so that there is a step, and type half a check-in of it."""
    terminal.send(b"L")
    terminal.wait_for("Moved “Cut p95")
    open_form(terminal)
    terminal.send(b"500\t\thalf a no")
    terminal.wait_for("value        500", "half a no▏")


def assert_half_typed_is_there(terminal: Terminal) -> None:
    """The form that was open still is, with all that was typed into it."""
    terminal.wait_for("value        500", "half a no▏", FORM)
    leave(terminal, FORM)


def carried(board: Path) -> bool:
    """Whether the first card was carried to the second column, in a step of its own."""
    place = asked(board, "SELECT objective_id, (SELECT count(*) FROM steps) FROM key_results WHERE id = 'k11'")
    return place == [("o2", 1)]


def test_another_file_in_its_place_is_never_written_and_can_be_opened(board: Path) -> None:
    with opened(board, columns=80, rows=24) as terminal:
        half_typed(terminal)
        new = replace(board)
        terminal.wait_for(REPLACED, "~/boards/year.db was replaced while it was open", "save as", "the other file")
        assert "put it back" not in terminal.text()  # somebody else's file is in the way
        leave(terminal, REPLACED)
        terminal.wait_for(NOT_NOW, "half a no▏", FORM)
        terminal.send(b"\r")  # saving would write: it asks again, and the form keeps its text
        terminal.wait_for(REPLACED)
        leave(terminal, REPLACED)
        terminal.wait_for("value        500", "half a no▏", FORM)
        leave(terminal, FORM)
        for key in (b"H", b"u", b"p"):
            terminal.send(key)
            terminal.wait_for(REPLACED)
            leave(terminal, REPLACED)
        assert board.read_bytes() == new
        terminal.send(b"i")
        terminal.wait_for(REPLACED)
        terminal.send(RIGHT)
        terminal.wait_for("› the other file")
        terminal.send(b"\r")
        terminal.wait_for(THEIRS)
        assert asked(board, "SELECT count(*) FROM steps") == [(1,)]  # the one the copy was made with
        open_form(terminal)
        terminal.wait_for("value        500", "half a no", "kept from before")
        leave(terminal, FORM)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert asked(board, "SELECT count(*) FROM steps WHERE undone = 1 OR id > 1") == [(0,)]
    assert_sound(board)


def test_what_is_seen_is_saved_beside_the_file_that_took_its_place(board: Path) -> None:
    beside = board.with_name("year-2.db")
    with opened(board, columns=80, rows=24) as terminal:
        half_typed(terminal)
        new = replace(board)
        terminal.wait_for(REPLACED, "› save as", "~/boards/year-2.db")
        terminal.send(b"\t\x15~/boards/year.db\r")  # the name of the file that is there is no name to save under
        terminal.wait_for("There is already a file", ": choose another", REPLACED)
        terminal.send(b"\x15~/boards/year-2.db\r")
        wait_until(terminal, without(REPLACED))
        assert_half_typed_is_there(terminal)
        assert carried(beside)
        terminal.send(b"u")  # the steps went along, and the next ones are written there
        terminal.wait_for("Undid: move")
        assert quit_program(terminal) == 0
    assert board.read_bytes() == new
    assert asked(beside, "SELECT objective_id FROM key_results WHERE id = 'k11'") == [("o1",)]
    assert asked(beside, "PRAGMA integrity_check") == [("ok",)]
    assert beside.stat().st_mode & 0o777 == 0o600


def test_a_deleted_board_is_put_back_with_its_steps_and_what_was_half_typed(board: Path) -> None:
    with opened(board, columns=80, rows=24) as terminal:
        half_typed(terminal)
        board.unlink()
        terminal.wait_for(GONE, "~/boards/year.db was moved or deleted while it was open", "› put it back", "save as")
        assert "the other file" not in terminal.text()
        terminal.send(b"\r")
        wait_until(terminal, without(GONE))
        assert_half_typed_is_there(terminal)
        assert carried(board)
        assert board.stat().st_mode & 0o777 == 0o600
        terminal.send(b"u")
        terminal.wait_for("Undid: move")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT objective_id FROM key_results WHERE id = 'k11'") == [("o1",)]
    assert_sound(board)


def test_a_board_that_was_moved_away_is_saved_in_a_folder_of_its_own(board: Path) -> None:
    elsewhere, saved = board.with_name("moved-away.db"), board.parent.parent / "new" / "saved.db"
    with opened(board, columns=80, rows=24) as terminal:
        half_typed(terminal)
        board.rename(elsewhere)
        moved = elsewhere.read_bytes()
        terminal.wait_for(GONE)
        terminal.send(RIGHT)
        terminal.wait_for("› save as", "~/boards/year.db")
        terminal.send(b"\t\x15~/new/saved.db\r")
        wait_until(terminal, without(GONE))
        assert_half_typed_is_there(terminal)
        assert quit_program(terminal) == 0
    assert elsewhere.read_bytes() == moved
    assert not board.exists()
    assert carried(saved)
    assert saved.stat().st_mode & 0o777 == 0o600
    assert saved.parent.stat().st_mode & 0o777 == 0o700
    assert_sound(saved)


def test_the_change_that_finds_the_file_replaced_is_not_written_and_leaving_warns_once(board: Path) -> None:
    with opened(board, columns=80, rows=24) as terminal:
        new = replace(board)
        terminal.send(b"L")  # before anybody has looked at the file again
        terminal.wait_for(REPLACED)
        leave(terminal, REPLACED)
        terminal.wait_for("Cut p95 latency", "4/5")
        assert "Moved “Cut p95" not in terminal.text()
        assert board.read_bytes() == new
        board.unlink()
        terminal.send(b"q")
        terminal.wait_for("The board you see is no longer in any file. Quit again to leave anyway.")
        terminal.send(b"j")  # it is no question: the board still has the keys
        terminal.send(b"q")
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.bytes_written
    assert set(everything_in(board.parent)) <= {f"{board.name}.backups"}
