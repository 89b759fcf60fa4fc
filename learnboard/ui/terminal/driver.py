"""The terminal's driver: reads in a thread of its own, and writes as long as somebody is there to read."""

import os
import selectors
from contextlib import suppress
from typing import Any, Final, TextIO

from textual.drivers.linux_driver import LinuxDriver

from learnboard.ui.terminal.input import InputReader

_WAIT: Final = 0.1
"""Seconds until the reader looks whether it is to end."""
_MOST_BYTES: Final = 1 << 16
_NO_PIXELS: Final = "\x1b[?1016l"


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
        """Read keys, pastes and the mouse until the app leaves."""
        try:
            self._read_on(InputReader(debug=self._debug))
        except Exception as error:  # noqa: BLE001 - whatever it is, the app leaves by it in order
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - as all that goes wrong

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was; Textual forgets that it had the mouse tell pixels."""
        if self._mouse_pixels:
            self.write(_NO_PIXELS)
        super().stop_application_mode()

    def _read_on(self, reader: InputReader) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                due = reader.due
                messages = []
                # What has come by now is looked at first, however late it is: the thread may have had to wait.
                if selector.select(_WAIT if due is None else min(_WAIT, max(0.0, due))):
                    if not (data := self._read()):
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
