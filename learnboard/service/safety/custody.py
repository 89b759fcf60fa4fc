"""The file of an open board: whether it can be written, what is kept in it beside the rows, and where it goes on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from learnboard.domain.fields import Id
from learnboard.storage.store import Store

_BRIEF: Final = 0.1
"""Seconds a screen waits for another program's lock."""


class Custody:
    """Has the store of an open board, and may go on with another one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def mark(self) -> object:
        """Something that is another once another program has written, or the file is another."""
        return self.store, self.store.data_version()

    @property
    def read_only(self) -> str:
        """Why nothing on the board can be changed; empty where it can."""
        return self.store.read_only

    @property
    def renewed(self) -> bool:
        """Whether the board was brought up to date just now; there is a backup of it as it was."""
        return self.store.renewed

    @property
    def in_place(self) -> bool:
        """Whether the board's file still has its name: nothing can be written into one that was moved or replaced."""
        return self.store.in_place

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """What stands in a form about a row that was left, by field."""
        return self.store.draft(form, row)

    def keep_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Keep what stands in a form; nothing takes the draft away.

        Raises:
            BoardRefused: if it cannot be written.
        """
        self.store.keep_draft(form, row, texts)

    def save_as(self, path: Path) -> None:
        """Make a new board of the one that is open, as it was last seen.

        Raises:
            BoardRefused: if something is there already, or nothing can be written there.
        """
        self.store.copy_to(path)

    def lock(self, why: str) -> None:
        """Write nothing any more, for a reason that is told with every refusal."""
        self.store.lock(why)

    def back_up(self) -> Path | None:
        """Keep what is seen here among the backups, even when the file has lost its name.

        Raises:
            BoardRefused: if it cannot be written.
        """
        return self.store.back_up()

    def go_on_with(self, path: Path) -> None:
        """Let go of the board's file and go on with another: where the board was saved, or what has its name now.

        Raises:
            BoardRefused: if it cannot be opened; all stays as it is then.
        """
        other = Store.open(path, wait=_BRIEF)
        self.store.close()
        self.store = other

    @property
    def writes(self) -> object:
        """Something that is another after every write of this or any other program."""
        return self.store.writes()
