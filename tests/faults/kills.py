"""One program killed at a random moment, and what must be so afterwards."""

import os
import random
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from time import perf_counter

from learnboard.domain.errors import Refused
from learnboard.storage.store import Store
from tests.faults.driver import CARRIES, Driver, label_of, sentences
from tests.program.boards import asked, beside, opened, year_board
from tests.storage.year import dump
from tests.terminal import Terminal

_STATUS_ROW = 45 - 2


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: changes the program had acknowledged, steps found in the journal, and whether one was half written."""

    acknowledged: int
    found: int
    half_written: bool


def kill_once(folder: Path, seed: int, keys: int) -> Killed:
    """Type up to `keys` changes at random, kill the program in a burst of them, and check the board that is left.

    Raises:
        AssertionError: if anything that was acknowledged is gone, or the board is not what its journal says.
    """
    rng = random.Random(seed)
    board = year_board(folder / "boards" / "year.db")
    before = dump(board)
    one_by_one = rng.randint(0, keys * 2 // 3)
    with opened(board) as terminal:
        driver = Driver(terminal, rng)
        for _ in range(one_by_one):
            driver.change()
        typed = len(terminal.bytes_written)
        terminal.send(b"".join(rng.choices((*CARRIES, b"j", b"l", b"h"), k=keys - one_by_one)))
        _kill_at_a_bad_moment(terminal, board, rng)
        assert terminal.wait_exit() == -SIGKILL
        terminal.quiet(0.0)
        burst = _labels_told(terminal.bytes_written[typed:], driver.status)
    half_written = board.with_name(f"{board.name}-journal").exists()
    assert beside(board) <= {f"{board.name}-journal"}
    steps = _check_board(board, before)
    live, undone = ([label for label, gone in steps if gone == state] for state in (0, 1))
    heard = driver.heard
    assert live[: len(heard.live)] == heard.live, "an acknowledged step is gone"
    later = live[len(heard.live) :]
    assert undone == ([] if later else heard.undone[::-1])
    assert len(later) <= keys - one_by_one
    assert _is_part_of(burst, later), f"{burst} was acknowledged, {later} is there"
    return Killed(heard.count + len(burst), len(steps), half_written)


def _kill_at_a_bad_moment(terminal: Terminal, board: Path, rng: random.Random) -> None:
    """Any moment of the burst; in every second run, the next one in which SQLite has a step half written."""
    moment = rng.uniform(0.0, 0.2)
    terminal.quiet(moment, timeout=moment)
    deadline = perf_counter() + rng.choice((0.0, 0.3))
    journal, pid = f"{board}-journal", terminal._process.pid
    while perf_counter() < deadline and not os.path.exists(journal):  # noqa: PTH110  # a step takes half a millisecond
        terminal._read(0.0)
    os.kill(pid, SIGKILL)


def _labels_told(output: bytes, last: str) -> list[str]:
    """The steps the program told of since `last`; a sentence that is painted again, or a part of it, is no new one."""
    labels: list[str] = []
    for sentence in sentences(output, _STATUS_ROW):
        if last.startswith(sentence):
            continue
        if label := label_of(sentence):
            labels.append(label)
        last = sentence
    return labels


def _is_part_of(some: list[str], all_of_them: list[str]) -> bool:
    """Whether some labels stand in a list in this order; others may be between."""
    rest = iter(all_of_them)
    return all(label in rest for label in some)


def _check_board(board: Path, before: dict[str, list[tuple[str, ...]]]) -> list[tuple[str, int]]:
    """Open it, look at every page, take every step back and do it again; the steps as they were found."""
    with Store.open(board) as store:
        found = dump(board)
        steps = [
            (str(label), int(str(gone))) for label, gone in asked(board, "SELECT label, undone FROM steps ORDER BY id")
        ]
        assert asked(board, "PRAGMA integrity_check") == [("ok",)]
        assert asked(board, "PRAGMA foreign_key_check") == []
        undone = _all(store.undo)
        assert undone == sum(not gone for _, gone in steps)
        assert dump(board) == before, "the steps do not lead back to the board as it was"
        for _ in range(undone):
            store.redo()
        assert dump(board) == found, "the steps do not lead to the board that was found"
    # A journal in which nothing was written yet is none to SQLite: it lies there until the next step.
    assert beside(board) == set() or not undone
    return steps


def _all(step: object) -> int:
    """Repeat a step of the journal until there is none left; how often it went."""
    assert callable(step)
    done = 0
    while True:
        try:
            step()
        except Refused:
            return done
        done += 1
