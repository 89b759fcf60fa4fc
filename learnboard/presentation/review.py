"""What a review asks and tells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from learnboard.domain.model.feedback import Feedback, FeedbackItem
from learnboard.domain.model.fields import Verdict
from learnboard.domain.model.goals import Cycle
from learnboard.domain.review import Disagreement, OpenReviews, Stay, open_reviews
from learnboard.presentation.check_ins import blocker_text
from learnboard.presentation.cycles import CLOSE_KEY, cycle_days
from learnboard.presentation.values import (
    HEALTH,
    PACE,
    amount,
    count_of,
    day_text,
    duration,
    listed,
    local_day,
    quoted,
    short_day,
    short_name,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from learnboard.domain.model.records import Records
    from learnboard.domain.model.snapshot import Snapshot

QUESTION: Final = "Keep, change or let go?"
"""What is asked of each objective, and kept with the answer."""
STANDS_IN_REVIEW: Final = "An answer to your review: R shows it beside yours, once you have written that."
"""What stands among the feedback in the place of an answer that is to be read beside one's own."""
NO_CYCLE: Final = "There is no cycle to review yet: C lists the cycles, and n there makes one."
NO_OBJECTIVES: Final = "No objective of this cycle is worked on yet: N on the board writes one."
VERDICTS: Final[Mapping[Verdict, str]] = {"keep": "keep", "change": "change", "let_go": "let go"}
SOMEBODY: Final = "somebody"
"""Whoever answered and is no longer on the board."""
Said = TypeVar("Said", Feedback, FeedbackItem)
_COUNTED: Final[Mapping[Verdict, str]] = {"keep": "kept", "change": "to change", "let_go": "let go"}


def held_back(row: Said, written_at: datetime, still: OpenReviews) -> Said:
    """Return feedback without what it says of a review, if that is to be read beside the owner's own view only."""
    if not still.hold(row.target, row.kind, row.verdict, local_day(written_at)):
        return row
    return replace(row, text=STANDS_IN_REVIEW, verdict=None, action=None)


def own_view_first(records: "Records", day: date) -> "Records":
    """Return the owner's own rows on a day without what is to be read beside their own view of a review only."""
    if not records.feedback:
        return records
    still = open_reviews(records.cycles, records.objectives, records.meetings, records.reflections, day)
    feedback = tuple(held_back(row, row.written_at, still) for row in records.feedback)
    return replace(records, feedback=feedback)


def as_read(snapshot: "Snapshot") -> "Snapshot":
    """Return a snapshot as it is shown: what its owner is not to read yet is held back, which only a full one has."""
    if snapshot.profile != "full":
        return snapshot
    return replace(snapshot, records=own_view_first(snapshot.records, snapshot.as_of))


def is_held_back(row: Feedback) -> bool:
    """Whether feedback stands without what it says of a review."""
    return row.text == STANDS_IN_REVIEW


def confidence_line(confidences: Sequence[int]) -> str:
    """Confidence over time: `confidence 8 → 6 → 7`; empty without any."""
    return f"confidence {' → '.join(map(str, confidences))}" if confidences else ""


def disagreement_text(found: Disagreement, day: date) -> str:
    """Where the status said otherwise than the pace: `3 May to 7 Jun: on track, but far behind`."""
    status = HEALTH["on_track" if found.figures.divergent else found.figures.health].label
    joint = "but" if found.figures.divergent else "though"
    return f"{_days(found.first, found.last, day)}: {status}, {joint} {PACE[found.figures.pace].label}"


def stay_text(stay: Stay, day: date) -> str:
    """What stood in the way for long: `in the way since 3 May: dependency: their call is slow`."""
    since = _days(stay.first, stay.last, day) if stay.over else f"since {short_day(stay.first, day)}"
    return f"in the way {since}: {blocker_text(stay.blocker, day).reason}"


def _days(first: date, last: date, day: date) -> str:
    return short_day(first, day) if first == last else f"{short_day(first, day)} to {short_day(last, day)}"


