"""Texts that break careless programs, typed and pasted in a real terminal wherever something is typed."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from learnboard.domain.text import clean
from tests.hostile import HOSTILE
from tests.program.boards import (
    KEY_LINE,
    KEY_RESULTS,
    OBJECTIVES,
    again_and_again,
    asked,
    assert_sound,
    cursor_on,
    leave,
    opened,
    quit_program,
    wait_until,
)
from tests.program.test_hostile_titles import ALLOWED, HELP, UNSTEADY
from tests.program.wire import controls, pieces, written
from tests.terminal import Terminal

ESCAPE = b"\x1b[27u"  # as terminals write it that tell keys apart; a bare one would join what comes after it
ENOUGH = b"\r" + ESCAPE
"""Keeps a new title, and ends the next one, which is empty."""
CLEAR = b"\x15"
PASTE = b"\x1b[200~%b\x1b[201~"
BELL = "U+0007"
CLIPBOARD = "OSC 52"
COPIED = re.compile("52;c;[A-Za-z0-9+/]+=*")
"""What was cut, for the terminal's clipboard: in base 64, whatever it is."""
LAST = b"zebra"
PALETTE = "What do you want to do?"


class Place(NamedTuple):
    """Where something is typed: the keys that lead there, what shows while it is empty, and the keys that lead out.

    `kept` is SQL that counts what was kept of the texts, where the keys that lead out keep them. Where `again` is
    given, these keys alone stand between two texts. Signs that are `answers` end the typing, and what is typed behind
    them is no text: they are left out. `words` says whether any word that is typed stays there to be seen, `ours`
    whether it is not Textual that draws it.
    """

    name: str
    opening: bytes
    shows: str
    leaving: bytes = ESCAPE
    kept: str = ""
    again: bytes = b""
    words: bool = True
    ours: bool = True
    answers: str = ""


PLACES = (
    Place("new key result", b"n", "new key result", ENOUGH, f"SELECT count(*) - {KEY_RESULTS} FROM key_results"),
    Place("new objective", b"N", "new objective", ENOUGH, f"SELECT count(*) - {OBJECTIVES} FROM objectives"),
    Place("title", b"e" + CLEAR, "escape leave", b"\r"),
    Place("title of an objective", b"E" + CLEAR, "escape leave", b"\r"),
    Place("due date", b"t" + CLEAR, "fri, in 2 weeks", b"\r" + ESCAPE),
    Place("labels", b"#", "labels  ", b"\r"),
    Place("reason", b"d", "drop, because", b"\rd"),
    Place("filter", b"/", "#label", b"\r" + ESCAPE),
    Place("jump", b"f", "find  ", again=CLEAR),
    Place("column number", b"M", "carry to column", words=False, answers="0123456789"),
    Place("palette", b"\x10", PALETTE, again=CLEAR, words=False, ours=False),
)
"""Every place on the board."""
OPEN_PALETTE = f"{re.escape(PALETTE)}|Nothing matches"


def typed(text: str) -> bytes:
    """What a hand can type of a text: everything that is no key of its own."""
    return "".join(sign for sign in clean(text) if sign not in "\t\n").encode()


def pasted(text: str) -> bytes:
    """The text as a terminal that brackets pastes sends it, whatever is in it."""
    return PASTE % text.encode()


def harmless(output: bytes, *, ours: bool = True) -> None:
    """Nothing but colours, places, modes, the bell and what was cut was written; and no sign that terminals dispute."""
    assert controls(output) - {BELL, CLIPBOARD} <= ALLOWED
    assert all(COPIED.fullmatch(piece.content) for piece in pieces(output) if piece.content.startswith("52;"))
    assert not ours or not UNSTEADY & set(written(output))
    assert b"Traceback" not in output


def report(terminal: Terminal) -> None:
    """The board has the keys again: help opens, and closes. The palette gives them back a moment after it is gone."""
    again_and_again(terminal, b"?", lambda: HELP in terminal.text(), silence=0.5)
    terminal.send(ESCAPE)
    wait_until(terminal, lambda lines: not any(HELP in line for line in lines))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name.replace(" ", "-"))
