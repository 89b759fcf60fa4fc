"""What belongs to key results, by key result: check-ins, steps, the Individual Learning Objective, stretches."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, Milestone
from learnboard.domain.named_tuple import NamedTuple

_BOARD_ORDER = attrgetter("position", "id")
_DAY_ORDER = attrgetter("on", "id")
Part = TypeVar("Part", CheckIn, Milestone)


class KeyResultHistory(NamedTuple):
    """What belongs to key results: check-ins by (on, id), steps in board order; and the day's ILO and stretches."""

    check_ins: Mapping[Id, Sequence[CheckIn]]
    milestones: Mapping[Id, Sequence[Milestone]]
    ilo: Id | None = None
    stretched: Collection[Id] = ()


NO_HISTORY = KeyResultHistory({}, {})
"""The history of a key result that was made just now."""


def group_histories(
    check_ins: Iterable[CheckIn], milestones: Iterable[Milestone], ilo: Id | None = None, stretched: Collection[Id] = ()
) -> KeyResultHistory:
    """Group check-ins and steps, as known on a day, by their key results."""
    steps = _by_key_result(milestones, _BOARD_ORDER)
    return KeyResultHistory(_by_key_result(check_ins, _DAY_ORDER), steps, ilo, stretched)


def _by_key_result(rows: Iterable[Part], order: Callable[[Part], Any]) -> Mapping[Id, Sequence[Part]]:
    groups: defaultdict[Id, list[Part]] = defaultdict(list)
    for row in rows:
        groups[row.key_result_id].append(row)
    groups.default_factory = None  # from now on it is a dictionary like any other
    for group in groups.values():  # many short lists are sorted sooner than a long one
        group.sort(key=order)
    return groups


def ilo_on(day: date, ilo_periods: Iterable[IloPeriod]) -> Id | None:
    """Return the key result that is the Individual Learning Objective on the day."""
    return next((period.key_result_id for period in ilo_periods if period.covers(day)), None)


def is_on(row: Stretch, day: date) -> bool:
    """Whether a stretch is on; one that was ended is over on the day it ended."""
    return row.from_on is not None and row.from_on <= day and (row.to_on is None or row.to_on > day)


def stretched_on(rows: Iterable[Stretch], day: date) -> frozenset[Id]:
    """Return the key results on which a stretch is on."""
    return frozenset(row.key_result_id for row in rows if row.key_result_id and is_on(row, day))
