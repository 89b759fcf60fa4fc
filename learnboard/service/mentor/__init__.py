"""All that the mentor's view asks for: whose snapshots there are, one of them opened, and what is written about it.

Nothing here opens a board: a mentor has files, and a folder of their own notes.
"""

from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    new_item,
    with_decision,
    with_form,
    with_item,
    with_note,
    without_item,
)
from learnboard.service.mentor.feedback_export import OtherFeedback, default_feedback_name, default_feedback_path
from learnboard.service.mentor.snapshot_files import FoundSnapshots, Mentee, SnapshotFile, find_snapshots
from learnboard.service.mentor.snapshot_view import Overview, SnapshotView, details_of, open_snapshot_view, overview

__all__ = [
    "DraftStore",
    "FeedbackDraft",
    "FoundSnapshots",
    "Mentee",
    "OtherFeedback",
    "Overview",
    "SnapshotFile",
    "SnapshotView",
    "default_feedback_name",
    "default_feedback_path",
    "details_of",
    "find_snapshots",
    "new_item",
    "open_snapshot_view",
    "overview",
    "with_decision",
    "with_form",
    "with_item",
    "with_note",
    "without_item",
]
