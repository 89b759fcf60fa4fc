"""The state of the list of goals, as a value: sections by status, and the cursor."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import GoalStatus
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.queries.goals import GoalEntry, GoalSearch

ORDER: Final[tuple[GoalStatus, ...]] = ("active", "exploring", "achieved", "set_aside", "retired")
_PLACES: Final[Mapping[GoalStatus, int]] = {status: place for place, status in enumerate(ORDER)}


class GoalList(NamedTuple):
    """The goals as they are listed, the cursor, and the goal that waits for another beside it."""

    search: GoalSearch
    at: int = 0
    marked: Id | None = None

    @property
    def entries(self) -> tuple[GoalEntry, ...]:
        """The goals section by section, in each by their places."""
        return tuple(sorted(self.search.entries, key=lambda entry: _PLACES[entry.goal.status]))

    @property
    def entry(self) -> GoalEntry | None:
        """The goal under the cursor; None in an empty list."""
        entries = self.entries
        return entries[self.at] if entries else None

    def to(self, at: int) -> "GoalList":
        """Return the list with the cursor at a place, or at the nearest valid one."""
        return self._replace(at=max(0, min(at, len(self.search.entries) - 1)))

    def on(self, goal: Id | None) -> "GoalList":
        """Return the list with the cursor on a goal, or where it was if that is not there."""
        places = (place for place, entry in enumerate(self.entries) if entry.goal.id == goal)
        return self.to(next(places, self.at))

    def renewed(self, search: GoalSearch) -> "GoalList":
        """Return a list of the goals as they are now, with the cursor on the same goal."""
        marked = self.marked if self.marked and search.find(self.marked) else None
        goal = self.entry.goal.id if self.entry else None
        return self._replace(search=search, marked=marked).on(goal)

    def carried(self, by: int) -> int | None:
        """Return the place among all goals, without this one, that puts it before or after its neighbour.

        None if it has no neighbour of the same status there.
        """
        entries, to = self.entries, self.at + by
        if self.entry is None or not 0 <= to < len(entries) or entries[to].goal.status != self.entry.goal.status:
            return None
        others = [entry.goal.id for entry in self.search.entries if entry.goal.id != self.entry.goal.id]
        return others.index(entries[to].goal.id) + (by > 0)
