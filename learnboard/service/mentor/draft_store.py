"""The folder of what a mentor writes: one file a snapshot, for its writer alone; and feedback files made of them."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final, TypeVar

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author
from learnboard.domain.model.fields import ID_PATTERN, Id
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean_line
from learnboard.exchange.safe_io import atomic_write, read_json
from learnboard.service.factory import new_id
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    InvalidDraft,
    author_bytes,
    draft_bytes,
    read_author,
    read_draft,
)
from learnboard.service.mentor.feedback_export import describe_written, feedback_bytes, refuse_place

Value = TypeVar("Value")
DRAFT_LIMIT: Final = 8 * 1024 * 1024
"""The most bytes of a letter: four feedback files of the largest size."""
_ID: Final = re.compile(ID_PATTERN)
_AUTHOR_FILE: Final = ".author.json"
"""No id has a point in it, so that no snapshot's letter has this name."""


class DraftStore:
    """The letters in a folder. Nothing is made there before something is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._in_the_way: set[Path] = set()

    def read(self, snapshot: Snapshot) -> FeedbackDraft:
        """What was written about a snapshot; an empty letter if nothing was, by the same author as last time.

        A file that is no letter about it is put aside, and the letter's `notice` says so.
        """
        feedback_draft, notice = self._believed(self._path(snapshot), lambda data: read_draft(data, snapshot))
        if feedback_draft is None:
            feedback_draft = FeedbackDraft(new_id(), author=self.author(snapshot.board_id))
        return feedback_draft._replace(notice=notice)

    def save(self, snapshot: Snapshot, feedback_draft: FeedbackDraft) -> None:
        """Keep a letter as it is now, in the place of what was kept before.

        Raises:
            FileRefused: if it cannot be written; what was kept before is there still.
        """
        path = self._path(snapshot)
        data = draft_bytes(feedback_draft, snapshot)
        if len(data) > DRAFT_LIMIT:
            raise InvalidFile(f"What you wrote has more than {DRAFT_LIMIT // 2**20} MiB: shorten the longest texts.")
        self._put(path, data)
        if feedback_draft.author and feedback_draft.author != self.author(snapshot.board_id):
            for folder in (path.parent, self._folder):
                self._put(folder / _AUTHOR_FILE, author_bytes(feedback_draft.author))

    def author(self, board_id: Id) -> Author | None:
        """Who the mentor said to be when last writing about a board; where they never did, only their name is known."""
        own, _ = self._believed(self._folder / _safe(board_id) / _AUTHOR_FILE, read_author)
        if own:
            return own
        last, _ = self._believed(self._folder / _AUTHOR_FILE, read_author)
        return last and Author(last.name, None)

    def write(
        self, snapshot: Snapshot, feedback_draft: FeedbackDraft, path: Path, now: datetime, *, force: bool = False
    ) -> tuple[FeedbackDraft, str]:
        """Write the feedback file; answers the letter that knows of it, and a sentence.

        An earlier file of the same letter is written over; other feedback only with `force`; nothing else ever.

        Raises:
            Refused: if there is nothing to write, or nobody is named as its author.
            OtherFeedback: if other feedback is there, and `force` is not given.
            FileRefused: if something else is there, or it cannot be written.
        """
        data = feedback_bytes(snapshot, feedback_draft, now)
        refuse_place(path, snapshot, feedback_draft, force=force)
        then = feedback_draft._replace(
            written={**feedback_draft.written, **{item.id: item.revision for item in feedback_draft.items}}
        )
        unkept = ""
        try:
            with atomic_write(path, data, force=force or os.path.lexists(path)):
                # First it is kept which revisions are out: what is changed later must have higher ones.
                try:
                    self.save(snapshot, then)
                except InvalidFile as error:
                    unkept = f" {error}"
        except InvalidFile as error:
            raise InvalidFile(
                f"{clean_line(str(path))} could not be written{_why(error)}: choose another place."
            ) from error
        return then, describe_written(snapshot, then, path) + unkept

    def _path(self, snapshot: Snapshot) -> Path:
        return self._folder / _safe(snapshot.board_id) / f"{_safe(snapshot.snapshot_id)}.json"

    def _put(self, path: Path, data: bytes) -> None:
        where = clean_line(str(self._folder))
        if path in self._in_the_way:
            raise InvalidFile(f"What you wrote cannot be kept in {where}: move {path.name} away, which is no letter.")
        try:
            _make_folder(path.parent)
            with atomic_write(path, data, force=True):
                pass
        except (OSError, InvalidFile) as error:
            raise InvalidFile(
                f"What you wrote cannot be kept in {where}{_why(error)}: it stays here until you leave."
            ) from error

    def _believed(self, path: Path, read: Callable[[bytes], Value]) -> tuple[Value | None, str]:
        """What a file says, if there is one that is to be believed; else what is to be said of it."""
        if not os.path.lexists(path):
            return None, ""
        try:
            return read(read_json(path, limit=DRAFT_LIMIT)), ""
        except (InvalidFile, InvalidDraft):
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
        raise Rejected("The snapshot has an id that no board has: ask its owner for a new export.")
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
