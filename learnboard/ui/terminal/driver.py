"""The terminal driver. It treats everything pasted as text.

Textual's own reader takes an escape character inside a paste for the start of a key, so that pasted text could press
keys; and invalid UTF-8 ends its thread. This driver cuts pastes out of the stream before Textual parses the rest.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key
from textual.message import Message

from learnboard.domain.text import clean

_START = "\x1b[200~"
_END = "\x1b[201~"
_WAIT = 0.1
"""Seconds until the reader checks whether to stop, and resolves an incomplete sequence."""
_BRIEF = 0.01
"""Seconds until a possible start of a paste is taken for a key."""
_MOST_BYTES = 1 << 16


class PasteSplitter:
    """Splits terminal input into pastes and other text, however the reads divide it."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""

    def feed(self, text: str) -> Iterator[str | events.Paste]:
        """Yield pastes and other text in order. Hold back what may be the start of a mark."""
        sought = max(0, len(self._held) - len(_END))  # a long paste comes in many reads: search each only once
        self._held += text
        while self._held:
            mark = _END if self._inside else _START
            at = self._held.find(mark, sought)
            if at >= 0:
                yield from self._told(self._held[:at], ended=True)
                self._inside = not self._inside
                self._held, sought = self._held[at + len(mark) :], 0
                continue
            if not self._inside:
                kept = len(self._held) - _beginning(self._held, _START)
                self._held, before = self._held[kept:], self._held[:kept]
                yield from self._told(before, ended=False)
            return

    @property
    def doubtful(self) -> bool:
        """Whether held-back text may be a key."""
        return bool(self._held) and not self._inside

    def rest(self) -> str:
        """Return held-back text that is not the start of a paste after all."""
        rest, self._held = ("", self._held) if self._inside else (self._held, "")
        return rest

    def _told(self, text: str, *, ended: bool) -> Iterator[str | events.Paste]:
        if self._inside and ended:
            yield events.Paste(clean(text))
        elif text:
            yield text


def _beginning(text: str, mark: str) -> int:
    """Return how many characters at the end of the text may be the start of a mark."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)


class SafeWriter:
    """Terminal output that ignores write errors once the terminal is gone.

    An error would end the writer thread, and the program would wait for it forever on exit.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write the text, if the terminal is still there."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush the output."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the terminal's file descriptor."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Driver that reads the terminal for the app, and writes to it as long as it is there."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._file: Any = SafeWriter(self._file)

    def run_input_thread(self) -> None:
        """Read keys, pastes and mouse events until the app exits."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            pastes, parser = PasteSplitter(), XTermParser(self._debug)
            while not self.exit_event.is_set():
                if not selector.select(_BRIEF if pastes.doubtful else _WAIT):
                    self._take(parser, pastes.rest())
                elif data := self._read():
                    for piece in pastes.feed(decode(data)):
                        if isinstance(piece, str):
                            self._take(parser, piece)
                        else:
                            self.process_message(piece)
                else:
                    return
                for message in parser.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        """Read pending input; b"" if the terminal is gone."""
        try:
            return os.read(self.fileno, _MOST_BYTES)
        except OSError:
            return b""

    def process_message(self, message: Message) -> None:
        """Pass on a message. Split an alt+letter key into escape and the letter."""
        if isinstance(message, events.Key) and message.key.startswith("alt+") and message.is_printable:
            character = message.character or ""
            super().process_message(events.Key("escape", "\x1b"))
            super().process_message(events.Key(_character_to_key(character), character))
            return
        super().process_message(message)

    def _take(self, parser: XTermParser, text: str) -> None:
        for message in parser.feed(text) if text else ():
            self.process_message(message)
