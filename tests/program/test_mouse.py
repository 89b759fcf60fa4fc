"""The mouse as a terminal reports it: a card dragged, a text copied, a key clicked, and nonsense."""

from base64 import b64encode
from pathlib import Path

from tests.program.boards import KEY_LINE, asked, opened, program, quit_program, wait_until

K11 = "SELECT objective_id, position FROM key_results WHERE id = 'k11'"
PLACES = "SELECT id, objective_id, position FROM key_results ORDER BY id"
STEPS = "SELECT count(*) FROM steps WHERE NOT undone"
DOWN, DRAGGED, UP = "\x1b[<0;{};{}M", "\x1b[<32;{};{}M", "\x1b[<0;{};{}m"


def mouse(report: str, x: int, y: int) -> bytes:
    """What a terminal sends of the mouse at a cell of the window, counted from nought."""
    return report.format(x + 1, y + 1).encode()


def dragged(*cells: tuple[int, int]) -> bytes:
    """The left button pressed on the first cell, and let go of on the last."""
    moves = b"".join(mouse(DRAGGED, *cell) for cell in cells[1:])
    return mouse(DOWN, *cells[0]) + moves + mouse(UP, *cells[-1])


def clicked(x: int, y: int) -> bytes:
    """The left button pressed and let go of."""
    return mouse(DOWN, x, y) + mouse(UP, x, y)


def test_a_card_is_dragged_to_another_column_and_undone_by_a_click_on_its_key(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(mouse(DOWN, 5, 7) + mouse(DRAGGED, 20, 9) + mouse(DRAGGED, 50, 5))
        terminal.wait_for("━━ Cut p95 latency of the checkout… ━━")
        assert asked(board, STEPS) == [(0,)]
        terminal.send(mouse(UP, 50, 5))
        wait_until(terminal, lambda lines: "to “Explain performance" in lines[-2] and "place 1." in lines[-2])
        assert "━━" not in terminal.text()
        assert asked(board, K11)[0][0] == "o2"
        assert asked(board, STEPS) == [(1,)]
        terminal.send(clicked(terminal.lines()[-1].index("u undo"), 44))
        wait_until(terminal, lambda lines: lines[-2].strip().startswith("Undid"))
        assert asked(board, K11) == [("o1", 1024)]
        terminal.send(b"U")  # so that what is waited for below does not stand there already
        wait_until(terminal, lambda lines: lines[-2].strip().startswith("Redid"))
        places = asked(board, PLACES)
        terminal.send(dragged((5, 7), (50, 9), (50, 0)) + dragged((5, 7), (50, 11)) + b"u")  # all at once
        wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM steps WHERE undone") == [(1,)])
        wait_until(terminal, lambda lines: lines[-2].strip().startswith("Undid"))
        assert asked(board, PLACES) == places
        assert asked(board, STEPS) == [(1,)]
        assert quit_program(terminal) == 0


def test_a_text_that_is_dragged_over_goes_to_the_terminals_clipboard(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"\r")
        terminal.wait_for("Check-ins")
        y = next(y for y, line in enumerate(terminal.lines()) if "Cut p95" in line)
        x = terminal.lines()[y].index("Cut p95")
        terminal.send(dragged((x, y), (x + 3, y), (x + 6, y)))
        terminal.wait_for("Copied 7 characters.")
        assert b"\x1b]52;c;" + b64encode(b"Cut p95") + b"\x07" in terminal.bytes_written
        terminal.send(b"q")
        wait_until(terminal, lambda lines: "q quit" in lines[-1])
        assert quit_program(terminal) == 0


def test_nonsense_about_the_mouse_changes_nothing(board: Path) -> None:
    reports = [
        f"\x1b[<{button};{x};{y}{end}"
        for button in (0, 1, 2, 3, 32, 35, 64, 65, 96, 128, 255)
        for x, y in ((0, 0), (-5, 3), (5, -5), (999_999_999, 2), (2, 999_999_999), (161, 46))
        for end in "Mm"
    ]
    with program(board.parent.parent, "--board", str(board)) as terminal:
        terminal.send("".join(reports).encode())  # before anything is painted
        terminal.wait_for(KEY_LINE)
        terminal.send("".join(reports).encode())
        terminal.send(b"j")
        wait_until(terminal, lambda lines: any("▌ Raise teams that run" in line for line in lines))
        terminal.send(clicked(50, 17))
        wait_until(terminal, lambda lines: any("▌ Speak at one external" in line for line in lines))
        assert asked(board, "SELECT count(*) FROM steps") == [(0,)]
        assert quit_program(terminal) == 0
