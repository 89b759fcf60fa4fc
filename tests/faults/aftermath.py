"""What must be so after a kill: the board and its backups as they lie there, and a program started anew."""

import random
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from time import perf_counter

from learnboard.domain.errors import Rejected
from learnboard.storage.store import Store
from tests.faults import shelf
from tests.faults.drafts import Draft, find_again
from tests.faults.driver import Driver
from tests.faults.ears import Acknowledged, Lost
from tests.faults.endings import Left
from tests.faults.eyes import PATIENCE
from tests.program.boards import asked, beside, opened, quit_program
from tests.storage.year import dump

Steps = list[tuple[str, bool]]
Rows = dict[str, list[tuple[str, ...]]]


class Damaged(AssertionError):
    """A backup is there under its name, and is none."""


def rows(board: Path, *, journal: bool = False) -> Rows:
    """All that a board holds but what stands in forms."""
    return {name: found for name, found in dump(board, journal=journal).items() if name != "drafts"}


def steps_of(path: Path, *, immutable: bool = False) -> Steps:
    """The labels of the steps in a journal, and whether each is undone."""
    options = "mode=ro&immutable=1" if immutable else "mode=rw"
    with closing(sqlite3.connect(f"file:{path}?{options}", uri=True)) as connection:
        found = connection.execute("SELECT label, undone FROM steps ORDER BY id").fetchall()
    return [(label, bool(gone)) for label, gone in found]


def check_board(board: Path, before: Rows) -> Steps:
    """Open it, look at every page, take every step back and do it again; the steps as they were found."""
    with Store.open(board) as store:
        found, steps = rows(board), steps_of(board)
        assert asked(board, "PRAGMA integrity_check") == [("ok",)]
        assert asked(board, "PRAGMA foreign_key_check") == []
        undone = _all(store.undo)
        assert undone == sum(not gone for _, gone in steps)
        assert rows(board) == before, "the steps do not lead back to the board as it was"
        for _ in range(undone):
            store.redo()
        assert rows(board) == found, "the steps do not lead to the board that was found"
    # A journal in which nothing was written yet is none to SQLite: it lies there until the next step.
    assert beside(board) == set() or not undone
    return steps


def check_steps(steps: Steps, left: Left) -> None:
    """The steps are those of one of the boards that may be there, and of the burst what was told of it, in its order.

    Raises:
        Lost: if something that was acknowledged is not there.
    """
    if any(_fits(steps, heard, left) for heard in left.journals):
        return
    heard = left.journals[0]
    wanted = [(each, False) for each in (*heard.live, *left.told)] + [(each, True) for each in heard.undone[::-1]]
    place = next((at for at, (one, other) in enumerate(zip_longest(wanted, steps)) if one != other), 0)
    near = slice(max(0, place - 2), place + 3)
    raise Lost(max(1, len(wanted) - len(steps)), f"from step {place} on {wanted[near]}; there is {steps[near]}")


def _fits(steps: Steps, heard: Acknowledged, left: Left) -> bool:
    live = [label for label, gone in steps if not gone]
    later = live[len(heard.live) :]
    if not later and not left.told:
        return heard.found_in(steps)
    undone = any(gone for _, gone in steps)
    return (
        live[: len(heard.live)] == heard.live
        and not undone
        and len(later) <= left.most
        and is_part_of(left.told, later)
    )


def is_part_of(some: Sequence[str], all_of_them: Sequence[str]) -> bool:
    """Whether some labels stand in a list in this order; others may be between."""
    rest = iter(all_of_them)
    return all(label in rest for label in some)


def check_folders(board: Path) -> None:
    """Nothing lies there but the board, what a killed program may leave, and backups that are whole.

    Raises:
        Damaged: if a backup is damaged, or has a journal.
    """
    assert beside(board) - shelf.leftovers(board.parent) <= {f"{board.name}-journal"}
    folder = shelf.folder_of(board)
    if not folder.exists():
        return
    there = set(shelf.names(board))
    if odd := {each.name for each in folder.iterdir()} - there - shelf.leftovers(folder):
        raise Damaged(f"{odd} among the backups")
    for name in there:
        with closing(sqlite3.connect(f"file:{folder / name}?mode=ro&immutable=1", uri=True)) as connection:
            try:
                found = connection.execute("PRAGMA quick_check").fetchall()
            except sqlite3.DatabaseError as error:
                found = [(str(error),)]
        if found != [("ok",)]:
            raise Damaged(f"{name}: {found}")


def check_copies(board: Path, copies: Mapping[str, Acknowledged], before: Rows, folder: Path) -> None:
    """Each backup whose journal is known is there and has it; any other is a board as it was at some moment.

    Raises:
        Lost: if a step is not in a backup.
    """
    for name, heard in copies.items():
        path = shelf.folder_of(board) / name
        assert path.exists(), f"the backup {name} is gone"
        steps = steps_of(path, immutable=True)
        if not heard.found_in(steps):
            raise Lost(1, f"{heard} is to be in {name}, there is {steps}")
    for name in {*shelf.names(board)} - {*copies}:
        (folder / name).mkdir(parents=True)
        check_board(Path(shutil.copy(shelf.folder_of(board) / name, folder / name)), before)


def start_again(board: Path, draft: Draft | None, rng: random.Random) -> None:
    """Start the program anew: it shows the board and the draft, backs up, and keeps what backups it has to keep."""
    keep = {name for name in shelf.names(board) if shelf.reason(name) in shelf.KEPT}
    by_itself = rng.random() < 0.25 and not _known(board)
    there = set(shelf.names(board))
    with opened(board) as terminal:
        driver = Driver(terminal, board, rng)
        if draft:
            find_again(driver, draft)
        if by_itself:
            deadline = perf_counter() + PATIENCE
            while not any(shelf.reason(name) == "start" for name in {*shelf.names(board)} - there):
                assert perf_counter() < deadline, "the program has made no backup by itself"
                terminal._read(0.02)
        keep.add(shelf.back_up(driver))
        assert quit_program(terminal) == 0
    assert keep <= set(shelf.names(board)), f"{keep - set(shelf.names(board))} should have been kept"


def _known(board: Path) -> bool:
    """Whether there is a backup that says what the board says: the program makes no other by itself."""
    said = dump(board, journal=True)
    return any(dump(shelf.folder_of(board) / name, journal=True) == said for name in shelf.names(board))


def _all(step: object) -> int:
    """Repeat a step of the journal until there is none left; how often it went."""
    assert callable(step)
    done = 0
    while True:
        try:
            step()
        except Rejected:
            return done
        done += 1
