"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id

if TYPE_CHECKING:
    from learnboard.domain.model.money import Evaluation, Level


class PauseHours(NamedTuple):
    """Grant no learning time by a policy from a day to a day; after them it goes on as it was."""

    policy: Id
    from_on: date
    to_on: date


class Rating(NamedTuple):
    """What an entry was worth at a level, 1 to 5, with a note; None takes back what was rated, which was `before`."""

    level: "Level"
    rating: int | None
    note: str = ""
    before: "Evaluation | None" = None


class EvaluateEntry(NamedTuple):
    """Keep what a budget entry was worth; refused if a level was rated otherwise meanwhile."""

    entry: Id
    ratings: tuple[Rating, ...]


class ShareSuccess(NamedTuple):
    """Keep how others learned from a budget entry, and when; an empty text says that they did not.

    `seen` is what was kept when the person saw it: refused if it is something else by now.
    """

    entry: Id
    shared_as: str
    on: date
    seen: str = ""


ResourceCommand: TypeAlias = PauseHours | EvaluateEntry | ShareSuccess
