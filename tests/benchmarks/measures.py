"""The measurements: real processes, and what is compared runs in turns, so that a drift of the machine cancels out."""

import subprocess
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from time import perf_counter
from typing import TypeVar

from tests.terminal import Terminal, plain_environment

Key = TypeVar("Key", bound=Hashable)
Argv = Sequence[str]

FIRST_CARD = b"#00001"  # on the empty app's screen too
STEPS = b"j" * 25 + b"k" * 25  # a hundred presses end where they began
CARRIES = b"LH"
QUEUED_KEYS = 300
_BLOCK = 10  # presses in one program before the other has its turn
_WARM_UP = 10  # presses
_SETTLED = 0.5  # seconds of silence after which what is read after the first paint has been read


@dataclass(frozen=True, slots=True)
class KeyTimes:
    """Milliseconds of each press, in the program and in the empty app."""

    program: list[float]
    empty: list[float]


@dataclass(frozen=True, slots=True)
class Queue:
    """How keys typed at once were drawn: milliseconds and frames until the last, a run each."""

    keys: int
    milliseconds: list[float]
    frames: list[int]


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks in MB: once the start has settled, and after a thousand keys."""

    started: float
    used: float


def first_paints(
    programs: Mapping[Key, Argv], env: Mapping[str, str], runs: int, marks: Mapping[Key, bytes] | None = None
) -> dict[Key, list[float]]:
    """Milliseconds from the start of each program to its first frame, in turns; the first turn is a warm-up.

    The first frame is the one with a program's mark: the first card's, if no other is given.
    """
    marks = marks or {}
    times: dict[Key, list[float]] = {name: [] for name in programs}
    for run in range(runs + 1):
        for name, argv in programs.items():
            with Terminal(argv, env=env) as terminal:
                milliseconds = terminal.wait_for_bytes(marks.get(name, FIRST_CARD))
                _leave(terminal)
            if run:
                times[name].append(milliseconds)
    return times


def leaving_times(programs: Mapping[Key, Argv], env: Mapping[str, str], runs: int) -> dict[Key, list[float]]:
    """Milliseconds from the key that leaves, pressed on a settled screen, to the end of the process, in turns."""
    times: dict[Key, list[float]] = {name: [] for name in programs}
    for _ in range(runs):
        for name, argv in programs.items():
            with Terminal(argv, env=env) as terminal:
                terminal.wait_for_bytes(FIRST_CARD)
                terminal.quiet(_SETTLED)
                pressed = perf_counter()
                _leave(terminal)
            times[name].append((perf_counter() - pressed) * 1e3)
    return times


def page_times(
    program: Argv, env: Mapping[str, str], runs: int, key: bytes, mark: bytes
) -> tuple[list[float], list[float]]:
    """Milliseconds to the first card, and from a key to the page that has the mark: each time in a new program.

    The first turn is a warm-up. Everything that the page imports is loaded for it.
    """
    boards, pages = [], []
    for run in range(runs + 1):
        with Terminal(program, env=env) as terminal:
            board = terminal.wait_for_bytes(FIRST_CARD)
            terminal.quiet(_SETTLED)
            pressed = perf_counter()
            terminal.send(key)
            terminal.wait_for_bytes(mark)
            page = (perf_counter() - pressed) * 1e3
            terminal.kill()
        if run:
            boards.append(board)
            pages.append(page)
    return boards, pages


def first_press_times(program: Argv, env: Mapping[str, str], runs: int, key: bytes, mark: bytes) -> list[float]:
    """Milliseconds from a key, typed at once after the first paint, to what has the mark: each in a new program."""
    times = []
    for run in range(runs + 1):
        with Terminal(program, env=env) as terminal:
            terminal.wait_for_bytes(FIRST_CARD)
            if mark in terminal.bytes_written:
                raise ValueError(f"{mark!r} is on the screen before the key")
            pressed = perf_counter()
            terminal.send(key)
            terminal.wait_for_bytes(mark)
            if run:
                times.append((perf_counter() - pressed) * 1e3)
            terminal.press(b"u")  # the next run finds the board as it was
            terminal.kill()
    return times


def key_times(program: Argv, empty: Argv, env: Mapping[str, str], keys: bytes, presses: int) -> KeyTimes:
    """Milliseconds from a key to the changed screen, blocks of presses in turns with the empty app."""
    times = KeyTimes([], [])
    typed = [bytes([key]) for key in islice(cycle(keys), presses)]
    with Terminal(program, env=env) as measured, Terminal(empty, env=env) as floor:
        for terminal in (measured, floor):
            terminal.wait_for_bytes(FIRST_CARD)
            terminal.quiet(_SETTLED)
            for key in (b"j", b"k") * (_WARM_UP // 2):
                terminal.press(key)
        for start in range(0, presses, _BLOCK):
            block = typed[start : start + _BLOCK]
            times.program.extend(measured.press(key) for key in block)
            times.empty.extend(floor.press(key) for key in block)
        _leave(measured)
        _leave(floor)
    return times


def pair_times(
    program: Argv, empty: Argv, env: Mapping[str, str], there: bytes, back: bytes, presses: int, before: bytes = b""
) -> KeyTimes:
    """Milliseconds of a key that another takes back, which is not counted, in turns with the empty app's own key."""
    times = KeyTimes([], [])
    with Terminal(program, env=env) as measured, Terminal(empty, env=env) as floor:
        for terminal in (measured, floor):
            terminal.wait_for_bytes(FIRST_CARD)
            terminal.quiet(_SETTLED)
        for key in before:
            measured.press(bytes([key]))
        for number in range(presses + 1):
            ours = measured.press(there)
            measured.press(back)
            theirs = floor.press(b"jk"[number % 2 :][:1])
            if number:  # the first is a warm-up: it loads what a start does without
                times.program.append(ours)
                times.empty.append(theirs)
        measured.kill()
        _leave(floor)
    return times


