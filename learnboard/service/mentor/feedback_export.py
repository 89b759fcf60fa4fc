"""Feedback files as a mentor sends them: their content, their names, and what they may overwrite."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author, FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean_line, slug
from learnboard.exchange.file_kinds import SQLITE
from learnboard.exchange.safe_io import FEEDBACK_LIMIT
from learnboard.presentation.values import count_of
from learnboard.service.files import read_any
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView


class OtherFeedback(InvalidFile):
    """Other feedback is in the place of a feedback file. A person may choose to replace it."""


def default_feedback_name(snapshot_view: SnapshotView, author: Author | None) -> str:
    """Return the default name of a feedback file: its author, the board's owner, and the day of the snapshot."""
    owner = slug(snapshot_view.snapshot.records.board_info.owner.name, "board")
    return f"{slug(author.name if author else '', 'mentor')}-{owner}-{snapshot_view.snapshot.as_of}.feedback.json"


def default_feedback_path(snapshot_view: SnapshotView, author: Author | None) -> Path:
    """Return the default place of a feedback file: next to the snapshot if possible, else in the working folder."""
    name = default_feedback_name(snapshot_view, author)
    folder = snapshot_view.file.path.absolute().parent
    return folder / name if os.access(folder, os.W_OK | os.X_OK) else Path.cwd() / name


def feedback_bytes(snapshot: Snapshot, feedback_draft: FeedbackDraft, now: datetime) -> bytes:
    """Return the feedback file of a draft; the mentor's private note is not in it.

    Raises:
        Rejected: if there are no items or no author, or learnboard would refuse to read the file.
    """
    from learnboard.exchange.documents import encode_feedback  # noqa: PLC0415 - Pydantic, which a draft does not need

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


def check_place(path: Path, snapshot: Snapshot, feedback_draft: FeedbackDraft, *, force: bool) -> None:
    """Refuse a place where a feedback file would overwrite something else.

    Raises:
        OtherFeedback: if other feedback is there, and `force` is not given.
        InvalidFile: if anything else is there.
    """
    name = clean_line(str(path))
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        raise InvalidFile(f"{name} is a folder: choose a file in it.")
    if mode and not stat.S_ISREG(mode):
        raise InvalidFile(f"{name} is a device or a pipe: choose a file.")
    if not os.path.lexists(path):
        return
    # A mistyped name must cost nobody their board: nothing but feedback is overwritten, whatever was chosen.
    if _is_database(path):
        raise InvalidFile(f"{name} is a board or another database, not feedback: choose another name.")
    found = _read_feedback(path)
    if found is None:
        raise InvalidFile(f"{name} already exists and is no feedback file of learnboard: choose another name.")
    if not force and (path.is_symlink() or not _is_earlier(found, snapshot, feedback_draft)):
        raise OtherFeedback(f"{name} already exists and is not this feedback: choose another name, or replace it.")


def _mode(path: Path) -> int:
    """The mode of what a path leads to; 0 if there is nothing, or if writing will find out."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def _read_feedback(path: Path) -> FeedbackDocument | None:
    try:
        found = read_any(path)
    except InvalidFile:
        return None
    return found if isinstance(found, FeedbackDocument) else None


def _is_earlier(found: FeedbackDocument, snapshot: Snapshot, feedback_draft: FeedbackDraft) -> bool:
    """Whether feedback is an earlier file of the same draft, without items that the draft does not know."""
    ids = (found.feedback_id, found.board_id, found.snapshot_id)
    known = feedback_draft.written.keys() | {item.id for item in feedback_draft.items}
    same = ids == (feedback_draft.feedback_id, snapshot.board_id, snapshot.snapshot_id)
    return same and known >= {item.id for item in found.items}


def describe_written(snapshot: Snapshot, feedback_draft: FeedbackDraft, path: Path) -> str:
    """Say that a draft was written to a file, and what to do with it."""
    owner = clean_line(snapshot.records.board_info.owner.name) or "the owner of the board"
    items = count_of(len(feedback_draft.items), "item")
    message = f"Wrote {items} to {clean_line(str(path))}: send it to {owner}."
    if feedback_draft.deleted_since:
        deleted = count_of(feedback_draft.deleted_since, "item")
        message += f" {deleted} that you deleted was in it before: {owner} may have it already."
    return message
