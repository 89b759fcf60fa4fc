"""The head of a snapshot, and the files that were not opened, in styled lines."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from learnboard.presentation.changes import chain_state
from learnboard.presentation.values import away, short_day
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.subjects import SubjectBlock
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.styles import state_text
from learnboard.ui.toolkit.text import (
    GAP,
    Line,
    StyledText,
    cell_len,
    cut,
    paragraph_lines,
    simplified,
    size_of,
)

VIEWS: Final = ("since we met", "board", "asks, time, money", "feedback")
CHANGES, CARDS, REQUESTS, WRITTEN = range(len(VIEWS))
_LEAST_NAME: Final = 12
_CURRENT: Final = "›"
_NO_NAME: Final = "Somebody without a name"


def refused_blocks(refused: Sequence[str], width: int) -> Iterator[SubjectBlock]:
    """Yield a sentence for each file that was not opened, in lines of at most `width` cells."""
    if refused:
        yield ready_block([[], [StyledText("Not opened", "heading")]])
        yield ready_block(
            [line for message in refused for line in paragraph_lines(f"! {simplified(message)}", width, "warn")]
        )


def head_lines(
    snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, view: int, today: date, width: int
) -> list[Line]:
    """Return the head, in lines of at most `width` cells. `view` is the number of the current view, from 0."""
    return [_snapshot(snapshot_view, today, width), _views(feedback_draft, view, width)]


def as_of_text(day: date, today: date) -> str:
    """Return the day of a snapshot and how long ago that is: `26 Jun, 3 days ago`."""
    return f"{short_day(day, today)}, {away(day, today)}"


def _name_and_role(name: str, role: str, room: int, *, least_role: int) -> Line:
    """Return a name and, if more than `least_role` cells are left, a role."""
    line = [StyledText(cut(simplified(name) or _NO_NAME, room), "title")]
    role = simplified(role)
    if role and room - size_of(line) > least_role:
        line.append(StyledText(cut(f"{GAP}{role}", room - size_of(line)), "muted"))
    return line


# -- the head ---------------------------------------------------------------------------------------------------------


def _snapshot(snapshot_view: SnapshotView, today: date, width: int) -> Line:
    """Return name, role and snapshot. The least important facts are dropped first."""
    owner, snapshot = snapshot_view.snapshot.records.board_info.owner, snapshot_view.snapshot
    count = len(snapshot_view.mentee.files)
    comparison = snapshot_view.comparison if snapshot_view.before else None
    facts = [
        StyledText(f"{snapshot_view.number + 1} of {count}" if count > 1 else "", "muted"),
        StyledText(as_of_text(snapshot.as_of, today)),
        state_text(chain_state(comparison.chain if comparison else None, altered=snapshot.altered)),
    ]
    while facts and sum(cell_len(fact.text) + len(GAP) for fact in facts) > width - _LEAST_NAME:
        facts.pop(0)
    right = [piece for fact in facts if fact.text for piece in (StyledText(GAP), fact)]
    room = width - size_of(right)
    left = _name_and_role(owner.name, owner.role, room, least_role=_LEAST_NAME)
    return [*left, StyledText(" " * (room - size_of(left))), *right]


def _views(feedback_draft: FeedbackDraft, view: int, width: int) -> Line:
    """Return the views with their keys, the current one marked, and the count of unwritten items."""
    line = _named_views(feedback_draft, view)
    if size_of(line) > width:
        line = _named_views(feedback_draft, view, alone=True)
    note = f"{feedback_draft.unwritten} not written yet" if feedback_draft.unwritten else ""
    gap = width - size_of(line) - cell_len(note)
    return [*line, StyledText(" " * gap), StyledText(note, "warn")] if note and gap >= len(GAP) else line


def _named_views(feedback_draft: FeedbackDraft, view: int, *, alone: bool = False) -> Line:
    """Return the views with their keys; with `alone`, only the current view has its name."""
    line: Line = []
    for number, name in enumerate(VIEWS):
        current = number == view
        count = f" {len(feedback_draft.items)}" if name == VIEWS[-1] and feedback_draft.items else ""
        sign = _CURRENT if current else " "
        label = f"{name}{count}" if current or not alone else ""
        line += [
            StyledText(f"{sign} ", "accent"),
            StyledText(f"{number + 1} ", "accent" if current else "muted", str(number + 1)),
            StyledText(label, "title" if current else "muted", str(number + 1)),
            StyledText("" if alone else GAP),
        ]
    line.pop()
    return line