def spent_text(minutes: int, spent: "Mapping[str, Fraction]") -> str:
    """The time and money that went into it: `4 h 30, 612.50 EUR`; empty for neither."""
    money = [amount(spent[currency], currency) for currency in sorted(spent)]
    return ", ".join([*([duration(minutes)] if minutes else []), *money])


def verdict_text(verdict: Verdict | None) -> str:
    """What somebody says becomes of an objective, as a sentence: `Let go.`; empty for nothing."""
    return f"{VERDICTS[verdict].capitalize()}." if verdict else ""


def earlier_text(on: date, name: str, verdict: Verdict | None, text: str, day: date) -> str:
    """What was recorded last time, by the owner if `name` is empty: `On 31 Mar you said: keep. It moves.`."""
    said = ". ".join(filter(None, (VERDICTS[verdict] if verdict else "", text.strip())))
    return f"On {short_day(on, day)} {short_name(name) if name else 'you'} said: {said}"


def last_review_text(on: date, names: Sequence[str], day: date) -> str:
    """When the last review was, and with whom: `The last one was on 31 Mar, with Linden Marsh and Ash Rivers.`."""
    beside = f", with {invited_text(names)}" if names else ""
    return f"The last one was on {short_day(on, day)}{beside}."


def answers_wait_text(count: int, *, whole: bool) -> str:
    """That others have answered, which stands there only beside one's own answer: that to the `whole` of it last."""
    verb = "it stands" if count == 1 else "they stand"
    until = "once you have answered for each objective" if whole else "once you have written that"
    return f"{count_of(count, 'answer')} of others came in: {verb} here beside yours, {until}."


def late_answers_text(cycle: str) -> str:
    """That answers to a review came in after the close, and where they stand."""
    return f"{quoted(cycle)} is closed: answers to its review stand among the feedback, which m lists."


def progress_text(said: int, whole: int) -> str:
    """How much is answered: `2 of 4 answered`."""
    return f"{said} of {whole} answered"


def invited_text(names: Sequence[str]) -> str:
    """Who is invited: `Linden Marsh and Ash Rivers`, `nobody yet`."""
    return listed([short_name(name) for name in names]) if names else "nobody yet"


# -- what was done ----------------------------------------------------------------------------------------------------


def nothing_said_text() -> str:
    """Why an empty review is not recorded."""
    return "Nothing is said of any objective yet: 1 keeps it, 2 changes it, 3 lets it go."


def nobody_invited_text() -> str:
    """Why an invitation to nobody is not planned."""
    return "Nobody is invited: write whom you ask to look at it with you, such as two who see your work."


def day_outside_text(cycle: Cycle, on: date) -> str:
    """Why a day is none for a review of a cycle."""
    what = f"{CLOSE_KEY} closes it" if on > cycle.ends_on else "choose a day in it"
    return f"{day_text(on)} is not in {quoted(cycle.title)}, {cycle_days(cycle)}: {what}."


def recorded_message(cycle: Cycle, verdicts: Sequence[Verdict | None], left_out: int) -> str:
    """What was recorded: `Recorded the review of “2026”: 3 kept, 1 to change. It stands in the story.`."""
    found = Counter(verdicts)
    counts = [f"{found[verdict]} {word}" for verdict, word in _COUNTED.items() if found[verdict]]
    told = f": {', '.join(counts)}" if counts else ""
    rest = f" Left out, as no longer there: {count_of(left_out, 'objective')}." if left_out else ""
    return f"Recorded the review of {quoted(cycle.title)}{told}. It stands in the story.{rest}"


def invited_message(on: date, names: Sequence[str], day: date) -> str:
    """Who is invited to the review of which day."""
    when = short_day(on, day)
    if not names:
        return f"Nobody is invited to the review of {when} any more."
    return f"Invited {listed([short_name(name) for name in names])} to the review of {when}."
