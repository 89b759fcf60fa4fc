"""What a program wrote to its terminal, taken apart: every control, and where each sign came to stand.

The widths are those of `wcwidth`, which knows nothing of the tables the program measures with.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from wcwidth import wcwidth

_PIECE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<escape>[ -/]*.)"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f\ufffd])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f\ufffd]+)",
    re.DOTALL,
)
_PLACE = re.compile(r"(\d*);?(\d*)H")


class Piece(NamedTuple):
    """A control sequence, a control character or a run of text."""

    kind: str
    content: str


def pieces(output: bytes) -> Iterator[Piece]:
    """The output in pieces; bytes that are no UTF-8 count as the control U+FFFD."""
    for found in _PIECE.finditer(output.decode(errors="replace")):
        kind = str(found.lastgroup)
        yield Piece(kind, found[kind])


def controls(output: bytes) -> set[str]:
    """The kinds of control in the output: modes and reports with their numbers, the others by their last letter."""
    return {_kind(piece) for piece in pieces(output) if piece.kind != "text"}


def written(output: bytes) -> str:
    """All text in the output, without what controls it."""
    return "".join(piece.content for piece in pieces(output) if piece.kind == "text")


def _kind(piece: Piece) -> str:
    content = piece.content
    if piece.kind == "csi":
        number = content if content[-1] in "hlpu" else content[0] * (content[0] in "<=>?") + content[-1]
        return f"CSI {number}"
    if piece.kind == "osc":
        return f"OSC {content.partition(';')[0]}"
    return f"ESC {content}" if piece.kind == "escape" else f"U+{ord(content):04X}"


class Grid:
    """A screen that only knows how to put text where it was told to."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]

    def draw(self, output: bytes) -> None:
        """Put every run of text on the screen; what would not fit on a line is an error."""
        row = column = 0
        for kind, content in pieces(output):
            if kind == "csi" and (place := _PLACE.fullmatch(content)):
                row, column = (int(number or 1) - 1 for number in place.groups())
            elif kind == "control":
                row, column = row + (content == "\n"), 0 if content == "\r" else column
            elif kind == "text":
                for sign in content:
                    # A spacing mark has a cell in xterm, VTE, foot and the C library.
                    width = wcwidth(sign) or int(category(sign) == "Mc")
                    assert width >= 0, f"{sign!r} has no width"
                    if width:
                        self.cells[row][column] = sign
                        self.cells[row][column + 1 : column + width] = [""] * (width - 1)
                    column += width
                assert column <= len(self.cells[row]), f"line {row} runs over the edge: {content!r}"
