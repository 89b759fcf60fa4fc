"""Reviews of a cycle: when one is due, and what the check-ins of a key result tell of the time before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from learnboard.domain.as_of import known_row, with_earlier_targets
from learnboard.domain.metrics.figures import Figures, figures
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.domain.model.fields import OWNER, Id, Verdict
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult, Milestone, TargetChange
from learnboard.domain.model.people import Meeting
from learnboard.domain.named_tuple import NamedTuple

BETWEEN: Final = timedelta(weeks=13)
"""The time from one review to the next."""
LEAST_INVITED: Final = 2
"""How many others look at it, so that it is more than one's own view."""
_BEFORE_END: Final = timedelta(days=14)
"""The last one comes so long before the cycle's end that something can still follow from it."""
_TOO_NEAR: Final = timedelta(days=28)
"""A review that would come so shortly before the last one is left out."""
_EARLY: Final = timedelta(weeks=6)
"""A review counts for the day on which it is due from so long before it."""
_LATE: Final = timedelta(days=28)
"""A review that was missed is asked for so long where none was held or planned before; else until one is held."""
_ASKED: Final = timedelta(days=14)
"""The time before it is due in which it is told of, and people are invited."""
_STAYED: Final = 2
"""Check-ins in a row from which on a blocker has stayed."""


class ReviewDue(NamedTuple):
    """The review that comes next: when, and how many are invited to it."""

    on: date
    invited: int


class Stay(NamedTuple):
    """A blocker that stood in several check-ins in a row: from when to when. `over` if it is not there any more."""

    blocker: Blocker
    first: date
    last: date
    over: bool


class Disagreement(NamedTuple):
    """The first and the last of the check-ins in a row that said otherwise than the pace, and the first's figures."""

    first: date
    last: date
    figures: Figures


def review_days(cycle: Cycle) -> tuple[date, ...]:
    """Return the days on which reviews of a cycle are due: every 13 weeks from its start, and before its end."""
    last = max(cycle.starts_on, cycle.ends_on - _BEFORE_END)
    days: list[date] = []
    on = cycle.starts_on + BETWEEN
    while on < last - _TOO_NEAR:
        days.append(on)
        on += BETWEEN
    return (*days, last)


def review_due(cycle: Cycle, reviews: Iterable[Meeting], day: date) -> date | None:
    """Return the day on which the next review of a cycle is due, or was, if it was missed.

    One that was held counts for a due day from six weeks before it. Since the first that was held or planned, one that
    was missed is asked for until one is held; a board without any is asked for four weeks long.
    """
    past = [row for row in reviews if row.on <= day]
    latest = max((row.on for row in past if row.held), default=date.min)
    since = min((row.on for row in past), default=day) - _LATE
    return next((on for on in review_days(cycle) if on >= since and counts_from(on) > latest), None)


def counts_from(on: date) -> date:
    """Return the first day of a review that counts for a day: what is said on it belongs to the same review."""
    return on - _EARLY


def is_asked_for(due: date, day: date) -> bool:
    """Whether a review is near enough to be told of."""
    return due - _ASKED <= day


def reviews_of(meetings: Iterable[Meeting], cycle: Cycle) -> list[Meeting]:
    """Return the reviews in a cycle, the earliest first."""
    rows = (row for row in meetings if row.kind == "progress_review" and cycle.starts_on <= row.on <= cycle.ends_on)
    return sorted(rows, key=lambda row: (row.on, row.id))


def review_meeting(reviews: Sequence[Meeting], day: date) -> Meeting | None:
    """Return the review that a day is about: the one that is planned, else the one held on the day."""
    last = max((row.on for row in reviews if row.held and row.on <= day), default=date.min)
    planned = next((row for row in reviews if not row.held and row.on > last), None)
    return planned or next((row for row in reversed(reviews) if row.held and row.on == day), None)


def due_review(cycle: Cycle, meetings: Iterable[Meeting], day: date) -> ReviewDue | None:
    """Return the review of a cycle that comes next; None once it is closed or over, or none is to come."""
    if cycle.closed or not cycle.starts_on <= day <= cycle.ends_on:
        return None
    reviews = reviews_of(meetings, cycle)
    on = review_due(cycle, reviews, day)
    planned = review_meeting(reviews, day)
    return None if on is None else ReviewDue(on, len(planned.with_ids) if planned and not planned.held else 0)


# -- one's own view comes first ---------------------------------------------------------------------------------------


