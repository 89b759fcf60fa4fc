"""Commands of reviews, stretches, skills, weeks and hints; see `commands`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple

if TYPE_CHECKING:
    from learnboard.domain.lint import LintFinding
    from learnboard.domain.model.fields import Verdict, Visibility
    from learnboard.domain.model.growth import Assessment
    from learnboard.domain.week import WeekNotes


class WriteWeek(NamedTuple):
    """Keep what is said of the week of a day: what was there is changed, what is empty is removed.

    Each line of what is next becomes an action for the Monday after, unless it says by when. Actions in `done` are
    done on that day. `before` is what the person saw written: refused if that is something else by now.
    """

    on: date
    before: "WeekNotes"
    notes: "WeekNotes"
    done: tuple[Id, ...] = ()


class DismissFinding(NamedTuple):
    """Dismiss a hint of the board for good, or show one again that was dismissed."""

    finding: "LintFinding"
    dismissed: bool = True


class KeepInstrument(NamedTuple):
    """Keep an instrument with its axes, so that it can be rated; axes that it has already stay behind them.

    Without axes it is forgotten, but not what was rated by it.
    """

    name: str
    axes: tuple[str, ...]


class RateSkills(NamedTuple):
    """Add, change or delete an assessment of the owner's.

    `before` is as it was seen, None for a new one; without `after` it is deleted.
    """

    before: "Assessment | None"
    after: "Assessment | None"


class DraftFromGap(NamedTuple):
    """Make a draft objective, from peer feedback, of an axis that others see otherwise than the owner."""

    instrument: str
    axis: str
    cycle: Id


class KeepTalk(NamedTuple):
    """Keep that the owner talked with the trusted person about a stretch today, and what came of it, if anything."""

    stretch: Id
    text: str = ""


class OwnVerdict(NamedTuple):
    """What the owner says of an objective at a review: whether it goes on as it is, and a sentence."""

    verdict: "Verdict | None"
    text: str


class RecordReview(NamedTuple):
    """Record a review of a cycle: what was said of each objective, and that those invited have met.

    What was recorded on the same day is corrected.
    """

    cycle: Id
    on: date
    verdicts: Mapping[Id, OwnVerdict]
    notes: str = ""


class InviteToReview(NamedTuple):
    """Plan a review of a cycle with these people on a day, or change the one that is planned."""

    cycle: Id
    on: date
    people: tuple[Id, ...]


class FindHelp(NamedTuple):
    """Note help that costs nothing and that somebody offers for a key result which asks for some.

    `giver` is a name: of one of the people, or of somebody who becomes one.
    """

    key_result: Id
    title: str
    giver: str
    visibility: "Visibility"


GrowthCommand: TypeAlias = (
    WriteWeek
    | DismissFinding
    | KeepInstrument
    | RateSkills
    | DraftFromGap
    | KeepTalk
    | RecordReview
    | InviteToReview
    | FindHelp
)
