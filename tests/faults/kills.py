"""One program killed at a random moment, and what must be so afterwards."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.faults import shelf
from tests.faults.aftermath import Rows, check_board, check_copies, check_folders, check_steps, rows, start_again
from tests.faults.driver import Driver
from tests.faults.endings import ENDINGS, WEIGHTS, Left
from tests.program.boards import opened, year_board


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: how it came, what the program had acknowledged, and what was found."""

    ending: str
    acknowledged: int
    """Changes, each told of by the program."""
    found: int
    """Steps in the journal."""
    half_written: bool
    copying: bool
    backups: int
    restores: int
    leftovers: int
    """Copies that were not got done and that the program left there when it was started again."""


def kill_once(folder: Path, seed: int, keys: int, ending: str = "") -> Killed:
    """Type up to `keys` changes at random, kill the program, and check what is left, and the program started again.

    Raises AssertionError if anything that was acknowledged is gone, or the board is not what its journal says.
    """
    rng, moment = random.Random(f"keys {seed}"), random.Random(f"moment {seed}")
    ending = ending or rng.choices(list(ENDINGS), WEIGHTS)[0]
    before = rows(board := year_board(folder / "boards" / "year.db"))
    with opened(board) as terminal:
        driver = Driver(terminal, board, rng)
        left = ENDINGS[ending](driver, keys, moment)
    parts, half_written = _parts(board), _journal(board).exists()
    found = _check_around_a_start(board, folder / "left", left, before, rng)
    check_copies(board, driver.copies, before, folder / "copies")
    return Killed(
        ending,
        driver.changes + len(left.told),
        found,
        half_written,
        bool(parts),
        driver.backups,
        driver.restores,
        len(_parts(board) & parts),
    )


def _check_around_a_start(board: Path, aside: Path, left: Left, before: Rows, rng: random.Random) -> int:
    """Check a copy of what lies there, and that the program started anew comes to the same; how many steps it has."""
    check_folders(board)
    found = _as_it_lies_there(board, aside)
    steps = check_board(found, before)
    check_steps(steps, left)
    start_again(board, left.draft, rng)
    assert rows(board, journal=True) == rows(found, journal=True), "started again, the program shows another board"
    check_folders(board)
    return len(steps)


def _journal(board: Path) -> Path:
    return board.with_name(f"{board.name}-journal")


def _parts(board: Path) -> set[str]:
    return shelf.leftovers(board.parent) | shelf.leftovers(shelf.folder_of(board))


def _as_it_lies_there(board: Path, folder: Path) -> Path:
    """A copy of a board with the journal of the step that was half written."""
    folder.mkdir()
    for each in (board, _journal(board)):
        if each.exists():
            shutil.copy(each, folder)
    return folder / board.name