def queue(program: Argv, env: Mapping[str, str], first_column: int, runs: int) -> Queue:
    """Type `j` 300 times at once, or to the end of a shorter first column; then back up, and again."""
    keys = min(QUEUED_KEYS, first_column - 1)
    result = Queue(keys, [], [])
    with Terminal(program, env=env) as terminal:
        terminal.wait_for_bytes(FIRST_CARD)
        terminal.quiet(_SETTLED)
        for run in range(runs + 1):
            milliseconds, frames = terminal.press_until(b"j" * keys, _selected(keys + 1))
            if run:
                result.milliseconds.append(milliseconds)
                result.frames.append(frames)
            terminal.press_until(b"k" * keys, _selected(1))
        _leave(terminal)
    return result


def memory(program: Argv, env: Mapping[str, str]) -> Memory:
    """The peak of a program that is started, read through and then used."""
    with Terminal(program, env=env) as terminal:
        terminal.wait_for_bytes(FIRST_CARD)
        terminal.quiet(_SETTLED)
        started = terminal.peak_memory_mb
        for keys in (b"j" * 300, b"k" * 300, CARRIES * 200):
            terminal.send(keys)
            terminal.quiet(_SETTLED, timeout=120)
        used = terminal.peak_memory_mb
        _leave(terminal)
    return Memory(started, used)


def memory_of_forms(program: Argv, env: Mapping[str, str], forms: int, settled: int) -> tuple[float, float]:
    """The peak after the check-in form was opened and closed so many times: `settled` times, and `forms` times."""
    peaks = []
    with Terminal(program, env=env) as terminal:
        terminal.wait_for_bytes(FIRST_CARD)
        terminal.quiet(_SETTLED)
        for number in range(1, forms + 1):
            terminal.press(b" ")
            terminal.press(b"\x1b")
            if number in (settled, forms):
                peaks.append(terminal.peak_memory_mb)
        terminal.kill()
    return peaks[0], peaks[-1]


def command_times(commands: Mapping[Key, Argv], env: Mapping[str, str], runs: int) -> dict[Key, list[float]]:
    """Milliseconds from start to end of each command, in turns; the first turn is a warm-up.

    Raises:
        subprocess.CalledProcessError: if a command fails: its time would mean nothing.
    """
    times: dict[Key, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, argv in commands.items():
            started = perf_counter()
            subprocess.run(argv, check=True, capture_output=True, env=plain_environment(env))
            if run:
                times[name].append((perf_counter() - started) * 1e3)
    return times


def command_bytes(argv: Argv, env: Mapping[str, str]) -> bytes:
    """What a command writes to its standard output.

    Raises:
        subprocess.CalledProcessError: if it fails.
    """
    return subprocess.run(argv, check=True, capture_output=True, env=plain_environment(env)).stdout


def _selected(serial: int) -> str:
    """A pattern of the line on which the cursor stands on the card with that serial number."""
    return rf"▌[^#▌]{{0,6}}#{serial:05}\b"


def _leave(terminal: Terminal) -> None:
    """By its own door: a killed program might leave work for the next start."""
    terminal.send(b"q")
    terminal.wait_exit(timeout=30)
