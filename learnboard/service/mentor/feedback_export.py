"""Feedback files as a mentor hands them over: what goes in, what they are called, what they may write over."""

import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author, FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean_line
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView

_NOT_A_NAME: Final = re.compile(r"[\W_]+")
_LONGEST_NAME: Final = 40
_DATABASE: Final = b"SQLite format 3\0"


class OtherFeedback(InvalidFile):
    """The refusal of a place where other feedback is, which may give way to this when a person says so."""


def default_feedback_name(snapshot_view: SnapshotView, author: Author | None) -> str:
    """The name a feedback file gets when none is given: by whom, for whom, and of when the snapshot is."""
    owner = snapshot_view.snapshot.records.board_info.owner.name
    writer, whose = _slug(author.name if author else "", "mentor"), _slug(owner, "board")
    return f"{writer}-{whose}-{snapshot_view.snapshot.as_of}.feedback.json"


def default_feedback_path(snapshot_view: SnapshotView, author: Author | None) -> Path:
    """Where a feedback file goes when no place is given: next to the snapshot if that can be, else where one works."""
    name = default_feedback_name(snapshot_view, author)
    folder = snapshot_view.file.path.absolute().parent
    return folder / name if os.access(folder, os.W_OK | os.X_OK) else Path.cwd() / name


def feedback_bytes(snapshot: Snapshot, feedback_draft: FeedbackDraft, now: datetime) -> bytes:
    """The feedback file of a letter; the mentor's own note is not in it.

    Raises:
        Refused: if nothing is written, nobody is its author, or learnboard would not read it.
    """
    # As everywhere, only files need Pydantic.
    from learnboard.exchange.documents import encode_feedback  # noqa: PLC0415
    from learnboard.exchange.safe_io import FEEDBACK_LIMIT  # noqa: PLC0415

    if not feedback_draft.items:
        raise Rejected("There is no feedback to write yet: comment on a card, or answer what is asked.")
    if feedback_draft.author is None or not feedback_draft.author.name:
        raise Rejected("The feedback has no author yet: write your name first.")
    document = FeedbackDocument(
        feedback_id=feedback_draft.feedback_id,
        board_id=snapshot.board_id,
        snapshot_id=snapshot.snapshot_id,
        snapshot_hash=snapshot.content_hash,
        author=feedback_draft.author,
        written_at=now.astimezone(UTC).replace(microsecond=0),
        items=feedback_draft.items,
    )
    data = encode_feedback(document)
    if len(data) > FEEDBACK_LIMIT:
        size, most = (count / 2**20 for count in (len(data), FEEDBACK_LIMIT))
        raise Rejected(
            f"The feedback has {size:.1f} MiB, and learnboard reads up to {most:g}: shorten the longest texts."
        )
    return data


def refuse_place(path: Path, snapshot: Snapshot, feedback_draft: FeedbackDraft, *, force: bool) -> None:
    """Refuse a place for a feedback file: other feedback unless `force`, and always what is no feedback at all.

    Raises:
        OtherFeedback: if other feedback is there, and `force` is not given.
        FileRefused: with what else is there, and what to do.
    """
    name = clean_line(str(path))
    kind = _kind(path)
    if stat.S_ISDIR(kind):
        raise InvalidFile(f"{name} is a folder: choose a file in it.")
    if kind and not stat.S_ISREG(kind):
        raise InvalidFile(f"{name} is a device or a pipe: choose a file.")
    if not os.path.lexists(path):
        return
    # A mistyped name must cost nobody their board: what is not feedback gives way to none, whatever was chosen.
    if _begins(path) == _DATABASE:
        raise InvalidFile(f"{name} is a board or another database, not feedback: choose another name.")
    found = _feedback(path)
    if found is None:
        raise InvalidFile(f"{name} is there already and is no feedback file of learnboard: choose another name.")
    if not force and (path.is_symlink() or not _own(found, snapshot, feedback_draft)):
        raise OtherFeedback(f"{name} is there already and is not this feedback: choose another name, or replace it.")


def _kind(path: Path) -> int:
    """What a path leads to, as `stat` says it; 0 for nothing, or what the writing itself will find."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _begins(path: Path) -> bytes:
    """The first bytes of a file, as many as tell a database; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE))
    except OSError:
        return b""


def _feedback(path: Path) -> FeedbackDocument | None:
    """The feedback in a file, if it is any."""
    from learnboard.exchange.documents import open_feedback  # noqa: PLC0415 - only files need Pydantic

    try:
        return open_feedback(path)
    except InvalidFile:
        return None


def _own(found: FeedbackDocument, snapshot: Snapshot, feedback_draft: FeedbackDraft) -> bool:
    """Whether feedback is an earlier file of the same letter, with nothing in it that the letter does not know of."""
    same = (found.feedback_id, found.board_id, found.snapshot_id)
    known = feedback_draft.written.keys() | {item.id for item in feedback_draft.items}
    return same == (feedback_draft.feedback_id, snapshot.board_id, snapshot.snapshot_id) and known >= {
        item.id for item in found.items
    }


def describe_written(snapshot: Snapshot, feedback_draft: FeedbackDraft, path: Path) -> str:
    """What is to be said when a letter was written to a file."""
    owner = clean_line(snapshot.records.board_info.owner.name) or "the owner of the board"
    message = f"Wrote {_counted(len(feedback_draft.items), 'item')} to {clean_line(str(path))}: send it to {owner}."
    if feedback_draft.deleted_since:
        back = _counted(feedback_draft.deleted_since, "item")
        message += f" {back} that you deleted stood in it before: {owner} may have it already."
    return message


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _slug(name: str, otherwise: str) -> str:
    return _NOT_A_NAME.sub("-", name.casefold())[:_LONGEST_NAME].strip("-") or otherwise
