"""Keys that come faster than they are drawn, and keys that go far."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from learnboard.service.importing import import_file
from tests.benchmarks.boards import compact, first_column_size, snapshot
from tests.program.boards import (
    FORM,
    KEY_LINE,
    asked,
    cursor_on,
    leave,
    open_form,
    opened,
    program,
    quit_program,
    under_cursor,
    wait_until,
)

CARDS = 1_000
LAST = first_column_size(CARDS)
DOWN, UP, HOME, END, PAGE_DOWN, PAGE_UP = b"\x1b[B", b"\x1b[A", b"\x1b[H", b"\x1b[F", b"\x1b[6~", b"\x1b[5~"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board of 1,000 key results, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("large")
    document = folder / "large.learnboard.json"
    document.write_text(compact(snapshot(CARDS, date(2026, 6, 26))), encoding="utf-8")
    (folder / "boards").mkdir()
    import_file(document, folder / "boards" / "large.db")
    return folder / "boards" / "large.db"


def serial(lines: list[str]) -> int:
    """The number of the card under the cursor."""
    found = re.match(r"#(\d{5})\b", under_cursor(lines))
    return int(found[1]) if found else 0


def test_three_hundred_queued_keys_land_on_the_card_they_count_to(large: Path) -> None:
    with opened(large) as terminal:
        terminal.send(b"j" * 300)
        wait_until(terminal, cursor_on("#00301"))
        terminal.send(DOWN * 50 + b"k" * 40 + UP * 10)
        wait_until(terminal, cursor_on("#00301"))
        terminal.send(b"k" * 299)
        wait_until(terminal, cursor_on("#00002"))
        terminal.send(b"k" * 20)
        wait_until(terminal, cursor_on("#00001"))
        assert quit_program(terminal) == 0


@pytest.mark.parametrize(("last", "first"), [(b"G", b"g"), (END, HOME)], ids=["G and g", "end and home"])
def test_the_first_and_the_last_card_are_one_key_away(large: Path, last: bytes, first: bytes) -> None:
    with opened(large) as terminal:
        terminal.send(last)
        wait_until(terminal, cursor_on(f"#{LAST:05}"))
        terminal.send(b"j")
        terminal.send(b"k")
        wait_until(terminal, cursor_on(f"#{LAST - 1:05}"))
        terminal.send(first)
        wait_until(terminal, cursor_on("#00001"))
        assert quit_program(terminal) == 0


def test_a_page_is_about_a_screen_and_its_way_back_is_as_long(large: Path) -> None:
    with opened(large) as terminal:
        terminal.send(PAGE_DOWN)
        wait_until(terminal, lambda lines: serial(lines) > 1)
        page = serial(terminal.lines())
        assert 1 + 39 // 5 <= page <= 1 + 39 // 3  # 39 lines of cards of three to five lines each
        terminal.send(PAGE_DOWN * 3)
        wait_until(terminal, lambda lines: serial(lines) > 3 * page - 4)
        terminal.send(PAGE_UP * 6)
        wait_until(terminal, cursor_on("#00001"))
        terminal.send(PAGE_DOWN * 100)
        wait_until(terminal, cursor_on(f"#{LAST:05}"))
        assert quit_program(terminal) == 0


def test_keys_typed_before_the_first_paint_are_not_lost(large: Path) -> None:
    with program(large.parent.parent, "--board", str(large)) as terminal:
        terminal.send(b"j" * 30 + b"k" * 10)
        terminal.wait_for(KEY_LINE)
        wait_until(terminal, cursor_on("#00021"))
        assert quit_program(terminal) == 0


def test_the_cursor_crosses_columns_at_its_height(large: Path) -> None:
    with opened(large) as terminal:
        terminal.send(b"jjj" + b"l")
        wait_until(terminal, cursor_on(f"#{LAST + 4:05}"))
        terminal.send(b"h")
        wait_until(terminal, cursor_on("#00004"))
        assert quit_program(terminal) == 0


def steps(board: Path, count: int) -> Callable[[list[str]], bool]:
    """Whether so many steps stand in the journal."""
    return lambda _: asked(board, "SELECT count(*) FROM steps WHERE NOT undone") == [(count,)]


def test_carries_and_their_undoing_one_by_one_lead_back(board: Path) -> None:
    with opened(board) as terminal:
        for count, key in enumerate(b"LLLHHH", 1):
            terminal.send(bytes([key]))
            wait_until(terminal, steps(board, count))
            wait_until(terminal, lambda lines: lines[-2].strip().startswith("Moved"))
        terminal.send(b"u" * 6)
        wait_until(terminal, steps(board, 0))
        terminal.send(b"u")
        terminal.wait_for("nothing to undo")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT objective_id, position FROM key_results WHERE id = 'k11'") == [("o1", 1024)]


def test_fifty_queued_carries_are_fifty_steps_and_undo_takes_them_all_back(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"LH" * 25)
        wait_until(terminal, steps(board, 50), timeout=5)
        terminal.send(b"u" * 50)
        wait_until(terminal, steps(board, 0))
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT objective_id, position FROM key_results WHERE id = 'k11'") == [("o1", 1024)]


def test_three_queued_carries_go_three_columns(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"LLL")
        wait_until(terminal, lambda lines: "to “Grow others" in lines[-2], timeout=5)


def test_keys_typed_while_the_form_opens_reach_it(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b" 500")
        terminal.wait_for(FORM)
        terminal.wait_for("value        500", timeout=5)


def test_enter_saves_what_was_typed_before_it(board: Path) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        terminal.send(b"500\r")
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM steps") == [(1,)])
    assert asked(board, "SELECT value FROM check_ins ORDER BY rowid DESC LIMIT 1") == [("500",)]


def test_keys_typed_right_after_enter_are_for_the_board(board: Path) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        terminal.send(b"500\rj")
        wait_until(terminal, steps(board, 1), timeout=5)
        wait_until(terminal, cursor_on("Raise teams that run"), timeout=5)
    assert asked(board, "SELECT value FROM check_ins ORDER BY rowid DESC LIMIT 1") == [("500",)]


def test_a_check_in_left_with_escape_is_there_again(board: Path) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        terminal.send(b"500")
        terminal.wait_for("value        500")
        leave(terminal, FORM)
        open_form(terminal)
        terminal.wait_for("value        500")
        leave(terminal, FORM)
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM steps") == [(0,)]


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (b"\x7f\x7f\x7f400\r", "400"),  # backspace, three times
        (b"\x01\x0b400\r", "400"),  # to the start, and delete to the end
        (b"400\x1b[D\x1b[D9\r", "4900"),  # two to the left
    ],
)
def test_editing_keys_of_one_burst_do_what_they_do_one_by_one(board: Path, keys: bytes, value: str) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        terminal.send(keys)
        wait_until(terminal, steps(board, 1), timeout=5)
    assert asked(board, "SELECT value FROM check_ins ORDER BY rowid DESC LIMIT 1") == [(value,)]
