"""What no board can hold (FORMAT.md §1, “What an import refuses”): the rules of single rows, and of rows together."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any, NoReturn, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.fields import OWNER, Field, Id, fields_of
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.row_rules import check_row, invalid, problem, sound

_ID = attrgetter("id")


def check(records: Records) -> None:
    """Refuse a board with a row that `check_row` refuses, or with rows that do not go together.

    Raises:
        InvalidValue: with the table, the id, a sentence and what to do.
    """
    for name, rows in records.tables():
        if not sound(TABLES[name], rows):
            for row in rows:
                check_row(row)
    _check_references(records, _ids_by_table(records))
    _check_apart(records.cycles, "cycles of one board do not overlap", _cycle_days)
    _check_apart(records.ilo_periods, "there is one Individual Learning Objective at a time", _from_to)
    _check_apart(records.hours_policies, "one policy holds at a time", _from_to)


def check_feedback(document: FeedbackDocument) -> None:
    """Refuse feedback that no board can take in: each item by itself, and ids that stand twice (FORMAT.md §1).

    Raises:
        InvalidValue: with the item or the field, a sentence and what to do.
    """
    if document.feedback_id == OWNER:
        raise InvalidValue("feedback_id: “owner” always means the board's owner: choose another id")
    if found := problem(document.author):
        raise InvalidValue(f"author.{found.field}: {found.message}")
    known: set[Id] = set()
    for item in document.items:
        check_row(item)
        if item.id in known:
            raise invalid(item, "the id stands twice: give one of them another id")
        known.add(item.id)


def _ids_by_table(records: Records) -> dict[str, set[Id]]:
    """The ids of every table; no id stands twice, whichever the tables."""
    ids = {name: set(map(_ID, rows)) for name, rows in records.tables()}
    if len(set().union(*ids.values())) < sum(len(rows) for _, rows in records.tables()):
        _refuse_double(records)
    return ids


def _refuse_double(records: Records) -> NoReturn:
    table_of: dict[Id, str] = {}
    for name, rows in records.tables():
        for row in rows:
            if row.id in table_of:
                other = table_of[row.id]
                raise invalid(row, f"the id stands twice, the first time in {other}: give one of them another id")
            table_of[row.id] = name
    raise AssertionError


def _check_references(records: Records, ids: Mapping[str, set[Id]]) -> None:
    for name, rows in records.tables():
        for field in fields_of(TABLES[name]):
            if field.refers:
                _check_column(rows, field, ids[field.refers.table])


def _check_column(rows: tuple[Any, ...], field: Field, known: Collection[Id]) -> None:
    """Refuse a reference to a row that is not there; `known` are the ids that are."""
    table = field.refers.table if field.refers else ""
    allowed = {*known, None, OWNER} if table == "people" else {*known, None}
    values = set(map(attrgetter(field.name), rows))
    many = get_origin(field.base) is tuple
    if allowed.issuperset(chain.from_iterable(values) if many else values):
        return
    for row in rows:
        value = getattr(row, field.name)
        for one in value if many else (value,):
            if one not in allowed:
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
