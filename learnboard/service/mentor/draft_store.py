"""The folder of a mentor's drafts: one file for each snapshot, private to its writer; and their feedback files."""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final, TypeVar

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author
from learnboard.domain.model.fields import ID_PATTERN, Id
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.patterns import pattern
from learnboard.domain.relations import sole_mentor
from learnboard.domain.text import casefolded, clean_line
from learnboard.exchange.safe_io import atomic_write, read_json
from learnboard.ownership import give_to_owner
from learnboard.service.factory import new_id
from learnboard.service.mentor.draft_merge import merged
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    InvalidDraft,
    decode_author,
    decode_draft,
    encode_author,
    encode_draft,
)
from learnboard.service.mentor.feedback_export import check_place, describe_written, feedback_bytes
from learnboard.service.mentor.window_marks import WindowMark

Value = TypeVar("Value")
_DRAFT_LIMIT: Final = 8 * 1024 * 1024
"""The largest draft, in bytes: four feedback files of the largest size."""
_ID: Final = pattern(ID_PATTERN)
_AUTHOR_FILE: Final = ".author.json"
"""No id has a full stop in it, so no snapshot's draft has this name."""
_LOCK_FILE: Final = ".lock"
_TRIES, _PAUSE = 100, 0.01
"""How often and after how many seconds it is tried to save while another window saves, which takes it milliseconds."""


