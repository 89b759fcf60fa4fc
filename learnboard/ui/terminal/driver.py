"""The terminal's driver: reads in a thread of its own, and writes as long as somebody is there to read.

Reading waits for nothing that is drawn: how long ESC stood alone tells whether it is a key, and a thread that only
reads sees that in time. Writing waits for no other thread: a frame is on its way before anything else is done, and only
what a slow terminal does not take at once is left to Textual's thread.
"""

import os
import selectors
from contextlib import suppress
from threading import RLock, Thread, current_thread
from typing import Any, Final, TextIO

from textual.drivers.linux_driver import LinuxDriver

from learnboard.ui.terminal.input import InputReader
from learnboard.ui.terminal.size import terminal_size

_MOST_BYTES: Final = 1 << 16
_PATIENCE: Final = 0.5
"""Seconds that a reader has to end once it is woken."""
_NO_PIXELS: Final = "\x1b[?1016l"
_FRAME_BEGINS: Final = "\x1b[?2026h"
_FRAME_ENDS: Final = "\x1b[?2026l"
_BYTEWISE: Final = "latin-1"


class SlowWriter:
    """The output of Textual's thread, which may wait for the terminal; errors are ignored once the terminal is gone.

    An error would end the writer thread, and the program would wait for it forever on exit. It is given bytes, each as
    the character with its number, since what is left of a frame may begin in the middle of a letter.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.written = 0
        """How many bytes are written."""

    def write(self, text: str) -> None:
        """Write all of the text, if the terminal is still there."""
        rest = memoryview(text.encode(_BYTEWISE))
        with suppress(OSError):
            while rest:
                rest = rest[os.write(self.fileno(), rest) :]
        self.written += len(text)

    def flush(self) -> None:
        """Do nothing: nothing is kept."""

    def fileno(self) -> int:
        """Return the terminal's file descriptor."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Driver that reads the terminal for the app, and writes to it as long as it is there."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        file: Any = self._file
        self._encoding: tuple[str, str] = (file.encoding or "utf-8", file.errors or "strict")
        self._file: Any = SlowWriter(file)
        self._lock = RLock()  # a signal that stops or goes on with the program may come while something is written
        self._held = ""
        self._queued = 0
        self._at_once: int | None = None
        self._wake: int | None = None
        self._readers: list[Thread] = []
        self._woken: int | None = None

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Write at once what the terminal takes at once, and a frame as a whole."""
        with self._lock:  # the reader writes too, when the terminal tells what it can do
            self._held += data
            if data == _FRAME_ENDS or not self._held.startswith(_FRAME_BEGINS):
                self._pour()

    def _pour(self) -> None:
        rest, self._held = self._held.encode(*self._encoding), ""
        at_once = self._at_once
        if at_once is not None and self._file.written == self._queued:
            try:
                rest = rest[os.write(at_once, rest) :]
            except BlockingIOError:
                pass
            except OSError:
                return  # the terminal is gone
        if rest:
            count = len(rest)
            self._queued += count
            super().write(rest.decode(_BYTEWISE))

    def _get_terminal_size(self) -> tuple[int, int]:
        return terminal_size()

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._open()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _open(self) -> None:
        """Open the terminal once more, to be written to without waiting, and what wakes the reader.

        The file that is there is the shell's too: told not to wait, it would not wait for the shell, either. What is
        open stays: a program that is told to go on without having been stopped takes the terminal a second time.
        """
        if self._wake is not None:
            return
        with suppress(OSError):  # then Textual's thread writes everything
            name, flags = os.ttyname(self._file.fileno()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
            self._at_once = os.open(name, flags | os.O_CLOEXEC)
        self._woken, self._wake = os.pipe()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was; Textual forgets that it had the mouse tell pixels.

        A frame in which the program is stopped is not written: nothing would end it.
        """
        self._held = ""
        if self._mouse_pixels:
            self.write(_NO_PIXELS)
        super().stop_application_mode()

    def close(self) -> None:
        """Wait until all is written, and give back what was opened for it."""
        super().close()
        for opened in (self._at_once, self._woken, self._wake):
            if opened is not None:
                os.close(opened)
        self._at_once = self._woken = self._wake = None
        self._readers.clear()

    # -- reading ------------------------------------------------------------------------------------------------------

    def disable_input(self) -> None:
        """End the reader, and wake it first: Textual waits for it."""
        if self._wake is not None:
            os.write(self._wake, b".")
        super().disable_input()
        for reader in self._readers:
            reader.join(_PATIENCE)

    def run_input_thread(self) -> None:
        """Read keys, pastes and the mouse until the app leaves; alone, or one would wait for what another took."""
        if any(reader.is_alive() for reader in self._readers):
            return
        self._readers.append(current_thread())
        try:
            self._read_on(InputReader(debug=self._debug))
        except Exception as error:  # noqa: BLE001 - whatever it is, the app leaves by it in order
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - as all that goes wrong

    def _read_on(self, reader: InputReader) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            if self._woken is not None:
                selector.register(self._woken, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                due = reader.due
                messages = []
                # What has come by now is looked at first, however late it is: the thread may have had to wait.
                if ready := selector.select(None if due is None else max(0.0, due)):
                    if any(key.fd == self._woken for key, _ in ready) or not (data := self._read()):
                        return
                    messages = reader.read(data)
                elif (due := reader.due) is not None and due <= 0:
                    messages = reader.give_up()
                for message in messages:
                    self.process_message(message)

    def _read(self) -> bytes:
        """Read pending input; b"" if the terminal is gone."""
        try:
            return os.read(self.fileno, _MOST_BYTES)
        except OSError:
            return b""
