"""What no board can hold (FORMAT.md §1, “What an import refuses”): the rules of single rows, and of rows together."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any, Final, Literal, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.fields import OWNER, Field, Id, distinct, fields_of
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.row_rules import all_valid, check_row, invalid, problem, target_problem

_Days = Callable[[Any], tuple[date, date]]


class Violation(NamedTuple):
    """A row that breaks a rule, the field if it is one, what is wrong, and what to do if `message` does not say it."""

    rule: Literal["row", "id", "reference", "overlap"]
    row: Any
    field: str | None
    message: str
    advice: str = ""


def check(records: Records) -> None:
    """Refuse a board with a row that no board can hold, or with rows that do not go together.

    Raises:
        InvalidValue: with the table, the id, what is wrong and what to do.
    """
    for found in violations(records):
        message = f"{found.message}: {found.advice}" if found.advice else found.message
        raise invalid(found.row, message, found.field)


def check_feedback(document: FeedbackDocument) -> None:
    """Refuse feedback that no board can import: an invalid item, or an id that is used twice.

    Raises:
        InvalidValue: with the item or the field, what is wrong and what to do.
    """
    if document.feedback_id == OWNER:
        raise InvalidValue("feedback_id: “owner” always means the board's owner: choose another id")
    if found := problem(document.author):
        raise InvalidValue(f"author.{found.field}: {found.message}")
    ids: set[Id] = set()
    for item in document.items:
        check_row(item)
        if item.id in ids:
            raise invalid(item, "the id is used twice: give one of them another id")
        ids.add(item.id)


def violations(records: Records) -> Iterator[Violation]:
    """Yield every rule that a row breaks: by itself, by its id, by its references, or by its days."""
    ids = {name: distinct(rows, "id") for name, rows in records.tables()}
    for name, rows in records.tables():
        if not all_valid(TABLES[name], rows, ids[name]):
            for row in rows:
                if found := problem(row):
                    yield Violation("row", row, found.field, found.message)
    if len(set().union(*ids.values())) < sum(len(rows) for _, rows in records.tables()):
        yield from _repeated_ids(records)
    for name, rows in records.tables():
        for field in fields_of(TABLES[name]):
            if field.refers:
                yield from _missing_references(rows, field, field.refers.table, ids[field.refers.table])
    yield from _impossible_targets(records)
    for name, rule, days in _APART:
        yield from _overlaps(records.table(name), rule, days)


def _repeated_ids(records: Records) -> Iterator[Violation]:
    """Rows with the id of a row before, whichever the tables."""
    table_of: dict[Id, str] = {}
    for name, rows in records.tables():
        for row in rows:
            if row.id in table_of:
                message = f"the id is used twice, first in {table_of[row.id]}"
                yield Violation("id", row, None, message, "give one of them another id")
            table_of.setdefault(row.id, name)


def _missing_references(rows: tuple[Any, ...], field: Field, table: str, ids: Collection[Id]) -> Iterator[Violation]:
    """Rows that refer to a row that is not there; `ids` are those of the rows that are."""
    allowed = {*ids, None, OWNER} if table == "people" else {*ids, None}
    values = set(map(attrgetter(field.name), rows))
    many = get_origin(field.base) is tuple
    if allowed.issuperset(chain.from_iterable(values) if many else values):
        return
    for row in rows:
        value = getattr(row, field.name)
        for id_ in value if many else (value,):
            if id_ not in allowed:
                advice = "add it, or remove the reference"
                yield Violation("reference", row, field.name, f"{table} has no row {id_}", advice)


def _impossible_targets(records: Records) -> Iterator[Violation]:
    """Target changes whose numbers no key result of the kind can have had."""
    if not records.target_changes:
        return
    key_results = {row.id: row for row in records.key_results}
    for row in records.target_changes:
        key_result = key_results.get(row.key_result_id)
        if key_result and (found := target_problem(row, key_result)):
            yield Violation("row", row, found.field, found.message)


def _overlaps(rows: tuple[Any, ...], rule: str, days: _Days) -> Iterator[Violation]:
    """Rows that share a day with a row before. A row that ends before it begins has no day to share."""
    spans = [(*days(row), row) for row in rows]
    ordered = sorted((span for span in spans if span[0] <= span[1]), key=lambda span: (span[0], span[1], span[2].id))
    last_end, last_id = date.min, ""
    for begin, end, row in ordered:
        if last_id and begin <= last_end:
            message = f"its days overlap those of {last_id}, but {rule}"
            yield Violation("overlap", row, None, message, "change the days of one")
        if not last_id or end > last_end:
            last_end, last_id = end, row.id


def _period(row: Any) -> tuple[date, date]:
    return row.from_on, row.to_on or date.max


_APART: Final[tuple[tuple[str, str, _Days], ...]] = (
    ("cycles", "cycles of one board do not overlap", lambda row: (row.starts_on, row.ends_on)),
    ("ilo_periods", "there is one Individual Learning Objective at a time", _period),
    ("hours_policies", "one policy holds at a time", _period),
)
"""The tables whose rows share no day, the rule in words, and the first and last day of a row."""