class OpenReviews(NamedTuple):
    """What the owner may still say at reviews: of which objectives, each with when they last did, and at which reviews.

    An objective that is over, gone or of a closed cycle is not in it, nor a review that was held: what others answer
    is read there at once, as there is no view of one's own to wait for.
    """

    objectives: Mapping[Id, date]
    meetings: frozenset[Id]
    day: date
    """The owner's day: what another's clock dates later is of that day."""

    def hold(self, target: Target, kind: FeedbackKind, verdict: Verdict | None, on: date) -> bool:
        """Whether feedback that was written on a day is to be read only once the owner's own view is recorded."""
        if target.kind == "meeting":
            return kind == "comment" and target.id in self.meetings
        said = self.objectives.get(target.id) if verdict and target.kind == "objective" else None
        return said is not None and said < counts_from(min(on, self.day))


def open_reviews(
    cycles: Iterable[Cycle],
    objectives: Iterable[Objective],
    meetings: Iterable[Meeting],
    reflections: Iterable[Reflection],
    day: date,
) -> OpenReviews:
    """Return what the owner of these rows may still say at reviews, on their day."""
    still = [cycle for cycle in cycles if not cycle.closed]
    ids = {cycle.id for cycle in still}
    said = {row.id: date.min for row in objectives if row.status == "active" and row.cycle_id in ids}
    for row in reflections:
        if row.occasion == "review" and row.by_id == OWNER and row.about and row.about.id in said:
            said[row.about.id] = max(said[row.about.id], row.on)
    meetings = tuple(meetings)
    planned = (row.id for cycle in still for row in reviews_of(meetings, cycle) if not row.held)
    return OpenReviews(said, frozenset(planned), day)


# -- what the check-ins tell ------------------------------------------------------------------------------------------


def confidences(check_ins: Iterable[CheckIn]) -> tuple[int, ...]:
    """Return the confidence over time, the oldest first; the same one twice in a row is told once."""
    found: list[int] = []
    for row in check_ins:
        if row.confidence is not None and found[-1:] != [row.confidence]:
            found.append(row.confidence)
    return tuple(found)


def blockers_that_stayed(check_ins: Sequence[CheckIn]) -> tuple[Stay, ...]:
    """Return the blockers that stood in at least two check-ins in a row, given with the oldest first."""
    found: list[Stay] = []
    run: list[CheckIn] = []
    for row in (*check_ins, None):
        same = row is not None and row.blocker is not None and run and _same(row.blocker, run[-1].blocker)
        if not same:
            if len(run) >= _STAYED and (blocker := run[-1].blocker):
                found.append(Stay(blocker, run[0].on, run[-1].on, over=row is not None))
            run = []
        if row is not None and row.blocker is not None:
            run.append(row)
    return tuple(found)


def _same(blocker: Blocker, other: Blocker | None) -> bool:
    return other is not None and (blocker.kind, blocker.text) == (other.kind, other.text)


def disagreements(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    steps: Sequence[Milestone],
    changes: Sequence[TargetChange],
    context: CycleContext,
    *,
    committed: bool,
) -> tuple[Disagreement, ...]:
    """Return where the status said otherwise than the pace of that day, as the key result was known then.

    That is on track and far behind, or at risk or off track and on pace. Check-ins come with the oldest first.
    """
    found: list[Disagreement] = []
    open_ = False
    for on, now in _figures_then(key_result, check_ins, steps, changes, context, committed=committed):
        differs = now.divergent or (now.health in ("at_risk", "off_track") and now.pace == "on_pace")
        if differs and open_ and found[-1].figures.divergent == now.divergent:
            found[-1] = found[-1]._replace(last=on)
        elif differs:
            found.append(Disagreement(on, on, now))
        open_ = differs
    return tuple(found)


def _figures_then(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    steps: Sequence[Milestone],
    changes: Sequence[TargetChange],
    context: CycleContext,
    *,
    committed: bool,
) -> Iterator[tuple[date, Figures]]:
    """The figures of a key result after each check-in in its cycle, on the day of it."""
    for number, row in enumerate(check_ins, 1):
        if context.cycle.starts_on <= row.on <= context.cycle.ends_on:
            (then,) = with_earlier_targets((known_row(key_result, row.on),), changes, row.on)
            known = [known_row(step, row.on) for step in steps]
            there = CycleContext(context.cycle, row.on, context.settings)
            yield row.on, figures(then, check_ins[:number], known, committed=committed, cycle_context=there)
