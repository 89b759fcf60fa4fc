"""The quicker terminal shows what pyte itself shows, whatever is written to it and however it comes."""

import pyte
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import quick_pyte
from tests.hostile import HOSTILE

COLUMNS, ROWS = 24, 6
CSI = (
    "m 0m 1;31m 0;38;2;1;20;255;48;5;17m 7;4;3m 22;39;49m 38;2m H 2;3H 3;20f ;9H 99;99H 12345;1H A 2B 3C 4D 5G "
    "K 1K 2J J 2P 3@ L M 4X 2;4r r 5y 3 >4;2m 1;\b2H 4h 4l ?5h ?5l ?7l ?7h ?25l ?6h ?6l ?2026h ?2026$p ?2J ?1H"
)
ESCAPE = "7 8 c D M #8 (0 (B ]0;title\x07 ]2;t\x1b\\ %@ %G"
SEQUENCES = [
    *(f"\x1b[{end}" for end in CSI.split()),
    *(f"\x1b{end}" for end in ESCAPE.split()),
    *"\n\r\t\b\x00\x07\x0e\x0f\x7f",
]
TEXTS = st.sampled_from([*HOSTILE, "plain", "▌▕ · ✓", "日本", "e\u0301\u0336", "👨\u200d👩", "x" * (COLUMNS + 3)])
WRITTEN = st.lists(st.sampled_from(SEQUENCES) | TEXTS | st.text(max_size=8), max_size=30).map("".join)


def state(screen):
    """All there is to see of a screen, and what it does next."""
    cells = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    cursor = screen.cursor
    place = (cursor.x, cursor.y, cursor.attrs, cursor.hidden)
    return cells, place, screen.mode, screen.dirty, screen.margins, screen.title


def outcome(stream, screen, pieces):
    """What is on the screen after all the pieces, or what became of them."""
    try:
        for piece in pieces:
            stream.feed(piece)
        shown = screen.display
    except (AssertionError, IndexError, TypeError, ValueError) as error:
        return type(error), state(screen)
    return shown, state(screen)


@settings(max_examples=150, deadline=None)
@given(WRITTEN, st.integers(1, 40))
@example("\x1b[4hab\x1b[H\x1b[31mlonger than what is there by far, and round the edge\x1b[?5h\x1b[mz\x1b[0m", 40)
@example("".join(SEQUENCES) + "".join(HOSTILE), 3)
def test_it_shows_what_pyte_shows(text, size):
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    theirs, ours = pyte.Screen(COLUMNS, ROWS), quick_pyte.Screen(COLUMNS, ROWS)
    assert outcome(quick_pyte.Stream(ours), ours, pieces) == outcome(pyte.Stream(theirs), theirs, pieces)
    raw = [piece.encode(errors="replace") for piece in pieces]
    theirs, ours = pyte.Screen(COLUMNS, ROWS), quick_pyte.Screen(COLUMNS, ROWS)
    assert outcome(quick_pyte.ByteStream(ours), ours, raw) == outcome(pyte.ByteStream(theirs), theirs, raw)


def test_the_texts_of_the_cells_leave_nothing_out():
    screen = quick_pyte.Screen(8, 2)
    quick_pyte.Stream(screen).feed("日本ab\x1b[1;2Hx")
    assert screen.texts() == ["日x本ab  ", " " * 8]
    assert screen.display == ["日本ab  ", " " * 8]
