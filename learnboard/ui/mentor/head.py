"""The two lines over every view of a snapshot: whose it is, how it follows the last one, and the views there are."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.comparison import Chain
from learnboard.presentation.values import short_day
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui.mentor.labels import since_words
from learnboard.ui.toolkit.styled_text import GAP, Line, StyledText, size_of
from learnboard.ui.toolkit.text import cell_len, cut, simplified

VIEWS: Final = ("changes", "board", "asks, time, money", "feedback")
CHANGES, CARDS, REQUESTS, WRITTEN = range(len(VIEWS))
_CHAINS: Final[Mapping[Chain, StyledText]] = {
    "ok": StyledText("✓ follows the last one", "good"),
    "gap": StyledText("… others lie between", "warn"),
    "altered": StyledText("! the one before was altered", "warn"),
}
_ALTERED: Final = StyledText("! altered after it was written", "bad")
_FIRST: Final = StyledText("the first one here", "muted")
_CURRENT: Final = "›"
_LEAST_NAME: Final = 12


def head_lines(
    snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, view: int, today: date, width: int
) -> list[Line]:
    """The head in lines of at most `width` cells; `view` is the number of the current one, 0 for the first."""
    return [_person(snapshot_view, today, width), _views(feedback_draft, view, width)]


def chain_sign(snapshot_view: SnapshotView) -> StyledText:
    """Whether the snapshot is the one that comes next, in a sign and words."""
    if snapshot_view.comparison and not (
        snapshot_view.comparison.chain == "altered" and snapshot_view.snapshot.altered
    ):
        return _CHAINS[snapshot_view.comparison.chain]
    return _ALTERED if snapshot_view.snapshot.altered else _FIRST


def _person(snapshot_view: SnapshotView, today: date, width: int) -> Line:
    """Name and role, then which snapshot it is: what matters least gives way first."""
    owner, snapshot = snapshot_view.snapshot.records.board_info.owner, snapshot_view.snapshot
    count = len(snapshot_view.mentee.files)
    on = f"{short_day(snapshot.as_of, today)}, {since_words(snapshot.as_of, today)}"
    facts = [
        StyledText(f"{snapshot_view.number + 1} of {count}" if count > 1 else "", "muted"),
        StyledText(on, "text"),
        chain_sign(snapshot_view),
    ]
    name = simplified(owner.name) or "Somebody without a name"
    while facts and sum(cell_len(fact.text) + len(GAP) for fact in facts) > width - _LEAST_NAME:
        facts.pop(0)
    right = [piece for fact in facts if fact.text for piece in (StyledText(GAP), fact)]
    room = width - size_of(right)
    role = simplified(owner.role)
    name = cut(name, room)
    line = [StyledText(name, "title")]
    if role and room - cell_len(name) > _LEAST_NAME:
        line.append(StyledText(cut(f"{GAP}{role}", room - cell_len(name)), "muted"))
    return [*line, StyledText(" " * (room - size_of(line))), *right]


def _views(feedback_draft: FeedbackDraft, view: int, width: int) -> Line:
    """The views with their keys, the current one marked; and what is not written to a file yet."""
    line = _named_views(feedback_draft, view)
    if size_of(line) > width:
        line = _named_views(feedback_draft, view, alone=True)
    note = f"{feedback_draft.unwritten} not written yet" if feedback_draft.unwritten else ""
    gap = width - size_of(line) - cell_len(note)
    return [*line, StyledText(" " * gap), StyledText(note, "warn")] if note and gap >= len(GAP) else line


def _named_views(feedback_draft: FeedbackDraft, view: int, *, alone: bool = False) -> Line:
    """The views with their keys; with the name of the current one `alone` where there is no room for all."""
    line: Line = []
    for number, name in enumerate(VIEWS):
        current = number == view
        count = f" {len(feedback_draft.items)}" if name == VIEWS[-1] and feedback_draft.items else ""
        sign = _CURRENT if current else " "
        told = f"{name}{count}" if current or not alone else ""
        line += [
            StyledText(f"{sign} ", "accent"),
            StyledText(f"{number + 1} ", "accent" if current else "muted"),
            StyledText(told, "title" if current else "muted"),
            StyledText("" if alone else GAP),
        ]
    line.pop()
    return line