def test_no_text_typed_or_pasted_anywhere_presses_a_key_or_reaches_the_terminal(board: Path, place: Place) -> None:
    with opened(board, columns=120, rows=34) as terminal:
        terminal.send(place.opening)
        terminal.wait_for(place.shows)
        between, half = place.again or place.leaving + place.opening, PLACES.index(place) % 2
        for write, some in ((typed, HOSTILE[half::2]), (pasted, HOSTILE[1 - half :: 2])):  # the other way next door
            texts = [text.translate(dict.fromkeys(map(ord, place.answers))) for text in some]
            terminal.send(b"".join(write(text) + between for text in texts))
        if place.words:
            terminal.send(LAST)
            terminal.wait_for(LAST.decode())
        terminal.quiet(0.15 if place.ours else 0.4)  # its caret blinks twice a second
        terminal.send(CLEAR)
        terminal.wait_for(place.shows)
        leave(terminal, place.shows)
        if not place.ours:  # the palette may still be busy with what was typed, and miss a key
            again_and_again(terminal, ESCAPE, lambda: not re.search(OPEN_PALETTE, terminal.text()), silence=0.4)
        report(terminal)
        assert quit_program(terminal) == 0
        harmless(terminal.bytes_written, ours=place.ours)
    if place.kept:
        assert asked(board, place.kept) == [(len(HOSTILE),)]
    assert_sound(board)


def test_a_title_pasted_in_pieces_is_one_title(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"n")
        terminal.wait_for("new key result")
        for piece in (b"\x1b", b"[200", b"~one \x1b", b"[Atwo\n", b"three\x1b[20", b"1~", b" four", b"\r", ESCAPE):
            terminal.send(piece)
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM key_results") == [(KEY_RESULTS + 1,)])
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT title FROM key_results WHERE title LIKE 'one%'") == [("one two three four",)]


@pytest.mark.parametrize("place", [PLACES[0], PLACES[5]], ids=lambda place: place.name.replace(" ", "-"))
def test_bytes_that_are_no_utf_8_do_no_harm(board: Path, place: Place) -> None:
    with opened(board) as terminal:
        terminal.send(place.opening + b"a\xff\xfe\xc3b\xed\xa0\xbd\x80c\xf0\x9f" + place.leaving)
        terminal.send(PASTE % b"\xc3\x28 \xff q" + PASTE[:1])
        terminal.quiet(0.2)
        terminal.send(ESCAPE)
        report(terminal)
        assert quit_program(terminal) == 0
        output = re.sub("\ufffd".encode(), b"", terminal.bytes_written)
        harmless(output)
    assert_sound(board)


def test_no_byte_is_lost_while_a_title_is_typed_fast(board: Path) -> None:
    titles = [f"title {number} of many, jkhl quxU [] <>" for number in range(40)]
    with opened(board) as terminal:
        terminal.send(b"n" + "\r".join(titles).encode() + ENOUGH + b"g")
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM key_results") == [(KEY_RESULTS + 40,)])
        wait_until(terminal, cursor_on("Cut p95"))
        terminal.send(b"u" * 40)
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM key_results") == [(KEY_RESULTS,)])
        assert quit_program(terminal) == 0
    assert_sound(board)


def test_a_bare_escape_ends_titles_and_the_next_key_is_for_the_board(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"nkept\r")
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM key_results") == [(KEY_RESULTS + 1,)])
        terminal.send(b"\x1b")
        terminal.wait_for("Added “kept”", KEY_LINE)
        terminal.send(b"k")
        wait_until(terminal, cursor_on("Cut p95"))
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM key_results WHERE title = 'kept'") == [(1,)]


def test_ctrl_c_in_the_middle_of_a_title_copies_and_says_how_to_leave(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"none\rtwo")
        terminal.wait_for("two▏")
        terminal.send(b"\x03")
        terminal.wait_for("Nothing is selected to copy: esc leaves.")
        terminal.send(b"\x1ba")  # all
        terminal.wait_for("▏two▏")
        terminal.send(b"\x03")
        terminal.wait_for_bytes(b"\x1b]52;c;dHdv")
        terminal.send(b"\r\x1b")
        terminal.wait_for("Added “two”")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM key_results WHERE title IN ('one', 'two')") == [(2,)]
    assert_sound(board)
