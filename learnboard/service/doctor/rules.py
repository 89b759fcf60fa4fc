"""Every row that no board can hold, and all rows that do not go together: `domain.validity` refuses the first."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.row_rules import problem, sound
from learnboard.domain.text import clean_line
from learnboard.domain.validation import check
from learnboard.presentation.labels import describe_row
from learnboard.service.doctor.findings import RESTORE

_Days = Callable[[Any], tuple[date, date]]


def broken_rules(records: Records, *, references: bool) -> list[str]:
    """A sentence for each rule that a row breaks; `references` says that those to missing rows are told already."""
    found = [*_of_identity(records.board_info), *_of_rows(records), *_doubles(records), *_overlaps(records)]
    if not (found or references):
        try:
            check(records)
        except InvalidValue as error:
            return [str(error)]
    return found


def place_of(row: Any) -> str:
    """A row by its name, its table and its id: `Key result “run 5 km” (key_results k11)`."""
    name = describe_row(row)
    return f"{name[:1].upper()}{name[1:]} ({row.TABLE} {clean_line(row.id)})"


def _of_identity(board_info: BoardInfo) -> Iterator[str]:
    if found := problem(board_info):
        yield f"The board's identity, {found.field}: {found.message}"


def _of_rows(records: Records) -> Iterator[str]:
    for name, rows in records.tables():
        if sound(TABLES[name], rows):
            continue
        for row in rows:
            if found := problem(row):
                field = f", {found.field}" if found.field else ""
                yield f"{place_of(row)}{field}: {found.message}"


def _doubles(records: Records) -> Iterator[str]:
    table_of: dict[Id, str] = {}
    for name, rows in records.tables():
        for row in rows:
            if row.id in table_of:
                first = f"the first time in {table_of[row.id]}"
                yield f"{place_of(row)}: the id stands twice, {first}; {RESTORE}, or delete one of them on the board"
            table_of.setdefault(row.id, name)


def _overlaps(records: Records) -> Iterator[str]:
    for rows, rule, days in _APART:
        spans = sorted((*days(row), row.id, row) for row in rows(records) if days(row)[0] <= days(row)[1])
        last: Sequence[Any] = ()
        for span in spans:
            if last and span[0] <= last[1]:
                other = clean_line(last[2])
                yield f"{place_of(span[3])}: its days overlap those of {other}, but {rule}: change the days of one"
            last = span if not last or span[1] > last[1] else last


def _from_to(row: Any) -> tuple[date, date]:
    return row.from_on, row.to_on or date.max


_APART: Final[Sequence[tuple[Callable[[Records], tuple[Any, ...]], str, _Days]]] = (
    (lambda all_: all_.cycles, "cycles of one board do not overlap", lambda row: (row.starts_on, row.ends_on)),
    (lambda all_: all_.ilo_periods, "there is one Individual Learning Objective at a time", _from_to),
    (lambda all_: all_.hours_policies, "one policy holds at a time", _from_to),
)
"""The tables whose rows share no day, the rule in words, and how the days of a row are told."""