class DraftStore:
    """The drafts in a folder. Nothing is made there before something is saved."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blocked: set[Path] = set()

    def read(self, snapshot: Snapshot) -> FeedbackDraft:
        """Read the draft about a snapshot, or return an empty one by the author of the last.

        A file that is no draft about it is moved aside, and the draft's `notice` says so.
        """
        feedback_draft, notice = self._read_file(self._path(snapshot), lambda data: decode_draft(data, snapshot))
        if feedback_draft is None:
            feedback_draft = FeedbackDraft(new_id(), author=self._author_of(snapshot))
        return feedback_draft._replace(notice=notice)

    def window_mark(self) -> WindowMark:
        """Return the mark of one more window that writes here."""
        return WindowMark(self._folder)

    def stamp(self, snapshot: Snapshot) -> object:
        """Return what is another whenever another draft about a snapshot is on the disk; None if there is none."""
        try:
            found = self._path(snapshot).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def reread(self, snapshot: Snapshot) -> FeedbackDraft | None:
        """Return the draft that is on the disk now; None if there is none that can be read. Nothing is moved."""
        try:
            return decode_draft(read_json(self._path(snapshot), limit=_DRAFT_LIMIT), snapshot)
        except (InvalidFile, InvalidDraft):
            return None

    def save(
        self, snapshot: Snapshot, feedback_draft: FeedbackDraft, base: FeedbackDraft | None = None, window: str = ""
    ) -> tuple[FeedbackDraft, FeedbackDraft]:
        """Save a draft; return it as it was saved, and what was on the disk before.

        With the `base` that a window began with, it is merged with what another window has saved since. Without, it
        takes the place of what was saved before.

        Raises:
            InvalidFile: if it cannot be written; what was saved before is still there.
        """
        path = self._path(snapshot)
        with self._alone():
            return self._save(path, snapshot, feedback_draft, base, window)

    def _save(
        self, path: Path, snapshot: Snapshot, feedback_draft: FeedbackDraft, base: FeedbackDraft | None, window: str
    ) -> tuple[FeedbackDraft, FeedbackDraft]:
        saved = (base and self.reread(snapshot)) or base or feedback_draft
        if base:
            feedback_draft = merged(base, feedback_draft, saved, window)
        data = encode_draft(feedback_draft, snapshot)
        if len(data) > _DRAFT_LIMIT:
            raise InvalidFile(f"What you wrote has more than {_DRAFT_LIMIT // 2**20} MiB: shorten the longest texts.")
        self._write_file(path, data)
        if feedback_draft.author and feedback_draft.author != self.author(snapshot.board_id):
            for folder in (path.parent, self._folder):
                self._write_file(folder / _AUTHOR_FILE, encode_author(feedback_draft.author))
        return feedback_draft, saved

    def _author_of(self, snapshot: Snapshot) -> Author | None:
        """Return the author of the last draft, on another board recognised by name, or else by being its one mentor."""
        author, people = self.author(snapshot.board_id), snapshot.records.people
        if author is None or author.person_id or self._has_author(snapshot.board_id):
            return author
        same = [row.id for row in people if casefolded(row.name) == casefolded(author.name)]
        if len(same) == 1:
            return Author(author.name, same[0])
        return None if sole_mentor(people, snapshot.as_of) else author

    def _has_author(self, board_id: Id) -> bool:
        return (self._folder / _safe(board_id) / _AUTHOR_FILE).exists()

    def author(self, board_id: Id) -> Author | None:
        """Return the author of the last draft about a board, or else only the name of the last author."""
        own, _ = self._read_file(self._folder / _safe(board_id) / _AUTHOR_FILE, decode_author)
        if own:
            return own
        last, _ = self._read_file(self._folder / _AUTHOR_FILE, decode_author)
        return last and Author(last.name, None)

    def write(
        self,
        snapshot: Snapshot,
        feedback_draft: FeedbackDraft,
        path: Path,
        now: datetime,
        *,
        force: bool = False,
        base: FeedbackDraft | None = None,
        window: str = "",
    ) -> tuple[FeedbackDraft, str]:
        """Write the feedback file; return the draft that knows of it, and a sentence.

        With a `base`, what another window has saved since is in the file, too. An earlier file of the same draft is
        overwritten, other feedback only with `force`, and nothing else ever.

        Raises:
            Rejected: if there are no items or no author.
            OtherFeedback: if other feedback is there, and `force` is not given.
            InvalidFile: if anything else is there, or it cannot be written.
        """
        with ExitStack() as alone:
            if self._folder.is_dir():  # else no window has saved anything yet
                with suppress(InvalidFile):
                    alone.enter_context(self._alone())
            saved = base and self.reread(snapshot)
            if base and saved:
                feedback_draft = merged(base, feedback_draft, saved, window)
            return self._write(snapshot, feedback_draft, path, now, force=force)

    def _write(
        self, snapshot: Snapshot, feedback_draft: FeedbackDraft, path: Path, now: datetime, *, force: bool
    ) -> tuple[FeedbackDraft, str]:
        data = feedback_bytes(snapshot, feedback_draft, now)
        check_place(path, snapshot, feedback_draft, force=force)
        revisions = {item.id: item.revision for item in feedback_draft.items}
        written = feedback_draft._replace(written={**feedback_draft.written, **revisions})
        not_saved = ""
        try:
            with atomic_write(path, data, force=force or os.path.lexists(path)):
                # The revisions are saved first: what is changed later must have higher ones.
                try:
                    self._save(self._path(snapshot), snapshot, written, None, "")
                except InvalidFile as error:
                    not_saved = f" {error}"
        except InvalidFile as error:
            raise InvalidFile(
                f"{clean_line(str(path))} could not be written{_cause(error)}: choose another place."
            ) from error
        return written, describe_written(snapshot, written, path) + not_saved

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other windows from saving meanwhile.

        Raises:
            InvalidFile: if the folder cannot be made, or another window does not come to an end.
        """
        with ExitStack() as stack:
            try:
                _make_private_folder(self._folder)
                descriptor = os.open(self._folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                stack.callback(os.close, descriptor)
                give_to_owner(descriptor, self._folder)
                _lock(descriptor)
            except OSError as error:
                raise self._not_saved(error) from error
            yield

    def _path(self, snapshot: Snapshot) -> Path:
        return self._folder / _safe(snapshot.board_id) / f"{_safe(snapshot.snapshot_id)}.json"

    def _write_file(self, path: Path, data: bytes) -> None:
        if path in self._blocked:
            folder = clean_line(str(self._folder))
            raise InvalidFile(f"What you wrote cannot be saved in {folder}: move {path.name} away, which is no draft.")
        try:
            _make_private_folder(path.parent)
            with atomic_write(path, data, force=True):
                pass
        except (OSError, InvalidFile) as error:
            raise self._not_saved(error) from error

    def _not_saved(self, error: Exception) -> InvalidFile:
        folder = clean_line(str(self._folder))
        return InvalidFile(f"What you wrote cannot be saved in {folder}{_cause(error)}: it stays here until you leave.")

    def _read_file(self, path: Path, decode: Callable[[bytes], Value]) -> tuple[Value | None, str]:
        """What is in a file, if there is one that can be read; and a notice if there is another."""
        if not os.path.lexists(path):
            return None, ""
        try:
            return decode(read_json(path, limit=_DRAFT_LIMIT)), ""
        except (InvalidFile, InvalidDraft):
            return None, self._move_aside(path)

    def _move_aside(self, path: Path) -> str:
        name = clean_line(str(path))
        suffixes = chain([".damaged"], (f".damaged-{number}" for number in count(2)))
        aside = next(
            aside for suffix in suffixes if not os.path.lexists(aside := path.with_name(f"{path.name}{suffix}"))
        )
        try:
            path.rename(aside)
        except OSError as error:
            self._blocked.add(path)
            return (
                f"{name} is damaged and cannot be moved aside ({error.strerror}): nothing is saved until you move it."
            )
        return f"{name} was damaged: it was renamed to {clean_line(aside.name)}, and a new draft was begun."


def _safe(id_: Id) -> Id:
    """An id as a part of a path: the last check before it becomes one."""
    if not _ID.fullmatch(id_):
        raise Rejected("The snapshot has an id that no board has: ask its owner for a new export.")
    return id_


def _make_private_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone."""
    if folder.is_dir():
        return
    _make_private_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner(folder, folder.parent)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


def _lock(descriptor: int) -> None:
    """Lock an open file, which the system unlocks when it is closed or its program ends.

    Raises:
        TimeoutError: if another window has locked it all the time.
    """
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return  # some file systems on a network have no locks
        else:
            return
    raise TimeoutError(errno.ETIMEDOUT, "another window is saving")


def _cause(error: Exception) -> str:
    """The system's reason for an error, in brackets."""
    cause = error if isinstance(error, OSError) else error.__cause__
    reason = cause.strerror if isinstance(cause, OSError) else None
    return f" ({reason})" if reason else ""
