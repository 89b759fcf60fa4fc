"""Boards opened, and made where there is none yet."""

import getpass
from pathlib import Path

from learnboard.domain.identity import Identity, Owner, Settings
from learnboard.service.ids import new_id
from learnboard.storage.store import Store


def open_or_create(path: Path, *, wait: float) -> Store:
    """The board at a path, a new one if there is none; another program's lock is waited for `wait` seconds."""
    if path.exists() or path.is_symlink():
        return Store.open(path, wait=wait)
    return Store.create(path, new_identity(), wait=wait)


def new_identity() -> Identity:
    """The identity of a board of whoever is logged in."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = ""
    return Identity(new_id(), Owner(name, ""), Settings())
