"""A real program in a pseudo terminal, watched from outside: what it draws, when, and how it ends."""

import os
import pty
import re
import struct
import termios
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from math import nan
from pathlib import Path
from select import select
from signal import SIGKILL
from time import perf_counter
from types import TracebackType
from typing import NoReturn, Self

import psutil  # type: ignore[import-untyped]

from tests.recording import FRAME_END, Recording

_SYNCHRONIZED_QUERY = b"\x1b[?2026$p"
_SYNCHRONIZED_ANSWER = b"\x1b[?2026;2$y"
_UNWANTED_VARIABLES = re.compile(r"(TEXTUAL|LEARNBOARD)_.*|NO_COLOR|COLUMNS|LINES|PYTHONDONTWRITEBYTECODE")
_FRAME_GAP = 0.005  # seconds of silence that end a frame without marks
_KEY_GAP = 0.015  # seconds of silence after which a key's output is looked at
_QUEUE_GAP = 0.1  # the same for many keys at once


def plain_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a program sees in a plain modern terminal: no variable of a developer's own gets in."""
    inherited = {name: value for name, value in os.environ.items() if not _UNWANTED_VARIABLES.fullmatch(name)}
    return inherited | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(extra or {})


Start = Callable[[Sequence[str], int, int, Mapping[str, str]], tuple[int, int]]
"""Starts a program in a terminal of so many columns and rows: its process, and our end of the terminal."""


