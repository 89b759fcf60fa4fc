"""Boards opened, and made where there is none yet."""

import os
from datetime import date
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.service.factory import new_id
from learnboard.service.queries.board import read_board
from learnboard.storage.errors import quoted_path
from learnboard.storage.store import WAIT, Store

_SCREENFUL: Final = 24
"""Cards of a column that a screen reads first."""


def open_default(path: Path, *, wait: float) -> Store:
    """Open the board at the default path, or make a new one, unless one was there that has backups.

    Another program's lock is waited for `wait` seconds, as in all these functions.

    Raises:
        BoardUnavailable: if it is lost (`missing`), or cannot be opened.
    """
    refuse_lost_board(path)
    return open_or_create(path, wait=wait)


def open_or_create(path: Path, *, wait: float = WAIT) -> Store:
    """Open the board at a path, or make a new one."""
    return Store.open(path, wait=wait) if os.path.lexists(path) else create(path, wait=wait)


def create(path: Path, *, wait: float = WAIT) -> Store:
    """Make a new board for whoever is logged in."""
    return Store.create(path, new_board_info(), wait=wait)


def open_existing(path: Path, *, wait: float = WAIT) -> Store:
    """Open the board at a path; a mistyped path makes no new one.

    Raises:
        BoardUnavailable: if there is none, or it cannot be opened.
    """
    if not os.path.lexists(path):
        raise BoardUnavailable(missing_board_message(path))
    return Store.open(path, wait=wait)


def open_to_change(path: Path, *, wait: float = WAIT) -> Store:
    """Open the board at a path for a command that writes: not into a damaged one.

    Raises:
        BoardUnavailable: as `open_existing`, or if it is damaged.
    """
    store = open_existing(path, wait=wait)
    try:
        store.check_integrity()
    except BoardUnavailable:
        store.close()
        raise
    return store


def refuse_lost_board(path: Path) -> None:
    """Refuse to start again where a board is missing that has backups.

    Raises:
        BoardUnavailable: with trouble `missing`; or if it cannot be told whether it has some.
    """
    if not os.path.lexists(path) and _has_backups(path):
        raise BoardUnavailable(_lost_board_message(path), "missing")


def opening_error(path: Path, day: date) -> BoardUnavailable | None:
    """Return why the default board cannot be opened and read just now; None if it can be, or could be made."""
    try:
        if os.path.lexists(path):
            with Store.open(path, wait=0) as store:
                read_board(store, day, first=_SCREENFUL)
        else:
            refuse_lost_board(path)
    except BoardUnavailable as error:
        return error
    return None


def missing_board_message(path: Path) -> str:
    """Return a sentence for a path where there is no board, or no longer.

    Raises:
        BoardUnavailable: if it cannot be told whether there are backups of one.
    """
    if _has_backups(path):
        return _lost_board_message(path)
    return f"There is no board {quoted_path(path)} yet: “learnboard” makes one, “learnboard import FILE” fills one."


def _lost_board_message(path: Path) -> str:
    return (
        f"There is no board {quoted_path(path)} any more, but there are backups of it: “learnboard restore” lists "
        "them, “learnboard restore 1” restores the newest."
    )


def _has_backups(path: Path) -> bool:
    from learnboard.storage import backups  # noqa: PLC0415 - SQLite's copies and digests, only where a board is missing

    try:
        return backups.has_backups(path)
    except BoardUnavailable as error:
        raise BoardUnavailable(f"There is no board {quoted_path(path)}, but perhaps backups of one. {error}") from error


def new_board_info() -> BoardInfo:
    """Return the identity of a new board for whoever is logged in."""
    from learnboard.service.accounts import account_name  # noqa: PLC0415 - the terminal's modules, for new boards only

    return BoardInfo(new_id(), Owner(account_name(), ""), Settings())
