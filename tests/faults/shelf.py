"""Backups made and brought back by the keys of the backups screen, and the files they are."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.faults.driver import ESCAPE, Driver

_TITLE = "Backups of "
_AGREED = "Bring back the board of "
_DONE = "Brought back the board of "
_NAME = re.compile(r"([0-9-]{10}T[0-9]{6}Z)-([a-z]+)(?:-([0-9]+))?\.db")
_TOLD = re.compile(rf"Backed up to \S*/({_NAME.pattern})")
KEPT = ("hand", "restore")
"""Why backups were made that are kept for a month."""
LEFTOVER = re.compile(r"\.learnboard-.*\.part(-journal)?")
"""A copy that a killed program did not get done."""


def folder_of(board: Path) -> Path:
    """Where the backups of a board are."""
    return board.with_name(f"{board.name}.backups")


def names(board: Path) -> list[str]:
    """The names of all backups of a board, as the program lists them: the newest first."""
    folder, found = folder_of(board), list[tuple[str, int, int, str, str]]()
    for each in os.listdir(folder) if folder.exists() else ():  # noqa: PTH208
        if match := _NAME.fullmatch(each):
            with suppress(FileNotFoundError):  # the program rotates them meanwhile
                written = (folder / each).stat().st_mtime_ns
                found.append((match[1], written, int(match[3] or 1), match[2], each))
    return [each[-1] for each in sorted(found, reverse=True)]


def reason(name: str) -> str:
    """Why a backup was made, as its name says."""
    match = _NAME.fullmatch(name)
    return match[2] if match else ""


def leftovers(folder: Path) -> set[str]:
    """The copies in a folder that were not got done."""
    return {each for each in os.listdir(folder) if LEFTOVER.fullmatch(each)} if folder.exists() else set()  # noqa: PTH208


def back_up(driver: Driver) -> str:
    """Make a backup by hand, and remember what is in it; its name."""
    driver.terminal.send(b"Bb")
    lines = driver.eyes.until(lambda lines: _TOLD.search("\n".join(lines)), "a backup that is told of")
    found = _TOLD.search("\n".join(lines))
    assert found
    driver.copies[found[1]] = driver.heard.copy()
    driver.backups += 1
    _leave(driver)
    return found[1]


def restore(driver: Driver) -> None:
    """Bring a backup back whose journal is known, if there is one."""
    before = set(names(driver.board))
    name = ask(driver)
    if name is None:
        return
    driver.terminal.send(b"\r")
    driver.eyes.gone(_TITLE)
    driver.fence()
    driver.status = driver.eyes.said
    assert driver.status.startswith(_DONE), driver.status
    saved = [each for each in names(driver.board) if each not in before and reason(each) == "restore"]
    assert len(saved) == 1, f"{len(saved)} backups of the board as it was"
    driver.copies[saved[0]], driver.heard = driver.heard, driver.copies[name].copy()
    driver.restores += 1


def ask(driver: Driver) -> str | None:
    """Ask for a backup whose journal is known, so that one more key brings it back; None if there is none.

    One that the program makes by itself meanwhile moves the others: which row is whose is known only when the files
    are the same before the screen is opened and after it.
    """
    if not driver.copies:
        return None
    name = driver.rng.choice(list(driver.copies))
    while True:
        listed = names(driver.board)
        driver.terminal.send(b"B")
        driver.eyes.shown(_TITLE)
        if names(driver.board) == listed:
            break
        _leave(driver)
    assert name in listed, f"the backup {name} is gone"
    driver.terminal.send(b"j" * listed.index(name) + b"\r")
    driver.eyes.shown(_AGREED)
    return name


def take_stock(driver: Driver, before: Sequence[str]) -> bool:
    """Remember what is in the backups that were made before the program ended; whether it said a restore was done.

    Those that count are whole, whether they were told of or not; one that was told of is there.
    """
    made = {*names(driver.board)} - {*before}
    driver.copies |= {name: driver.heard for name in made if reason(name) in KEPT}
    screen = "\n".join(driver.eyes.lines())
    if found := _TOLD.search(screen):
        assert found[1] in made, f"the backup {found[1]} is gone"
    return _TITLE not in screen


def _leave(driver: Driver) -> None:
    driver.terminal.send(ESCAPE)
    driver.eyes.gone(_TITLE)
