"""All that the mentor's view asks for: whose snapshots there are, one of them opened, and what is written about it.

Nothing here opens a board: a mentor has files, and a folder of their own notes.
"""

from learnboard.service.mentoring.delivery import OtherFeedback, default_feedback_name, default_feedback_path
from learnboard.service.mentoring.files import Found, Mentee, SnapshotFile, find
from learnboard.service.mentoring.letter import Letter, changed, decided, new_item, noted, with_half, without
from learnboard.service.mentoring.letters import Letters
from learnboard.service.mentoring.visits import Overview, Visit, details_of, overview, visit

__all__ = [
    "Found",
    "Letter",
    "Letters",
    "Mentee",
    "OtherFeedback",
    "Overview",
    "SnapshotFile",
    "Visit",
    "changed",
    "decided",
    "default_feedback_name",
    "default_feedback_path",
    "details_of",
    "find",
    "new_item",
    "noted",
    "overview",
    "visit",
    "with_half",
    "without",
]
