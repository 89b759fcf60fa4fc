"""pyte, quicker: the same terminal for what programs mostly write, which is runs of plain text, colours and places.

Everything else is left to pyte itself; `test_quick_pyte.py` holds both side by side.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pyte
from pyte import charsets, modes
from pyte.screens import Char, wcwidth

_CSI = re.compile(r"\x1b\[(\??)([0-9;]*)([@-Za-z`])")


@lru_cache(maxsize=2**15)
def _cell(text: str) -> bool:
    """Whether every character takes one cell, none more and none less."""
    return all(wcwidth(sign) == 1 for sign in text)


@lru_cache(maxsize=2**14)
def _cells(text: str, attributes: Char) -> tuple[Char, ...]:
    """The characters with the attributes of a cursor."""
    rest = attributes[1:]
    return tuple(Char(sign, *rest) for sign in text)


@lru_cache(maxsize=2**14)
def _arguments(digits: str) -> tuple[int, ...]:
    """The parameters of a sequence, as pyte takes them."""
    return tuple(min(int(each or 0), 9999) for each in digits.split(";"))


class Screen(pyte.Screen):
    """A screen that draws a run of text at once, and does not work out the same colours again and again."""

    def __init__(self, columns: int, lines: int) -> None:
        self._attributes: dict[tuple[tuple[int, ...], Char], Char] = {}
        super().__init__(columns, lines)

    @property
    def display(self) -> list[str]:
        """The lines as text."""
        texts = self.texts()
        return texts if all(len(text) == self.columns and _cell(text) for text in texts) else super().display

    def texts(self) -> list[str]:
        """What is in the cells of each line; nothing is left out behind a sign that takes two."""
        columns = range(self.columns)
        lines = [(line.get, line.default) for line in map(self.buffer.__getitem__, range(self.lines))]
        return ["".join([get(x, blank)[0] for x in columns]) for get, blank in lines]

    def draw(self, data: str) -> None:
        """Show text at the cursor."""
        cursor = self.cursor
        start, end = cursor.x, cursor.x + len(data)
        latin = not self.charset and self.g0_charset is charsets.LAT1_MAP
        if latin and end <= self.columns and modes.IRM not in self.mode and _cell(data):
            self.buffer[cursor.y].update(zip(range(start, end), _cells(data, cursor.attrs), strict=True))
            cursor.x = end
            self.dirty.add(cursor.y)
        else:
            super().draw(data)

    def select_graphic_rendition(self, *attrs: int) -> None:
        """Set colours and the like."""
        if modes.DECSCNM in self.mode:
            super().select_graphic_rendition(*attrs)
            return
        key = attrs, self.cursor.attrs
        if key not in self._attributes:
            super().select_graphic_rendition(*attrs)
            self._attributes[key] = self.cursor.attrs
        self.cursor.attrs = self._attributes[key]


class Stream(pyte.Stream):
    """A stream that takes a whole control sequence at once where it is one of the common kind."""

    def attach(self, screen: pyte.Screen) -> None:
        """Send what comes to a screen."""
        super().attach(screen)
        self._known: dict[str, Callable[..., Any]] = {end: getattr(screen, name) for end, name in self.csi.items()}

    def feed(self, data: str) -> None:
        """Take what comes next."""
        offset, length = 0, len(data)
        while offset < length:
            if self._taking_plain_text and data[offset] == "\x1b":
                found = _CSI.match(data, offset)
                if found and (event := self._known.get(found[3])):
                    event(*_arguments(found[2]), **({"private": True} if found[1] else {}))
                    offset = found.end()
                    continue
            offset = self._step(data, offset)

    def _step(self, data: str, offset: int) -> int:
        """Take a run of text, or one sign of a sequence, as pyte does; where the next one begins."""
        if self._taking_plain_text:
            found = self._text_pattern.match(data, offset)
            if found:
                self.listener.draw(found[0])
                return found.end()
        self._taking_plain_text = self._send_to_parser(data[offset])
        return offset + 1


class ByteStream(pyte.ByteStream, Stream):
    """The same for bytes: pyte decodes them, and hands them on."""
