"""The folder of what a mentor writes: one file a snapshot, for its writer alone; and feedback files made of them."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final, TypeVar

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import FileRefused, Refused
from learnboard.domain.feedback_document import Author
from learnboard.domain.fields import ID_PATTERN, Id
from learnboard.domain.snapshot import Snapshot
from learnboard.exchange.safe_reader import read_document
from learnboard.exchange.safe_writer import written_beside
from learnboard.service.ids import new_id
from learnboard.service.mentoring.delivery import feedback_bytes, refuse_place, told
from learnboard.service.mentoring.letter import Letter
from learnboard.service.mentoring.letter_file import Unbelievable, author_bytes, letter_bytes, read_author, read_letter

Value = TypeVar("Value")

LETTER_LIMIT: Final = 8 * 1024 * 1024
"""The most bytes of a letter: four feedback files of the largest size."""
_ID: Final = re.compile(ID_PATTERN)
_AUTHOR_FILE: Final = ".author.json"
"""No id has a point in it, so that no snapshot's letter has this name."""


class Letters:
    """The letters in a folder. Nothing is made there before something is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._in_the_way: set[Path] = set()

    def read(self, snapshot: Snapshot) -> Letter:
        """What was written about a snapshot; an empty letter if nothing was, by the same author as last time.

        A file that is no letter about it is put aside, and the letter's `notice` says so.
        """
        letter, notice = self._believed(self._path(snapshot), lambda data: read_letter(data, snapshot))
        if letter is None:
            letter = Letter(new_id(), author=self.author(snapshot.board_id))
        return letter._replace(notice=notice)

    def keep(self, snapshot: Snapshot, letter: Letter) -> None:
        """Keep a letter as it is now, in the place of what was kept before.

        Raises:
            FileRefused: if it cannot be written; what was kept before is there still.
        """
        path = self._path(snapshot)
        data = letter_bytes(letter, snapshot)
        if len(data) > LETTER_LIMIT:
            raise FileRefused(f"What you wrote has more than {LETTER_LIMIT // 2**20} MiB: shorten the longest texts.")
        self._put(path, data)
        if letter.author and letter.author != self.author(snapshot.board_id):
            for folder in (path.parent, self._folder):
                self._put(folder / _AUTHOR_FILE, author_bytes(letter.author))

    def author(self, board_id: Id) -> Author | None:
        """Who the mentor said to be when last writing about a board; where they never did, only their name is known."""
        own, _ = self._believed(self._folder / _safe(board_id) / _AUTHOR_FILE, read_author)
        if own:
            return own
        last, _ = self._believed(self._folder / _AUTHOR_FILE, read_author)
        return last and Author(last.name, None)

    def write(
        self, snapshot: Snapshot, letter: Letter, path: Path, now: datetime, *, force: bool = False
    ) -> tuple[Letter, str]:
        """Write the feedback file; answers the letter that knows of it, and a sentence.

        An earlier file of the same letter is written over; other feedback only with `force`; nothing else ever.

        Raises:
            Refused: if there is nothing to write, or nobody is named as its author.
            OtherFeedback: if other feedback is there, and `force` is not given.
            FileRefused: if something else is there, or it cannot be written.
        """
        data = feedback_bytes(snapshot, letter, now)
        refuse_place(path, snapshot, letter, force=force)
        then = letter._replace(written={**letter.written, **{item.id: item.revision for item in letter.items}})
        unkept = ""
        try:
            with written_beside(path, data, force=force or os.path.lexists(path)):
                # First it is kept which revisions are out: what is changed later must have higher ones.
                try:
                    self.keep(snapshot, then)
                except FileRefused as error:
                    unkept = f" {error}"
        except FileRefused as error:
            raise FileRefused(
                f"{clean_line(str(path))} could not be written{_why(error)}: choose another place."
            ) from error
        return then, told(snapshot, then, path) + unkept

    def _path(self, snapshot: Snapshot) -> Path:
        return self._folder / _safe(snapshot.board_id) / f"{_safe(snapshot.snapshot_id)}.json"

    def _put(self, path: Path, data: bytes) -> None:
        where = clean_line(str(self._folder))
        if path in self._in_the_way:
            raise FileRefused(f"What you wrote cannot be kept in {where}: move {path.name} away, which is no letter.")
        try:
            _make_folder(path.parent)
            with written_beside(path, data, force=True):
                pass
        except (OSError, FileRefused) as error:
            raise FileRefused(
                f"What you wrote cannot be kept in {where}{_why(error)}: it stays here until you leave."
            ) from error

    def _believed(self, path: Path, read: Callable[[bytes], Value]) -> tuple[Value | None, str]:
        """What a file says, if there is one that is to be believed; else what is to be said of it."""
        if not os.path.lexists(path):
            return None, ""
        try:
            return read(read_document(path, limit=LETTER_LIMIT)), ""
        except (FileRefused, Unbelievable):
            return None, self._put_aside(path)

    def _put_aside(self, path: Path) -> str:
        name = clean_line(str(path))
        aside = next(aside for aside in _names_aside(path) if not os.path.lexists(aside))
        try:
            path.rename(aside)
        except OSError as error:
            self._in_the_way.add(path)
            return f"{name} is damaged and cannot be put aside ({error.strerror}): nothing is kept until you move it."
        return f"{name} was damaged: it is {clean_line(aside.name)} now, and a new one is begun."


def _safe(id_: Id) -> Id:
    """An id as a part of a path: the last look before it becomes one."""
    if not _ID.fullmatch(id_):
        raise Refused("The snapshot has an id that no board has: ask its owner for a new export.")
    return id_


def _names_aside(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.damaged")
    yield from (path.with_name(f"{path.name}.damaged-{number}") for number in count(2))


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


def _why(error: Exception) -> str:
    """The system's own reason for a refusal, in brackets."""
    cause = error if isinstance(error, OSError) else error.__cause__
    reason = cause.strerror if isinstance(cause, OSError) else None
    return f" ({reason})" if reason else ""
