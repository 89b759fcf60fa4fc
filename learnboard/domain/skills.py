"""Skills as one rates oneself and others do: instruments, their axes, and what was rated together (FORMAT.md §1).

A rating in feedback counts as its author's from the day it was written, in the round of the assessment it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from learnboard.domain.model.feedback import Feedback, FeedbackItem
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.named_tuple import NamedTuple

LOWEST, HIGHEST = 1, 5
"""The levels of an axis."""
ROUND: Final = timedelta(days=60)
"""What is rated within this time is compared: later on, one has gone on learning."""


class SkillView(NamedTuple):
    """An assessment, or what feedback rates like one.

    `author` is the name in feedback, empty for an assessment; `answers` is the assessment that the feedback is about.
    """

    row: Assessment
    author: str = ""
    answers: Id | None = None

    @property
    def who(self) -> str:
        """Whose it is: the id of a person, else the name of somebody whom the board does not know."""
        return self.row.by_id or self.author

    @property
    def own(self) -> bool:
        """Whether it is the owner's."""
        return self.row.by_id == OWNER


class Round(NamedTuple):
    """What was rated together: of each person one view, the owner's first, and the day of the first of them."""

    on: date
    views: tuple[SkillView, ...]

    @property
    def own(self) -> SkillView | None:
        """The owner's view."""
        return next((view for view in self.views if view.own), None)

    def level(self, who: str, axis: str) -> int | None:
        """Return the level that somebody gave an axis."""
        return next((view.row.levels.get(axis) for view in self.views if view.who == who), None)

    def gap(self, who: str, axis: str) -> int:
        """Return how much higher somebody sees an axis than the owner; 0 where one of the two is missing."""
        own, other = self.level(OWNER, axis), self.level(who, axis)
        return 0 if own is None or other is None else other - own


class Instrument(NamedTuple):
    """What skills are rated by: its axes in order, and the rounds in which they were, the oldest first."""

    name: str
    axes: tuple[str, ...]
    rounds: tuple[Round, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Who rated it, the owner first, then by their first round."""
        found = dict.fromkeys(view.who for each in self.rounds for view in each.views)
        return tuple(sorted(found, key=lambda who: who != OWNER))

    @property
    def newest_own(self) -> Assessment | None:
        """The owner's newest assessment."""
        return next((each.own.row for each in reversed(self.rounds) if each.own), None)

    @property
    def compared(self) -> Round | None:
        """The newest round in which the owner and somebody else gave levels."""
        return next((each for each in reversed(self.rounds) if _compares(each)), None)

    @property
    def gaps(self) -> int:
        """On how many axes of the newest comparison somebody is a level or more apart from the owner."""
        return sum(bool(self.gaps_on(axis)) for axis in self.axes)

    def gaps_on(self, axis: str) -> Mapping[str, int]:
        """Return who is a level or more apart from the owner in the newest comparison, and by how much."""
        found = self.compared
        if found is None:
            return {}
        gaps = {who: found.gap(who, axis) for who in self.people}
        return {who: gap for who, gap in gaps.items() if gap}

    def change(self, place: int, axis: str) -> int:
        """Return how the owner's level in a round differs from the one before; 0 without one of them."""
        now = self.rounds[place].level(OWNER, axis)
        before = [level for each in self.rounds[:place] if (level := each.level(OWNER, axis)) is not None]
        return now - before[-1] if before and now is not None else 0


def skill_views(
    assessments: Iterable[Assessment], feedback: Iterable[Feedback], days: Mapping[Id, date]
) -> tuple[SkillView, ...]:
    """Return assessments, and what feedback rates like them; `days` are those on which feedback was written.

    Feedback about an assessment that is not there rates nothing.
    """
    rows = {row.id: row for row in assessments}
    answers = (
        answer_view(rows, each, each.person_id, each.author, days[each.id]) for each in feedback if each.id in days
    )
    return (*map(SkillView, rows.values()), *filter(None, answers))


def answer_view(
    rows: Mapping[Id, Assessment], item: Feedback | FeedbackItem, by_id: Id | None, author: str, on: date
) -> SkillView | None:
    """Return what an item of feedback rates, by whom and from which day on; None if it rates nothing that is there."""
    about = rows.get(item.target.id) if item.kind == "assessment" and item.target.kind == "assessment" else None
    if about is None or not item.levels:
        return None
    row = Assessment(item.id, about.instrument, on, by_id, item.levels, item.text, "mentor")
    return SkillView(row, author, about.id)


def instruments(views: Iterable[SkillView], kept: Mapping[str, Sequence[str]]) -> tuple[Instrument, ...]:
    """Return the instruments by name; `kept` are the axes of those that the board knows, rated or not."""
    by_name: dict[str, list[SkillView]] = {name: [] for name in kept}
    for view in views:
        by_name.setdefault(view.row.instrument, []).append(view)
    found = []
    for name in sorted(by_name, key=str.casefold):
        rounds = rounds_of(by_name[name])
        rated = (axis for each in rounds for view in each.views for axis in view.row.levels)
        found.append(Instrument(name, tuple(dict.fromkeys([*kept.get(name, ()), *rated])), rounds))
    return tuple(found)


def rounds_of(views: Iterable[SkillView]) -> tuple[Round, ...]:
    """Return what was rated together of one instrument, the oldest first.

    A round ends where somebody rates again, or ROUND after its first view; an answer belongs to what it answers.
    """
    rows = sorted(views, key=lambda view: (view.row.on, view.row.id))
    found: list[dict[str, SkillView]] = []
    for view in rows:
        if view.answers:
            continue
        first = next(iter(found[-1].values())) if found else None
        if first is None or view.who in found[-1] or view.row.on - first.row.on > ROUND:
            found.append({})
        found[-1][view.who] = view
    days = [next(iter(each.values())).row.on for each in found]
    for view in rows:
        home = next((each for each in found if any(other.row.id == view.answers for other in each.values())), None)
        if view.answers and home is not None and view.who != OWNER:
            home[view.who] = view
    return tuple(
        Round(on, tuple(sorted(each.values(), key=lambda view: not view.own)))
        for on, each in zip(days, found, strict=True)
    )


def covered(views: Iterable[SkillView], reader: Id | None) -> frozenset[Id]:
    """Return the views that a reader is not to see yet: in a round that the owner rated, their own is missing.

    For a reader who is not known, any other view of the round counts as theirs. What the owner shares everybody sees.
    """
    by_name: dict[str, list[SkillView]] = {}
    for view in views:
        by_name.setdefault(view.row.instrument, []).append(view)
    return frozenset(
        view.row.id
        for rows in by_name.values()
        for each in rounds_of(rows)
        if _waits_for(each, reader)
        for view in each.views
    )


def _waits_for(each: Round, reader: Id | None) -> bool:
    """Whether a round asks a reader for their view; the owner's has levels then."""
    if each.own is None or not each.own.row.levels or each.own.row.visibility == "shared":
        return False
    return not any(view.who == reader if reader else not view.own for view in each.views)


def _compares(each: Round) -> bool:
    return bool(each.own and each.own.row.levels) and any(view.row.levels and not view.own for view in each.views)
