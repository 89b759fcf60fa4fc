"""A real program in a pseudo terminal, watched from outside: what it draws, when, and how it ends."""

import os
import pty
import re
import struct
import termios
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from math import nan
from pathlib import Path
from select import select
from signal import SIGKILL
from time import perf_counter
from types import TracebackType

import psutil
import pyte

FRAME_END = b"\x1b[?2026l"
_SYNCHRONIZED_QUERY = b"\x1b[?2026$p"
_SYNCHRONIZED_ANSWER = b"\x1b[?2026;2$y"
# Key protocols and queries that pyte would print as text.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*(?:\$p|u)")
_UNFINISHED_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?\Z")
_UNWANTED_VARIABLES = re.compile(r"(TEXTUAL|LEARNBOARD)_.*|NO_COLOR|COLUMNS|LINES|PYTHONDONTWRITEBYTECODE")
_FRAME_GAP = 0.005  # seconds of silence that end a frame without marks
_KEY_GAP = 0.015  # seconds of silence after which a key's output is looked at


def terminal_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a program sees in a plain modern terminal: no variable of a developer's own gets in."""
    inherited = {name: value for name, value in os.environ.items() if not _UNWANTED_VARIABLES.fullmatch(name)}
    return inherited | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(extra or {})


class Terminal:
    """A program and the screen it draws on, as a context manager that ends the program.

    Output is stamped as it arrives and parsed only when it is asked for, so parsing is in no figure.
    A frame ends with the end mark of synchronized output, or, in a program without it, with silence.
    Everything that waits raises TimeoutError, with the screen, when time is up or the program has ended.
    """

    def __init__(
        self, argv: Sequence[str], columns: int = 160, rows: int = 45, env: Mapping[str, str] | None = None
    ) -> None:
        self.returncode: int | None = None
        self._output = bytearray()
        self._ends: list[int] = []  # length of the output after each chunk ...
        self._times: list[float] = []  # ... and when that chunk came
        self._parsed = 0
        self._rows: dict[int, tuple[object, ...]] = {}
        self._closed = False
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        environment = terminal_environment(env)
        self._started = perf_counter()
        with warnings.catch_warnings():  # a fork beside threads is fine here: the child only calls exec
            warnings.simplefilter("ignore", DeprecationWarning)
            pid, self._fd = pty.fork()
        if pid == 0:
            _become(argv, columns, rows, environment)
        self._process = psutil.Process(pid)

    def __enter__(self) -> "Terminal":
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
        return bytes(self._output)

    @property
    def peak_memory_mb(self) -> float:
        """The most memory the program has held at once, in MB of 2**20 bytes (Linux; elsewhere not a number)."""
        status = Path(f"/proc/{self._process.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else nan

    def lines(self) -> list[str]:
        """The screen, line by line, as wide as the terminal."""
        self._parse()
        columns = range(self._screen.columns)
        return ["".join(row[x].data for x in columns) for row in map(self._screen.buffer.__getitem__, self._height)]

    def text(self) -> str:
        """The screen, without the blanks at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self.lines())

    # Waiting

    def wait_for(self, *texts: str, timeout: float = 30.0) -> float:
        """Milliseconds from the start until all the texts stood on the screen at once."""
        deadline = perf_counter() + timeout
        while not all(text in self.text() for text in texts):
            self._more(deadline, f"{texts} on the screen")
            while self._read(0.0):
                pass
        return self._since(self._started, len(self._output))

    def wait_for_bytes(self, *marks: bytes, timeout: float = 60.0) -> float:
        """Milliseconds from the start until all the marks had been written, with the frame they stand in.

        Nothing is parsed meanwhile: this is the one for benchmarks.
        """
        deadline = perf_counter() + timeout
        while not all(mark in self._output for mark in marks):
            self._more(deadline, f"{marks} in the output")
        last = max((self._output.find(mark) for mark in marks), default=0)
        while self._output.find(FRAME_END, last) < 0 and self._read(_FRAME_GAP):
            pass
        return self._since(self._started, len(self._output))

    def quiet(self, silence: float = 0.06, timeout: float = 30.0) -> None:
        """Read until nothing has come for `silence` seconds, or the time is up."""
        deadline = perf_counter() + timeout
        while self._read(silence) and perf_counter() < deadline:
            pass

    def wait_exit(self, timeout: float = 10.0) -> int:
        """The program's exit code once it has ended; minus the signal's number when a signal ended it."""
        deadline = perf_counter() + timeout
        while not self._closed and self._process.status() != psutil.STATUS_ZOMBIE and perf_counter() < deadline:
            self._read(0.02)
        self.quiet(0.0)
        if self.returncode is None:
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
        self._parse()
        self._repainted()
        pressed = perf_counter()
        self.send(key)
        while True:
            self._more(pressed + timeout, f"a change after {key!r}")
            self.quiet(_KEY_GAP)
            for end in self._frames():
                self._parse(end)
                if self._repainted():
                    return self._since(pressed, end)

    def press_until(self, keys: bytes, pattern: str, timeout: float = 120.0) -> tuple[float, int]:
        """Type all the keys at once; milliseconds and frames until `pattern` matched a line of the screen."""
        wanted = re.compile(pattern)
        self.quiet(0.02)
        self._parse()
        pressed, frames = perf_counter(), 0
        self.send(keys)
        while True:
            self._more(pressed + timeout, f"{pattern!r} on the screen")
            self.quiet(0.1)
            for end in self._frames():
                frames += 1
                self._parse(end)
                if any(map(wanted.search, self.lines())):
                    return self._since(pressed, end), frames

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as a person pulling its corner does."""
        self._parse()
        self._screen.resize(rows, columns)
        self._rows.clear()
        ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._closed = -1, True

    # Reading and parsing

    @property
    def _height(self) -> range:
        return range(self._screen.lines)

    def _read(self, timeout: float) -> bool:
        """Take what comes within `timeout` seconds; False when nothing does."""
        if self._closed or not select([self._fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            data = b""
        self._closed = not data
        if data:
            self._times.append(perf_counter())
            asked = self._output.count(_SYNCHRONIZED_QUERY)
            self._output += data
            self._ends.append(len(self._output))
            if self._output.count(_SYNCHRONIZED_QUERY) > asked:
                self.send(_SYNCHRONIZED_ANSWER)
        return bool(data)

    def _more(self, deadline: float, wanted: str) -> None:
        while not self._read(max(0.0, deadline - perf_counter())):
            if self._closed or perf_counter() >= deadline:
                reason = "the program ended" if self._closed else "time is up"
                raise TimeoutError(f"{reason}, waiting for {wanted}; the screen:\n{self.text()}")

    def _since(self, start: float, offset: int) -> float:
        """Milliseconds from `start` to the arrival of the first `offset` bytes."""
        return (self._times[bisect_left(self._ends, offset)] - start) * 1e3 if offset else 0.0

    def _frames(self) -> Iterator[int]:
        """Where each frame not parsed yet ends in the output; what came after the last mark is one too."""
        while (at := self._output.find(FRAME_END, self._parsed)) >= 0:
            yield at + len(FRAME_END)
        if self._parsed < len(self._output):
            yield len(self._output)

    def _parse(self, end: int | None = None) -> None:
        data = bytes(self._output[self._parsed : end])
        data = _UNFINISHED_ESCAPE.sub(b"", data)  # its rest is still to come
        self._parsed += len(data)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _repainted(self) -> bool:
        """Whether any cell, with its colours, is different from the last time this was asked."""
        dirty = {y: tuple(self._screen.buffer[y][x] for x in range(self._screen.columns)) for y in self._screen.dirty}
        different = any(self._rows.get(y) != row for y, row in dirty.items())
        self._rows |= dirty
        self._screen.dirty.clear()
        return different


def _become(argv: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]) -> None:
    """In the child: set the window's size and turn into the program; exit code 127 when there is none."""
    try:
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execvpe(argv[0], list(argv), environment)  # noqa: S606  # a shell would be one process more
    finally:
        os._exit(127)
