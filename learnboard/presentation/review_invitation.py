"""What somebody who is invited to a review is asked."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.model.fields import Id, Verdict
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.people import Meeting
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import short_day

VERDICTS: Final[Mapping[Verdict, str]] = {
    option.value: option.label.capitalize() for option in OPTIONS["reflections", "verdict"]
}
"""What the verdicts are called where they are chosen."""
VERDICT: Final = "Keep, change or let go?"
EACH: Final = "What was achieved, where was it a struggle, and even better if …?"
"""What is asked of each objective, beside the verdict."""


class ReviewQuestion(NamedTuple):
    """A question about the whole of a review: what an answer begins with, and what is asked in its empty field."""

    lead: str
    say: str
    prompt: str


QUESTIONS: Final = (
    ReviewQuestion("Achieved:", "Say what was achieved", "What was achieved, as you have seen it?"),
    ReviewQuestion("Struggled:", "Say where it was a struggle", "Where was it a struggle, and what was in the way?"),
    ReviewQuestion("Even better if:", "Say what would be better", "Even better if …"),
)


class ReviewInvitation(NamedTuple):
    """A review to which the reader is invited: what heads it, what is asked, and the objectives that it looks at."""

    meeting: Id
    heading: str
    intro: str
    objectives: tuple[Objective, ...]


def review_invitation(context: ReaderContext) -> ReviewInvitation | None:
    """Return the review that is planned and to which the reader is invited; None if there is none.

    A file that invites somebody is meant for one of them, if nobody is known to read it.
    """
    row = _planned(context)
    columns = [column.objective for column in context.report.columns if column.objective.status == "active"]
    if row is None or not columns:
        return None
    return ReviewInvitation(
        row.id,
        f"You are invited to a review on {short_day(row.on, context.day)}",
        f"For each objective: keep, change or let go, and why. {context.owner} reads yours beside their own, "
        "once that is written.",
        tuple(context.read(row) for row in columns),
    )


def _planned(context: ReaderContext) -> Meeting | None:
    rows = [row for row in context.report.records.meetings if row.kind == "progress_review"]
    last = max((row.on for row in rows if row.held), default=None)
    planned = (row for row in rows if not row.held and row.with_ids and (last is None or row.on > last))
    coming = (row for row in planned if context.you is None or context.you in row.with_ids)
    return min(coming, key=lambda row: (row.on, row.id), default=None)
