"""One program under random input, watched for hangs, tracebacks, and bytes that nobody asked it to write."""

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from signal import SIGTERM
from time import perf_counter

from tests.fuzz.inputs import CLOSED, some_input, split
from tests.program.boards import KEY_LINE, assert_sound, environment, modes, year_board
from tests.program.test_hostile_titles import ALLOWED
from tests.program.test_start import RESTORED
from tests.program.wire import controls
from tests.terminal import Terminal, _set_size

PATIENCE = 5.0
"""Seconds in which the program must answer."""
_LOOK = 0.1
_CHUNK = 40
_CELL = (9, 18)
_FROM_KEYS = {"U+0007", "U+FFFD", "OSC 52"}
"""The bell; what was typed where bytes came that are no UTF-8; and what was copied in the palette."""
_PIXELS = {"CSI ?1016h", "CSI ?1016l", "CSI ?2048h", "CSI ?2048l"}
_PROGRAM = """
import os, sys, termios
from learnboard.__main__ import main
os.chdir(sys.argv.pop(1))
# What is still sent while the program leaves is to come back as no echo, to be no signal, and to stop no output.
modes = termios.tcgetattr(0)
modes[0] &= ~termios.IXON
modes[3] &= ~(termios.ECHO | termios.ISIG)
termios.tcsetattr(0, termios.TCSANOW, modes)
sys.exit(main())
"""


@dataclass(slots=True)
class Fuzzed:
    """What came of it: how many events were sent to how many programs, and the longest wait in seconds."""

    events: int = 0
    programs: int = 0
    written: int = 0
    longest: float = 0.0
    sizes: set[tuple[int, int]] = field(default_factory=set)


def fuzz(folder: Path, seed: int, events: int) -> Fuzzed:
    """Send random events to the program, which is started anew whenever they end it.

    Raises:
        AssertionError: if it hung, failed, or wrote what it should not; with the input that came last.
    """
    rng, fuzzed = random.Random(seed), Fuzzed()
    board = year_board(folder / "boards" / "year.db")
    while fuzzed.events < events:
        _one_program(folder, board, rng, fuzzed, events)
        assert_sound(board)
    return fuzzed


class _Window:
    """A terminal of its kind: one that tells its size by a signal, or one that tells it in its input, with pixels."""

    def __init__(self, terminal: Terminal, rng: random.Random, *, tells: bool) -> None:
        self.terminal, self.rng, self.tells = terminal, rng, tells
        self.size = (160, 45)
        if tells:
            self.send(b"\x1b[?2048;2$y")
            self.resize()

    @property
    def ended(self) -> bool:
        """Whether the program has ended; what is still written then is the echo of what is sent."""
        return self.terminal._closed or not self.terminal._runs()

    @property
    def units(self) -> tuple[int, int]:
        """The width and height in what the mouse is told in."""
        return (self.size[0] * _CELL[0], self.size[1] * _CELL[1]) if self.tells else self.size

    def send(self, data: bytes) -> None:
        """Write it as fast as the program takes it; nothing once that has ended."""
        for at in range(0, len(data) * (not self.ended), 512):
            assert select([], [self.terminal._fd], [], PATIENCE)[1], "the program reads no more"
            os.write(self.terminal._fd, data[at : at + 512])

    def resize(self) -> None:
        """Give the window another size."""
        before = self.size
        while self.size == before:
            self.size = (self.rng.randint(20, 180), self.rng.randint(5, 50))
        columns, rows = self.size
        _set_size(self.terminal._fd, columns, rows)
        if self.tells:
            self.send(b"\x1b[48;%d;%d;%d;%dt" % (rows, columns, rows * _CELL[1], columns * _CELL[0]))

    def answered(self) -> float:
        """Seconds until something is painted in a window of another size; it is painted whole then."""
        self.terminal.quiet(0.02, PATIENCE)
        if self.ended:
            return 0.0
        written, began = len(self.terminal.bytes_written), perf_counter()
        self.resize()
        self.wait(lambda: len(self.terminal.bytes_written) > written or self.ended, "does not answer")
        return perf_counter() - began

    def wait(self, holds: Callable[[], bool], fault: str) -> None:
        """Read until something holds, for as long as the program must have answered in.

        Counted in looks and not by the clock, which goes on when the machine itself is stopped for a while.
        """
        looks = 0
        while not holds():
            looks += not self.terminal._read(_LOOK)
            assert looks * _LOOK < PATIENCE, f"the program {fault}"


def _one_program(folder: Path, board: Path, rng: random.Random, fuzzed: Fuzzed, events: int) -> None:
    """Send events until the program has ended, or all are sent."""
    command = [sys.executable, "-c", _PROGRAM, str(folder), "--board", str(board)]
    last: list[bytes] = []
    with Terminal(command, 160, 45, environment(folder)) as terminal:
        try:
            terminal.wait_for(KEY_LINE)
            window = _Window(terminal, rng, tells=rng.random() < 0.3)
            while fuzzed.events < events and not window.ended:
                last = some_input(rng, min(_CHUNK, events - fuzzed.events), *window.units)
                fuzzed.events += len(last)
                _type(window, b"".join(last) + CLOSED)
                fuzzed.longest = max(fuzzed.longest, window.answered())
                fuzzed.sizes.add(window.size)
            if modes(terminal.bytes_written)[1049]:  # it is not just leaving
                terminal.signal(SIGTERM)
            window.wait(lambda: window.ended, "does not end")
            status = terminal.wait_exit()
            assert status == 0, f"exit status {status}"
            _check(terminal.bytes_written, tells=window.tells)
        except (AssertionError, TimeoutError, OSError, UnicodeDecodeError) as error:
            reports = [found.read_text(encoding="utf-8") for found in folder.rglob("crash-report.txt")]
            shown = reports or [repr(terminal.bytes_written[-3_000:])]
            raise AssertionError("\n".join([str(error), f"the input: {last}", *shown])) from error
    fuzzed.programs += 1
    fuzzed.written += len(terminal.bytes_written)


def _type(window: _Window, data: bytes) -> None:
    for piece in split(window.rng, data):
        try:
            window.send(piece)
        except OSError:  # it has ended
            return
        window.terminal._read(0.0)


def _check(output: bytes, *, tells: bool) -> None:
    """Nothing but colours, places, modes and the bell was written, in UTF-8, and the terminal is as it was."""
    assert b"Traceback" not in output, "it wrote a traceback"
    output.decode()
    foreign = controls(output) - ALLOWED - _FROM_KEYS - (_PIXELS if tells else set())
    assert not foreign, f"it wrote {foreign}"
    left = {2026: False} | modes(output)
    wrong = {mode: on for mode, on in left.items() if {**RESTORED, 1016: False, 2048: False}[mode] != on}
    assert not wrong, f"it left modes as {wrong}"
