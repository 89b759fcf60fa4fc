"""The driver writes at once what a terminal takes, in its order, and leaves the rest to a thread."""

import asyncio
import os
import pty
import sys
import tty
from collections.abc import Iterator
from threading import Thread

import pytest
from textual.app import App

from learnboard.ui.terminal import driver as drivers
from learnboard.ui.terminal.driver import TerminalDriver

FRAME = "\x1b[?2026h"
END = "\x1b[?2026l"


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    """Both ends of a pseudo terminal: the one that is looked at, and the one that is written to."""
    ends = pty.openpty()
    tty.setraw(ends[1])
    yield ends
    for end in ends:
        os.close(end)


def written(line: tuple[int, int], *texts: str, encoding: str = "utf-8", reopened: bool = True) -> bytes:
    """What a terminal gets that looks only once all was given to a driver, which is then closed."""
    got = bytearray()

    def look() -> None:
        while not got.endswith(b"END"):
            got.extend(os.read(line[0], 1 << 16))

    async def write() -> None:
        reader = Thread(target=look)
        with open(line[1], "w", encoding=encoding, errors="backslashreplace", closefd=False) as file:  # noqa: ASYNC230
            driver = TerminalDriver(App())
            driver._file = drivers.SlowWriter(file)
            driver._encoding = (encoding, "backslashreplace")
            driver._writer_thread = drivers_thread(driver)
            if reopened:
                driver._open()
            for text in texts:
                driver.write(text)
            reader.start()
            driver.write("END")
            driver.close()
        reader.join()

    asyncio.run(write())
    return bytes(got)


def drivers_thread(driver: TerminalDriver) -> object:
    from textual.drivers._writer_thread import WriterThread

    thread = WriterThread(driver._file)
    thread.start()
    return thread


@pytest.mark.parametrize("reopened", [True, False], ids=["at once", "by the thread"])
def test_what_is_written_comes_whole_and_in_its_order_however_slow_the_terminal_is(
    line: tuple[int, int], reopened: bool
) -> None:
    long = [f"{number} é ✓ 日本 " * 2_000 for number in range(6)]  # more than a terminal keeps unread
    expected = "".join(f"{FRAME}{text}{END}" for text in long)
    texts = [piece for text in long for piece in (FRAME, text, END)]
    assert written(line, *texts, reopened=reopened) == f"{expected}END".encode()


def test_what_the_terminals_encoding_lacks_is_written_as_python_would(line: tuple[int, int]) -> None:
    assert written(line, "é✓", encoding="latin-1") == b"\xe9\\u2713END"


def test_a_frame_begins_with_what_it_holds(line: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """One write: a terminal that is told that a frame begins has all of it in the same moment."""
    pieces: list[bytes] = []
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: pieces.append(bytes(data)) or write(file, data))
    assert written(line, FRAME, "a frame", END) == f"{FRAME}a frame{END}END".encode()
    assert f"{FRAME}a frame{END}".encode() in pieces


def test_a_program_that_is_stopped_within_a_frame_leaves_none_begun(
    line: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = TerminalDriver.write

    def stopped(driver: TerminalDriver, data: str) -> None:
        if data == "stop":
            driver.stop_application_mode()
        else:
            write(driver, data)

    monkeypatch.setattr(TerminalDriver, "write", stopped)
    got = written(line, FRAME, "half a frame", "stop")
    assert FRAME.encode() not in got
    assert got.endswith(b"\x1b[?1004lEND")


def test_a_signal_that_writes_while_something_is_written_waits_for_nothing(
    line: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Being stopped, and going on, write to the terminal from the handler of a signal, which comes at any moment."""
    write, signals = os.write, ["from a signal, "]

    def interrupted(file: int, data: bytes) -> int:
        if signals:
            driver = sys._getframe(1).f_locals["self"]
            driver.write(signals.pop())
        return write(file, data)

    monkeypatch.setattr(os, "write", interrupted)
    assert written(line, "a frame, ") == b"from a signal, a frame, END"


def test_a_terminal_that_is_gone_is_no_error() -> None:
    near, far = pty.openpty()

    async def write() -> None:
        with open(far, "w", encoding="utf-8", closefd=False) as file:  # noqa: ASYNC230
            driver = TerminalDriver(App())
            driver._file = drivers.SlowWriter(file)
            driver._writer_thread = drivers_thread(driver)
            driver._open()
            os.close(near)
            driver.write("nobody reads this")
            driver.close()
            assert driver._at_once is None

    asyncio.run(write())
    os.close(far)
