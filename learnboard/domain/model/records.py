"""All rows of a board as values (FORMAT.md §1)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Belongs, Id, distinct, fields_of, once_per_class
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.growth import Assessment, Reflection, Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone, TargetChange
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry, Evaluation
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.model.proposals import Proposal, Response

TABLES: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        record.TABLE: record
        for record in (
            Goal,
            Cycle,
            Objective,
            KeyResult,
            TargetChange,
            Milestone,
            CheckIn,
            Person,
            IloPeriod,
            Meeting,
            Topic,
            Action,
            HoursPolicy,
            LogEntry,
            Budget,
            BudgetAdjustment,
            BudgetEntry,
            Evaluation,
            Proposal,
            Response,
            Stretch,
            Assessment,
            Reflection,
            Feedback,
        )
    }
)
"""Every table by its name in the format, parents before what refers to them, except within a table."""


@dataclass(frozen=True, slots=True)
class Records:
    """The whole content of a board. The order of rows in a table has no meaning; `position` and dates have."""

    board_info: BoardInfo
    goals: tuple[Goal, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    objectives: tuple[Objective, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    target_changes: tuple[TargetChange, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    people: tuple[Person, ...] = ()
    ilo_periods: tuple[IloPeriod, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    topics: tuple[Topic, ...] = ()
    actions: tuple[Action, ...] = ()
    hours_policies: tuple[HoursPolicy, ...] = ()
    log_entries: tuple[LogEntry, ...] = ()
    budgets: tuple[Budget, ...] = ()
    budget_adjustments: tuple[BudgetAdjustment, ...] = ()
    budget_entries: tuple[BudgetEntry, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    responses: tuple[Response, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    feedback: tuple[Feedback, ...] = ()

    def table(self, name: str) -> tuple[Any, ...]:
        """Return the rows of a table by its name in the format."""
        rows: tuple[Any, ...] = getattr(self, name)
        return rows

    def tables(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield the name and rows of every table, parents first."""
        for name in TABLES:
            yield name, self.table(name)

    @property
    def empty(self) -> bool:
        """Whether there is no row in any table."""
        return not any(rows for _, rows in self.tables())

    def restricted_to(self, tables: Mapping[str, tuple[Any, ...]]) -> "Records":
        """Return the board with only these rows.

        Parts of rows that are left out are left out too, and references to them become null (FORMAT.md §1). A table
        that stays as it is stays the very same tuple.
        """
        ids: dict[str, set[Id]] = {}
        kept: dict[str, tuple[Any, ...]] = {}
        for name in TABLES:
            kept[name] = _without_orphans(tables[name], ids)
            ids[name] = distinct(kept[name], "id") if name in _referred_tables() else set()
        ids["people"].add(OWNER)
        return Records(self.board_info, **{name: _without_dangling(rows, ids) for name, rows in kept.items()})


def _without_orphans(rows: tuple[Any, ...], ids: Mapping[str, set[Id]]) -> tuple[Any, ...]:
    """The rows of a table whose parents are there; the tables of parents come first."""
    for name, table in _parents(type(rows[0])) if rows else ():
        known = {*ids[table], None}
        if not distinct(rows, name) <= known:
            rows = tuple(row for row in rows if getattr(row, name) in known)
    return rows


def _without_dangling(rows: tuple[Any, ...], ids: Mapping[str, set[Id]]) -> tuple[Any, ...]:
    """The rows of a table without references to rows that are not there."""
    for name, table, many in _loose_references(type(rows[0])) if rows else ():
        values = distinct(rows, name)
        if not {*ids[table], None}.issuperset(chain.from_iterable(values) if many else values):
            return tuple(_without_dangling_references(row, ids) for row in rows)
    return rows


def _without_dangling_references(row: Any, ids: Mapping[str, set[Id]]) -> Any:
    changes: dict[str, Any] = {}
    for name, table, many in _loose_references(type(row)):
        value = getattr(row, name)
        if many and not ids[table].issuperset(value):
            changes[name] = tuple(id_ for id_ in value if id_ in ids[table])
        elif not many and value is not None and value not in ids[table]:
            changes[name] = None
    return replace(row, **changes) if changes else row


@cache
def _referred_tables() -> frozenset[str]:
    """The tables that rows of others refer to."""
    return frozenset(field.refers.table for record in TABLES.values() for field in fields_of(record) if field.refers)


@once_per_class
def _parents(record: type) -> tuple[tuple[str, str], ...]:
    """The fields by which rows of a class belong to others, and the tables of these."""
    return tuple((field.name, field.refers.table) for field in fields_of(record) if isinstance(field.refers, Belongs))


@once_per_class
def _loose_references(record: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields by which rows of a class only refer to others, their tables, and whether there can be many."""
    return tuple(
        (field.name, field.refers.table, not field.nullable)
        for field in fields_of(record)
        if field.refers and not isinstance(field.refers, Belongs)
    )
