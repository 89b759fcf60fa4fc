"""What a program wrote to a terminal: the bytes, when each came, and the screen they make."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from time import perf_counter

import pyte

from tests import quick_pyte

FRAME_END = b"\x1b[?2026l"
# Key protocols and queries that pyte would print as text.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*(?:\$p|u)")
_UNFINISHED_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?\Z")


class Recording:
    """Output stamped as it arrives and parsed only when it is asked for, so parsing is in no figure.

    A frame ends with the end mark of synchronized output, or, in a program without it, where the output ends.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.output = bytearray()
        self.started = perf_counter()
        self._ends: list[int] = []  # length of the output after each chunk ...
        self._times: list[float] = []  # ... and when that chunk came
        self._parsed = 0
        self._seen: dict[int, tuple[pyte.screens.Char, ...]] = {}
        self._screen = quick_pyte.Screen(columns, rows)
        self._stream = quick_pyte.ByteStream(self._screen)

    def add(self, data: bytes) -> None:
        """Keep a chunk that has come just now."""
        self._times.append(perf_counter())
        self.output += data
        self._ends.append(len(self.output))

    def resize(self, columns: int, rows: int) -> None:
        """What comes from now on is for a screen of this size."""
        self.parse()
        self._screen.resize(rows, columns)
        self._seen.clear()

    def milliseconds(self, since: float, offset: int | None = None) -> float:
        """From `since` (perf_counter) to the arrival of the first `offset` bytes; of all, if None."""
        place = len(self._ends) - 1 if offset is None else bisect_left(self._ends, offset)
        return (self._times[place] - since) * 1e3 if self._times else 0.0

    def parsed_frames(self) -> Iterator[int]:
        """Parse what is not parsed yet, frame by frame; yields where in the output the frame on the screen ends."""
        while (at := self.output.find(FRAME_END, self._parsed)) >= 0:
            self.parse(at + len(FRAME_END))
            yield self._parsed
        if self._parsed < len(self.output) and FRAME_END not in self.output:
            self.parse()
            yield self._parsed

    def parse(self, end: int | None = None) -> None:
        """Bring the screen to where it stood after the first `end` bytes; after all, if None."""
        data = _UNFINISHED_ESCAPE.sub(b"", bytes(self.output[self._parsed : end]))  # its rest is still to come
        self._parsed += len(data)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def repainted(self) -> bool:
        """Whether any parsed cell, with its colours, is different from the last time this was asked."""
        columns, buffer = range(self._screen.columns), self._screen.buffer
        dirty = {y: tuple(buffer[y][x] for x in columns) for y in self._screen.dirty}
        different = any(self._seen.get(y) != row for y, row in dirty.items())
        self._seen |= dirty
        self._screen.dirty.clear()
        return different

    def lines(self) -> list[str]:
        """The parsed screen, line by line, without the blanks at the ends."""
        return [text.rstrip() for text in self._screen.texts()]
