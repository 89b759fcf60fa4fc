"""Boards full of texts that break careless programs, opened, read and used in a terminal."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from learnboard.service.importing import import_file
from tests.hostile import HOSTILE, TOO_LONG
from tests.program.boards import (
    FORM,
    asked,
    assert_sound,
    leave,
    open_form,
    opened,
    program,
    quit_program,
    under_cursor,
    wait_until,
    year_board,
)
from tests.program.wire import Grid, controls, written
from tests.storage.year import document
from tests.terminal import Terminal

SIZES = [(160, 45), (80, 24)]
HELP = "j k scroll"  # its last line, whatever the size of the window
PALETTE = "What do you want to do?"
# Everything a plain board makes the program write, by kind; the pointer's shape is OSC 22, and a screen that is
# painted whole has ends of lines.
ALLOWED = {
    *("U+000A", "U+000D"),
    *("CSI m", "CSI H", "OSC 22", "CSI >25u", "CSI <u", "CSI ?2026$p", "CSI ?2048$p"),
    *(f"CSI ?{mode}{state}" for mode in (7, 25, 1000, 1003, 1004, 1006, 1015, 1049, 2004, 2026) for state in "hl"),
}
# Joiners, variation selectors, keycaps, skin tones, bidi controls, tags, separators and other signs without a width.
UNSTEADY = {*"\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff\ufe0e\ufe0f\u20e3"} | {
    chr(code)
    for start, end in ((0x202A, 0x202E), (0x2066, 0x2069), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE007F))
    for code in range(start, end + 1)
}
# Terminals do not agree whether these take a cell.
DISPUTED = {*"\u00ad\u034f\u061c\u115f\u17b4\u180e\u2060\u2061\u3164\uffa0"}
FREE_TEXTS = {
    *(
        "title",
        "statement",
        "description",
        "approach",
        "why_me",
        "why_company",
        "unit",
        "note",
        "text",
        "name",
        "notes",
    ),
    *("drop_reason", "private_note", "reason", "expected_value", "decision_reason", "comfort_zone", "plan_b", "role"),
    *("failure_looks_like", "retro_went_well", "retro_even_better_if", "instrument", "next_action"),
    *("ask", "supports", "learned", "reflection", "own_score_reason", "owner_expects", "they_expect", "safety_from"),
    *("between_meetings", "reply"),
}


def hostile_document() -> dict[str, Any]:
    """The example year with a key result for each text, and a text in every other field that holds one."""
    plain = deepcopy(document())
    models = cycle(plain["key_results"])
    texts = cycle(HOSTILE)
    for field in plain:
        _fill(plain[field], texts)
    plain["key_results"] += [
        dict(next(models), id=f"h{number:02}", title=text, unit=text, labels=[text], position=100_000 + number)
        for number, text in enumerate(HOSTILE)
    ]
    return plain


def _fill(plain: Any, texts: Iterator[str]) -> None:
    if isinstance(plain, list):
        for each in plain:
            _fill(each, texts)
    elif isinstance(plain, dict):
        for name, value in plain.items():
            if name in FREE_TEXTS and isinstance(value, str):
                plain[name] = next(texts)
            else:
                _fill(value, texts)


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    """The hostile board as it comes through the gate."""
    file = tmp_path / "from-a-stranger.learnboard.json"
    file.write_text(json.dumps(hostile_document()), encoding="utf-8")
    board = tmp_path / "boards" / "year.db"
    board.parent.mkdir()
    import_file(file, board)
    return board


@pytest.fixture
def raw(imported: Path) -> Path:
    """The same texts written past the gate, by another program, uncleaned and too long."""
    with closing(sqlite3.connect(imported)) as connection, connection:
        for table, column in (
            *(("key_results", "title"), ("key_results", "unit"), ("objectives", "title"), ("goals", "statement")),
            *(("cycles", "title"), ("people", "name"), ("milestones", "title"), ("check_ins", "note")),
        ):
            ids = connection.execute(f"SELECT id FROM {table} ORDER BY id DESC").fetchall()
            rows = [(text, id_) for (id_,), text in zip(ids, cycle((*HOSTILE, TOO_LONG)), strict=False)]
            connection.executemany(f"UPDATE {table} SET {column} = ? WHERE id = ?", rows)
    return imported


class Reader:
    """Reads a whole board with the keys, and looks whether every sign stands in its cell."""

    def __init__(self, terminal: Terminal, board: Path, size: tuple[int, int]) -> None:
        self._terminal = terminal
        self._grid = Grid(*size)
        self._drawn = 0
        this_year = "SELECT id FROM objectives WHERE cycle_id = 'c2026'"
        sizes = f"SELECT count(*) FROM key_results WHERE objective_id IN ({this_year}) GROUP BY objective_id"
        counts = asked(board, sizes)
        self._most = max(int(str(count)) for (count,) in counts)
        shown = min(size[0] // 28, len(counts))
        share, left = divmod(size[0], shown)
        self._starts = [sum(share + (number < left) for number in range(before)) for before in range(shown + 1)]

    def read(self) -> None:
        """Visit every card, open and leave the check-in of one in eight, then help and the palette."""
        for column in range(4):
            for row in range(self._most):
                if row % 8 == 0:
                    open_form(self._terminal)
                    leave(self._terminal, FORM)
                self._terminal.send(b"j")
                self._terminal.quiet(0.015)
            self._check_grid(column)
            self._terminal.send(b"gl")
        for key, shown in ((b"?", HELP), (b"\x10", PALETTE)):
            self._terminal.send(key)
            self._terminal.wait_for(shown)
            leave(self._terminal, shown)
        self._check_grid(3)

    def _check_grid(self, column: int) -> None:
        """Every column starts and ends where the width's division says; the cursor's sign stands in its own."""
        self._terminal.quiet()
        self._grid.draw(self._terminal.bytes_written[self._drawn :])
        self._drawn = len(self._terminal.bytes_written)
        cards = self._grid.cells[3:-2]
        for cells in cards:
            assert {cells[start] for start in self._starts[:-1]} == {" "}
            assert {cells[start + 1] for start in self._starts[:-1]} <= {*" ▌▍▄▀1234"}  # with a heading's number
            assert {cells[end - 1] for end in self._starts[1:]} <= {" ", "▕"}
        signs = [start + 1 for start in self._starts[:-1]]
        marked = [[number for number, cells in enumerate(cards) if cells[sign] == "▌"] for sign in signs]
        here = marked.pop(min(column, len(marked) - 1))
        assert len(here) >= 2
        assert here == list(range(here[0], here[-1] + 1))
        assert not any(marked)


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_a_plain_board_writes_nothing_but_colours_places_and_modes(tmp_path: Path, size: tuple[int, int]) -> None:
    board = year_board(tmp_path / "boards" / "year.db")
    with opened(board, columns=size[0], rows=size[1]) as terminal:
        Reader(terminal, board, size).read()
        assert quit_program(terminal) == 0
        assert controls(terminal.bytes_written) <= ALLOWED
        assert "CSI H" in controls(terminal.bytes_written)


@pytest.mark.parametrize(("way", "size"), list(zip(["imported", "raw"], SIZES, strict=True)), ids=str)
def test_no_text_breaks_the_board_or_reaches_the_terminal_as_a_command(
    way: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    board: Path = request.getfixturevalue(way)
    with opened(board, columns=size[0], rows=size[1]) as terminal:
        Reader(terminal, board, size).read()
        assert quit_program(terminal) == 0
        output = terminal.bytes_written
    assert controls(output) <= ALLOWED
    assert not UNSTEADY & set(written(output))
    assert b"Traceback" not in output
    assert_sound(board)


def test_no_sign_of_disputed_width_is_painted(imported: Path) -> None:
    with opened(imported) as terminal:
        terminal.send(b"lllG")
        terminal.quiet()
        for _ in range(3):
            terminal.send(b"hG")
            terminal.quiet()
        assert not DISPUTED & set(written(terminal.bytes_written))


def test_hostile_cards_are_carried_marked_and_undone_and_what_is_said_is_harmless(imported: Path) -> None:
    with opened(imported) as terminal:
        for _ in range(12):
            terminal.send(b"G")
            terminal.quiet(0.05)
            terminal.send(b"L")
            wait_until(terminal, lambda lines: lines[-2].strip().startswith("Moved “"))
            terminal.send(b"x")
            terminal.quiet(0.05)
            terminal.send(b"u")
            wait_until(terminal, lambda lines: lines[-2].strip().startswith("Undid: "))
            terminal.send(b"U")
            wait_until(terminal, lambda lines: lines[-2].strip().startswith("Redid: "))
            terminal.send(b"h")
        assert under_cursor(terminal.lines())
        assert quit_program(terminal) == 0
        assert controls(terminal.bytes_written) <= ALLOWED
    assert_sound(imported)


def test_a_title_that_no_board_takes_is_refused_in_one_harmless_line(tmp_path: Path) -> None:
    for number, title in enumerate((TOO_LONG, "\u202e\x07\x1b", "")):
        plain = hostile_document()
        plain["key_results"][0]["title"] = title
        file = tmp_path / f"refused-{number}.learnboard.json"
        file.write_text(json.dumps(plain), encoding="utf-8")
        board = tmp_path / f"{number}.db"
        with program(tmp_path, "--board", str(board), "import", str(file), columns=500) as terminal:
            assert terminal.wait_exit() == 1
            assert terminal.lines()[0].startswith("learnboard: ")
            assert controls(terminal.bytes_written) == {"U+000A", "U+000D"}
            assert terminal.bytes_written.count(b"\n") == 1
        assert not board.exists()


def test_text_that_is_no_utf_8_in_the_board_is_told_and_ends_in_one_line(board: Path) -> None:
    with closing(sqlite3.connect(board)) as connection, connection:
        connection.execute("UPDATE key_results SET title = CAST(x'68616c6620eda0bd' AS TEXT) WHERE id = 'k11'")
    with program(board.parent.parent, "--board", str(board), columns=300) as terminal:
        terminal.wait_for("The board is damaged", "There are no backups of it.")
        assert quit_program(terminal) == 1
        assert "holds text that is not UTF-8" in terminal.text()
        assert b"Traceback" not in terminal.bytes_written
