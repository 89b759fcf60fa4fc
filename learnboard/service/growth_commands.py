"""Commands of reviews and of growing; see `commands`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id

if TYPE_CHECKING:
    from learnboard.domain.model.fields import Verdict


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


GrowthCommand: TypeAlias = RecordReview | InviteToReview
