"""A hand on the keyboard that changes a board at random and notes everything the program says it has done."""

import random
from collections.abc import Sequence
from pathlib import Path

from tests.faults.ears import Acknowledged, label_of
from tests.faults.eyes import STATUS, Eyes
from tests.program.boards import under_cursor
from tests.terminal import Terminal

ESCAPE = b"\x1b[27u"  # as terminals write it that tell keys apart: a bare one is waited for, more might follow
MOVES = (b"h", b"j", b"k", b"l", b"g", b"G")
_PROMPT = " import  "  # what `I` asks for, which covers the status line and nothing else
_BUSY = "Another program is writing"
_EMPTY_COLUMN = "n names the first key result"


class Driver:
    """Types, and hears what the program says has become of it before it types on."""

    def __init__(self, terminal: Terminal, board: Path, rng: random.Random) -> None:
        self.terminal = terminal
        self.board = board
        self.rng = rng
        self.eyes = Eyes(terminal)
        self.heard = Acknowledged()
        self.changes = self.backups = self.restores = 0
        self.copies: dict[str, Acknowledged] = {}
        """The journals of the backups that were made, by the names of their files."""
        self.status = self.eyes.said

    @property
    def done(self) -> int:
        """How much was done so far."""
        return self.changes + self.backups + self.restores

    def type(self, keys: bytes) -> None:
        """Type keys and hear what was said last of them: at most one of them may change the board."""
        self.fence(keys)
        self.eyes.until(lambda lines: _BUSY not in lines[STATUS], "the board to be free")
        said = self.eyes.said
        if said != self.status:
            self.status = said
            self.changes += self.heard.hear(said)

    def fence(self, keys: bytes = b"") -> None:
        """Type keys and wait until they are done: they are taken in order, and the last one opens a line."""
        self.terminal.send(keys + b"I")
        self.eyes.until(lambda lines: lines[STATUS].startswith(_PROMPT), "the line of I")
        self.terminal.send(ESCAPE)
        self.eyes.until(lambda lines: not lines[STATUS].startswith(_PROMPT), "no line of I")

    def go(self) -> str:
        """Go somewhere; the title of the card there, empty if there is none."""
        if moves := b"".join(self.rng.choices(MOVES, k=self.rng.randint(0, 2))):
            self.fence(moves)
        return self.card

    @property
    def card(self) -> str:
        """The first line of the card under the cursor; empty if there is none."""
        title = under_cursor(self.eyes.lines())
        return "" if title == _EMPTY_COLUMN else title

    def tells(self, labels: Sequence[str], verb: str) -> bool:
        """Whether there is such a step, and what will be said of it is not what is said already."""
        return bool(labels) and not self.status.startswith(f"{verb}: {labels[-1]}")

    def tells_of(self, label: str) -> bool:
        """Whether the last that was said is that of a step with such a label: it might be said again, word for word."""
        return (label_of(self.status) or "").startswith(label)
