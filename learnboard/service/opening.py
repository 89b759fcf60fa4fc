"""Boards opened, and made where there is none yet."""

import os
from datetime import date
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.text import clean_line
from learnboard.service.factory import new_id
from learnboard.storage.store import WAIT, Store

_A_SCREENFUL: Final = 24


def open_or_create(path: Path, *, wait: float = WAIT) -> Store:
    """The board at a path, a new one if there is none; another program's lock is waited for `wait` seconds."""
    return Store.open(path, wait=wait) if os.path.lexists(path) else create(path, wait=wait)


def open_default(path: Path, *, wait: float) -> Store:
    """The same, but where a board is missing that has backups no new one is made unasked.

    Raises:
        BoardRefused: with trouble `missing` then, or if it cannot be opened.
    """
    refuse_lost_board(path)
    return open_or_create(path, wait=wait)


def refuse_lost_board(path: Path) -> None:
    """Refuse to begin anew where a board was that has backups.

    Raises:
        BoardRefused: with trouble `missing`.
    """
    if not os.path.lexists(path) and _has_backups(path):
        raise BoardUnavailable(lost_board_message(path), "missing")


def opening_error(path: Path, day: date) -> BoardUnavailable | None:
    """Why the usual board at a path cannot be opened and read just now; None if it can, or could be made."""
    from learnboard.service.queries.board import read_board  # noqa: PLC0415 - only what could not be opened is looked at so

    try:
        if os.path.lexists(path):
            with Store.open(path, wait=0) as store:
                read_board(store, day, first=_A_SCREENFUL)
        else:
            refuse_lost_board(path)
    except BoardUnavailable as error:
        return error
    return None


def create(path: Path, *, wait: float = WAIT) -> Store:
    """A new board of whoever is logged in."""
    return Store.create(path, new_board_info(), wait=wait)


def open_existing(path: Path, *, wait: float = WAIT) -> Store:
    """The board at a path; a mistyped name makes no new one.

    Raises:
        BoardRefused: if there is none, or it cannot be opened.
    """
    if not os.path.lexists(path):
        raise BoardUnavailable(missing_board_message(path))
    return Store.open(path, wait=wait)


def lost_board_message(path: Path) -> str:
    """A sentence for a path where a board is no longer."""
    return (
        f"There is no board {clean_line(str(path))} any more, but there are backups of it: “learnboard restore” lists "
        "them, “learnboard restore 1” brings the newest one back."
    )


def open_to_change(path: Path, *, wait: float = WAIT) -> Store:
    """The board at a path for a command that writes to it: one that is damaged is not written to.

    Raises:
        BoardRefused: as for `open_existing`, or with trouble `damaged`.
    """
    store = open_existing(path, wait=wait)
    try:
        store.check()
    except BoardUnavailable:
        store.close()
        raise
    return store


def missing_board_message(path: Path) -> str:
    """A sentence for a path where no board is, or not yet."""
    if _has_backups(path):
        return lost_board_message(path)
    return f"There is no board {clean_line(str(path))} yet: “learnboard” makes one, “learnboard import FILE” fills one."


def _has_backups(path: Path) -> bool:
    from learnboard.storage import backups  # noqa: PLC0415 - a board that is there needs none

    return backups.any_of(path)


def new_board_info() -> BoardInfo:
    """The identity of a board of whoever is logged in."""
    import getpass  # noqa: PLC0415 - for a new board only, and no start should wait for it

    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = ""
    return BoardInfo(new_id(), Owner(clean_line(name), ""), Settings())
