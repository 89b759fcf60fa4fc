"""A quick look at a program's screen: whole frames alone, without colours, each sign where it was put."""

from collections.abc import Callable
from time import perf_counter

from tests.faults.ears import without_hint
from tests.program.wire import Grid
from tests.recording import FRAME_END
from tests.terminal import Terminal

COLUMNS, ROWS = 160, 45
STATUS = ROWS - 2
"""The row of the board's status line."""
PATIENCE = 30.0
"""Seconds until something that must come is not waited for any longer."""


class Eyes:
    """The screen of a terminal as its last whole frame left it."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._grid = Grid(COLUMNS, ROWS)
        self._seen = 0

    def lines(self) -> list[str]:
        """The screen, line by line, without the blanks at the ends."""
        self._look()
        return ["".join(row).rstrip() for row in self._grid.cells]

    @property
    def said(self) -> str:
        """What the status line says, without what can be done about it."""
        return without_hint(self.lines()[STATUS])

    def until(self, holds: Callable[[list[str]], object], wanted: str) -> list[str]:
        """Read until the screen's lines are as wished; the lines.

        Raises:
            TimeoutError: with the screen, when time is up or the program has ended.
        """
        deadline = perf_counter() + PATIENCE
        while not holds(lines := self.lines()):
            self._terminal._read_more(deadline, wanted)
            while not self._look():
                self._terminal._read_more(deadline, wanted)
        return lines

    def shown(self, text: str) -> list[str]:
        """Read until a text stands somewhere on the screen; the lines."""
        return self.until(lambda lines: any(text in line for line in lines), text)

    def gone(self, text: str) -> list[str]:
        """Read until a text stands nowhere on the screen; the lines."""
        return self.until(lambda lines: not any(text in line for line in lines), f"no {text}")

    def _look(self) -> bool:
        """Draw the frames that are whole by now; whether there were any."""
        output = self._terminal._recording.output
        end = output.rfind(FRAME_END, self._seen) + len(FRAME_END)
        if end <= self._seen or end < len(FRAME_END):
            return False
        self._grid.draw(bytes(output[self._seen : end]))
        self._seen = end
        return True