class Terminal:
    """A program and the screen it draws on, as a context manager that ends the program.

    Everything that waits for output raises TimeoutError, with the screen, when time is up or the program has ended.
    Timeouts are in seconds, what is measured in milliseconds.
    """

    def __init__(
        self,
        argv: Sequence[str],
        columns: int = 160,
        rows: int = 45,
        env: Mapping[str, str] | None = None,
        *,
        start: Start | None = None,
    ) -> None:
        self.returncode: int | None = None
        self._closed = False
        self._recording = Recording(columns, rows)
        pid, self._fd = (start or started)(argv, columns, rows, plain_environment(env))
        self._process = psutil.Process(pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.returncode is None:
            self.kill()
        self.hang_up()

    # What it did

    @property
    def bytes_written(self) -> bytes:
        """All that the program has written so far, raw."""
        return bytes(self._recording.output)

    @property
    def peak_memory_mb(self) -> float:
        """The most memory the program has held at once, in MB of 2**20 bytes (Linux; elsewhere not a number)."""
        status = Path(f"/proc/{self._process.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else nan

    def lines(self) -> list[str]:
        """The screen, line by line, without the blanks at the ends."""
        self._recording.parse()
        return self._recording.lines()

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    # Waiting

    def wait_for(self, *texts: str, timeout: float = 30.0) -> float:
        """Milliseconds from the start until all the texts stood on the screen at once."""
        deadline = perf_counter() + timeout
        while not _holds(self.text(), texts):
            self._read_more(deadline, f"{texts} on the screen")
            while self._read(0.0):
                pass
        return self._recording.milliseconds(self._recording.started)

    def wait_for_bytes(self, *marks: bytes, timeout: float = 60.0) -> float:
        """Milliseconds from the start until all the marks had been written, and the frame they stand in.

        Nothing is parsed meanwhile: this is the one for benchmarks.
        """
        deadline = perf_counter() + timeout
        output = self._recording.output
        while not all(mark in output for mark in marks):
            self._read_more(deadline, f"{marks} in the output")
        last = max((output.find(mark) for mark in marks), default=0)
        while output.find(FRAME_END, last) < 0 and self._read(_FRAME_GAP):
            pass
        return self._recording.milliseconds(self._recording.started)

    def quiet(self, silence: float = 0.06, timeout: float = 30.0) -> None:
        """Read until nothing has come for `silence` seconds, or the time is up."""
        deadline = perf_counter() + timeout
        while self._read(silence) and perf_counter() < deadline:
            pass

    def wait_exit(self, timeout: float = 10.0) -> int:
        """The program's exit code once it has ended; minus the signal's number when a signal ended it."""
        if self.returncode is None:
            deadline = perf_counter() + timeout
            while not self._closed and self._runs() and perf_counter() < deadline:
                self._read(0.02)  # a program whose output nobody takes would never end
            self.quiet(0.0)
            try:
                self.returncode = self._process.wait(max(0.0, deadline - perf_counter()))
            except psutil.TimeoutExpired:
                raise TimeoutError(f"the program has not ended; the screen:\n{self.text()}") from None
        assert self.returncode is not None
        return self.returncode

    # Acting

    def send(self, data: bytes) -> None:
        """Type the bytes."""
        os.write(self._fd, data)

    def press(self, key: bytes, timeout: float = 30.0) -> float:
        """Milliseconds from typing `key` to the end of the first frame that left the screen different."""
        self.quiet(0.02)
        self._recording.parse()
        self._recording.repainted()
        pressed = perf_counter()
        self.send(key)
        while True:
            self._read_more(pressed + timeout, f"a change after {key!r}")
            self.quiet(_KEY_GAP)
            for end in self._recording.parsed_frames():
                if self._recording.repainted():
                    return self._recording.milliseconds(pressed, end)

    def press_until(self, keys: bytes, pattern: str, timeout: float = 120.0) -> tuple[float, int]:
        """Type all the keys at once; milliseconds, and frames, until `pattern` matched a line of the screen."""
        self.quiet(0.02)
        self._recording.parse()
        pressed, frames = perf_counter(), 0
        self.send(keys)
        while True:
            self._read_more(pressed + timeout, f"{pattern!r} on the screen")
            self.quiet(_QUEUE_GAP)
            for end in self._recording.parsed_frames():
                frames += 1
                if any(re.search(pattern, line) for line in self._recording.lines()):
                    return self._recording.milliseconds(pressed, end), frames

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as a person pulling its corner does."""
        self._recording.resize(columns, rows)
        _set_size(self._fd, columns, rows)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def kill(self) -> int:
        """End the program as `kill -9` does; minus nine, or its own exit code if it had ended before."""
        with suppress(psutil.NoSuchProcess):
            self.signal(SIGKILL)
        return self.wait_exit()

    def hang_up(self) -> None:
        """Close the terminal window; a program that still runs gets a hang-up signal."""
        if not self._closed:
            self._closed = True
            os.close(self._fd)

    # Reading

    def _runs(self) -> bool:
        return bool(self._process.status() != psutil.STATUS_ZOMBIE)

    def _read(self, timeout: float) -> bool:
        """Take what comes within `timeout` seconds; False when nothing does."""
        if self._closed or not select([self._fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            data = b""
        if not data:
            self.hang_up()
            return False
        before = len(self._recording.output)
        self._recording.add(data)
        if self._recording.output.find(_SYNCHRONIZED_QUERY, max(0, before - len(_SYNCHRONIZED_QUERY) + 1)) >= 0:
            self.send(_SYNCHRONIZED_ANSWER)
        return True

    def _read_more(self, deadline: float, wanted: str) -> None:
        if not self._read(max(0.0, deadline - perf_counter())):
            reason = "the program ended" if self._closed else "time is up"
            raise TimeoutError(f"{reason}, waiting for {wanted}; the screen:\n{self.text()}")


def started(argv: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]) -> tuple[int, int]:
    """Start a program as a terminal window does."""
    with warnings.catch_warnings():  # a fork beside threads is fine here: the child only calls exec
        warnings.simplefilter("ignore", DeprecationWarning)
        pid, fd = pty.fork()
    if pid == 0:
        _become(argv, columns, rows, environment)
    return pid, fd


def _holds(screen: str, texts: Sequence[str]) -> bool:
    return all(text in screen for text in texts)


def _set_size(fd: int, columns: int, rows: int) -> None:
    ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _become(argv: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]) -> NoReturn:
    """In the child: set the window's size and turn into the program; exit code 127 when there is none."""
    try:
        _set_size(0, columns, rows)
        os.execvpe(argv[0], list(argv), dict(environment))  # no shell: it would be one process more
    finally:
        os._exit(127)
