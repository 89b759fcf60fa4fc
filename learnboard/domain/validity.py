"""What no board can hold (format.md §1, “What an import refuses”): the rules of single rows, and of rows together."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, get_origin

from learnboard.domain.fields import OWNER, Field, Id, fields_of
from learnboard.domain.goals import Cycle
from learnboard.domain.records import TABLES, Records
from learnboard.domain.row_rules import check_row, invalid


def check(records: Records) -> None:
    """Refuse a board with a row that `check_row` refuses, or with rows that do not go together.

    Raises:
        InvalidValue: with the table, the id, a sentence and what to do.
    """
    for _, rows in records.tables():
        for row in rows:
            check_row(row)
    _check_references(records, _ids_by_table(records))
    _check_apart(records.cycles, "cycles of one board do not overlap", _cycle_days)
    _check_apart(records.ilo_periods, "there is one Individual Learning Objective at a time", _from_to)
    _check_apart(records.hours_policies, "one policy holds at a time", _from_to)


def _ids_by_table(records: Records) -> dict[str, set[Id]]:
    """The ids of every table; no id stands twice, whichever the tables."""
    table_of: dict[Id, str] = {}
    for name, rows in records.tables():
        for row in rows:
            if row.id in table_of:
                other = table_of[row.id]
                raise invalid(row, f"the id stands twice, the first time in {other}: give one of them another id")
            table_of[row.id] = name
    return {name: {row.id for row in rows} for name, rows in records.tables()}


def _check_references(records: Records, ids: Mapping[str, set[Id]]) -> None:
    for name, rows in records.tables():
        for field in fields_of(TABLES[name]):
            if field.refers:
                table = field.refers.table
                known = ids[table] | {OWNER} if table == "people" else ids[table]
                _check_column(rows, field, known)


def _check_column(rows: tuple[Any, ...], field: Field, known: Collection[Id | None]) -> None:
    """Refuse a reference to a row that is not there; `known` are the ids that are."""
    many = get_origin(field.base) is tuple
    for row in rows:
        value = getattr(row, field.name)
        for one in value if many else (value,):
            if one not in known and one is not None:
                table = field.refers.table if field.refers else ""
                raise invalid(row, f"{table} has no row {one}: add it, or take the reference out", field.name)


def _cycle_days(cycle: Cycle) -> tuple[date, date]:
    return cycle.starts_on, cycle.ends_on


def _from_to(row: Any) -> tuple[date, date]:
    return row.from_on, row.to_on or date.max


def _check_apart(rows: tuple[Any, ...], rule: str, days: Callable[[Any], tuple[date, date]]) -> None:
    """Refuse two rows that share a day. A row that ends before it begins has no day to share."""
    spans = sorted((*days(row), row.id, row) for row in rows if days(row)[0] <= days(row)[1])
    for (_, end, earlier, _), (begin, _, _, row) in pairwise(spans):
        if begin <= end:
            raise invalid(row, f"its days overlap those of {earlier}, but {rule}: change the days of one")
