"""New rows as they begin, each with a new id; nothing is written yet."""

import os
import re
import time
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from learnboard.domain.board import GAP
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id, Number, fields_of
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone

Row = TypeVar("Row")
_LONGEST = 64
_LENGTH: Final = 36
_MADE: Final = r"z*([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def new_id(after: Id = "") -> Id:
    """A new id: 48 bits of milliseconds, then randomness, with the version and variant of RFC 9562.

    One that does not sort after `after`, an id another program made, gets as many `z` before it as it takes; only
    after an id that begins with more than 28 of them there is no room left.
    """
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    fresh = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    while fresh <= after and len(fresh) < _LONGEST:
        fresh = f"z{fresh}"
    return fresh


def creation_time(id_: Id) -> int | None:
    """The millisecond since 1970 in which an id was made; None if it does not say so."""
    # Of the tens of thousands of ids on a large board, those of other programs are mostly shorter.
    found = re.fullmatch(_MADE, id_) if len(id_) >= _LENGTH else None
    return int(found[1] + found[2], 16) if found else None


_ONE: Final = Number("1")
_SESSIONS: Final = 8
_YEARS: Final = range(1970, 2201)
# A number that goes on (1,5 or 1.2.3 or 9:30) is not understood, rather than half of it.
_NUMBER = r"(-?[0-9]+(?:\.[0-9]+)?)(?![0-9]|[.,:/’'–-][0-9])"
_UNIT = r"(?:\s*((?:[^\W\d_]|[%‰°€$£¥])[^\s\d.,;:!?()“”\"]{0,15})(?![^\s.,;:!?()“”\"]))?"
_FROM_TO: Final = rf"\bfrom\s+{_NUMBER}{_UNIT}\s+to\s+{_NUMBER}{_UNIT}(?![\w%])"
_NO_UNITS: Final = frozenset(
    "a about across after an and as at because before behind between but "  # noqa: SIM905 - not a word a line
    "by during each every for from if in into nd of on or out over per rd so st than th that the then this through "
    "till to under until via when where while with within without".split()
)
"""What stands behind a number and is no unit: `4.2 out of 5`, `6 by June`."""


class _MetricRange(NamedTuple):
    """Where a metric goes from and to."""

    start: Number
    target: Number
    unit: str

    @property
    def decimals(self) -> int:
        """The decimals of the more exact one of the two."""
        return max(len(number.text.partition(".")[2]) for number in (self.start, self.target))


def new_goal(statement: str = "") -> Goal:
    """Return a goal that is still being explored."""
    return _new(Goal, statement=statement, status="exploring", visibility="mentor", position=GAP)


def new_cycle(day: date) -> Cycle:
    """Return the calendar year of a day."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return Cycle(new_id(), str(day.year), "year", first, last, _SESSIONS, "active")


def new_objective(title: str, cycle_id: Id, goal: Goal | None) -> Objective:
    """Return an objective of the owner's own, as visible as its goal."""
    return _new(
        Objective,
        cycle_id=cycle_id,
        goal_id=goal.id if goal else None,
        title=title,
        okr_type="aspirational",
        origin="own",
        weight=_ONE,
        status="active",
        visibility=goal.visibility if goal else "mentor",
        position=GAP,
    )


def new_key_result(title: str, objective: Objective) -> KeyResult:
    """Return a key result that is done or not; a title such as `… from 850 ms to 400 ms` makes it a metric."""
    values = {"title": title, "weight": _ONE, "visibility": objective.visibility, "position": GAP}
    metric = _metric_range(title)
    if metric is None:
        return _new(KeyResult, objective_id=objective.id, kind="binary", **values)
    numbers = {**metric._asdict(), "decimals": metric.decimals}
    return _new(KeyResult, objective_id=objective.id, kind="metric", **values, **numbers)


def new_milestone(title: str, key_result_id: Id) -> Milestone:
    """Return a step of a key result."""
    return Milestone(new_id(), key_result_id, title, _ONE, None, None, GAP)


def _new(record: type[Row], **values: Any) -> Row:
    """A row with a new id and these values; its other fields are null or empty."""
    for field in fields_of(record):
        empty = {str: "", int: 0}.get(field.base, ())
        values.setdefault(field.name, None if field.nullable else empty)
    return record(**{**values, "id": new_id()})


def _metric_range(title: str) -> _MetricRange | None:
    """What a title says of a start and a target; None if it does not say it plainly."""
    found = re.search(_FROM_TO, title, re.IGNORECASE)
    if not found:
        return None
    first, unit_before, last, unit = found.groups(default="")
    try:
        start, target = Number(first), Number(last)
    except InvalidValue:
        return None
    before, behind = _known_unit(unit_before), _known_unit(unit)
    if start == target or (before and behind and before != behind):
        return None
    if not before and not behind and _year(start) and _year(target):
        return None
    return _MetricRange(start, target, behind)


def _known_unit(word: str) -> str:
    return "" if word.casefold() in _NO_UNITS else word


def _year(number: Number) -> bool:
    return number.text.isdigit() and int(number.text) in _YEARS
