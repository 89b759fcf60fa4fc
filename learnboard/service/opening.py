"""Boards opened, and made where there is none yet."""

import os
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import BoardRefused
from learnboard.domain.identity import Identity, Owner, Settings
from learnboard.service.ids import new_id
from learnboard.storage.store import WAIT, Store


def open_or_create(path: Path, *, wait: float = WAIT) -> Store:
    """The board at a path, a new one if there is none; another program's lock is waited for `wait` seconds."""
    if os.path.lexists(path):
        return Store.open(path, wait=wait)
    return Store.create(path, new_identity(), wait=wait)


def open_existing(path: Path, *, wait: float = WAIT) -> Store:
    """The board at a path; a mistyped name makes no new one.

    Raises:
        BoardRefused: if there is none, or it cannot be opened.
    """
    if not os.path.lexists(path):
        raise BoardRefused(no_board(path))
    return Store.open(path, wait=wait)


def no_board(path: Path) -> str:
    """A sentence for a path where no board is yet."""
    return f"There is no board {clean_line(str(path))} yet: “learnboard” makes one, “learnboard import FILE” fills one."


def new_identity() -> Identity:
    """The identity of a board of whoever is logged in."""
    import getpass  # noqa: PLC0415 - for a new board only, and no start should wait for it

    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = ""
    return Identity(new_id(), Owner(clean_line(name), ""), Settings())
