"""Commands of reviews, stretches, skills, weeks and hints; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id

if TYPE_CHECKING:
    from learnboard.domain.lint import LintFinding
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


GrowthCommand: TypeAlias = WriteWeek | DismissFinding
