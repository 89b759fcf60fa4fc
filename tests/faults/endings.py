"""How a program is used until it is killed, each ending with the boards that may be there afterwards."""

import os
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from time import perf_counter

from tests.faults import shelf
from tests.faults.changes import CARRIES, change
from tests.faults.drafts import Draft, begin
from tests.faults.driver import Driver
from tests.faults.ears import Acknowledged, labels_told
from tests.faults.eyes import PATIENCE, STATUS

_BURST = (*CARRIES, b"j", b"l", b"h")


@dataclass(frozen=True, slots=True)
class Left:
    """What must be there: one of these journals, with steps of a burst behind it, and a draft."""

    journals: Sequence[Acknowledged]
    told: Sequence[str] = ()
    most: int = 0
    draft: Draft | None = None


def burst(driver: Driver, keys: int, moment: random.Random) -> Left:
    """Any moment of a burst of changes; in every second run, the next one in which a step is half written."""
    one_by_one = driver.rng.randint(0, keys * 2 // 3)
    _change(driver, one_by_one)
    typed = len(driver.terminal.bytes_written)
    driver.terminal.send(b"".join(driver.rng.choices(_BURST, k=keys - one_by_one)))
    _watch(driver, lambda: False, moment.uniform(0.0, 0.2))
    journal = f"{driver.board}-journal"
    _watch(driver, lambda: os.path.exists(journal), moment.choice((0.0, 0.3)))  # noqa: PTH110  # half a millisecond
    return _after_burst(driver, typed, keys - one_by_one)


def own_backup(driver: Driver, keys: int, moment: random.Random) -> Left:
    """While the program makes its first backup, and changes are typed meanwhile."""
    _change(driver, min(keys, 4))
    typed, count, deadline = len(driver.terminal.bytes_written), 0, perf_counter() + PATIENCE
    made, folder = shelf.names(driver.board), shelf.folder_of(driver.board)

    def begun() -> bool:
        return bool(shelf.leftovers(folder)) or shelf.names(driver.board) != made

    while not begun() and perf_counter() < deadline:
        driver.terminal.send(driver.rng.choice(_BURST))
        count += 1
        _watch(driver, begun, 0.02)
    _watch(driver, lambda: False, moment.uniform(0.0, 0.006))
    return _after_burst(driver, typed, count)


def backup(driver: Driver, keys: int, moment: random.Random) -> Left:
    """While a backup is made by hand."""
    _change(driver, driver.rng.randint(keys // 3, keys))
    driver.terminal.send(b"Bb")
    folder, there = shelf.folder_of(driver.board), shelf.names(driver.board)
    _watch(driver, lambda: shelf.leftovers(folder) or shelf.names(driver.board) != there, PATIENCE)
    _watch(driver, lambda: False, moment.uniform(0.0, 0.006))
    _killed(driver)
    shelf.take_stock(driver, there)
    return Left([driver.heard])


def restore(driver: Driver, keys: int, moment: random.Random) -> Left:
    """While a backup is brought back: before, in the middle of and after each of its parts."""
    _change(driver, driver.rng.randint(0, keys // 2))
    if not driver.copies:
        shelf.back_up(driver)
    _change(driver, driver.rng.randint(1, keys // 2))
    board, folder, there = driver.board, shelf.folder_of(driver.board), shelf.names(driver.board)
    name = shelf.ask(driver)
    assert name
    journal, written = f"{board}-journal", board.stat().st_mtime_ns
    signs: tuple[Callable[[], object], ...] = (
        lambda: shelf.leftovers(board.parent),
        lambda: shelf.leftovers(folder),
        lambda: shelf.names(board) != there,
        lambda: os.path.exists(journal),  # noqa: PTH110  # it is there for a few milliseconds
        lambda: board.stat().st_mtime_ns != written,
    )
    driver.terminal.send(b"\r")
    _watch(driver, moment.choice(signs), 2.0)
    _watch(driver, lambda: False, moment.uniform(0.0, 0.004))
    _killed(driver)
    back = driver.copies[name]
    return Left([back] if shelf.take_stock(driver, there) else [driver.heard, back])


def draft(driver: Driver, keys: int, moment: random.Random) -> Left:
    """With a form open in which something stands that is on the disk, and perhaps something that is not yet."""
    _change(driver, driver.rng.randint(keys // 3, keys))
    begun = begin(driver)
    _watch(driver, lambda: _draft_kept(driver.board, begun.text), PATIENCE, every=0.02)
    assert _draft_kept(driver.board, begun.text), "what stands in a form was not kept"
    if driver.rng.random() < 0.5:
        driver.terminal.send(b" and more")
    _watch(driver, lambda: False, moment.uniform(0.0, 0.05))
    _killed(driver)
    return Left([driver.heard], draft=begun)


ENDINGS: Mapping[str, Callable[[Driver, int, random.Random], Left]] = {
    "burst": burst,
    "own backup": own_backup,
    "backup": backup,
    "restore": restore,
    "draft": draft,
}
WEIGHTS = (4, 2, 1, 3, 2)


def _change(driver: Driver, times: int) -> None:
    for _ in range(times):
        change(driver)


def _watch(driver: Driver, seen: Callable[[], object], longest: float, every: float = 0.0) -> None:
    """Take what the program writes until something is to be seen, or the time is up."""
    deadline = perf_counter() + longest
    while not seen() and perf_counter() < deadline:
        driver.terminal._read(every)


def _killed(driver: Driver) -> None:
    os.kill(driver.terminal._process.pid, SIGKILL)
    assert driver.terminal.wait_exit() == -SIGKILL
    driver.terminal.quiet(0.0)


def _after_burst(driver: Driver, typed: int, count: int) -> Left:
    _killed(driver)
    told = labels_told(driver.terminal.bytes_written[typed:], STATUS, driver.status)
    return Left([driver.heard], told, count)


def _draft_kept(board: Path, text: str) -> bool:
    with closing(sqlite3.connect(board)) as connection:
        return any(text in texts for (texts,) in connection.execute("SELECT texts FROM drafts"))
