"""Every table of a board, and its rows as they are, for reading."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, Protocol

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import OWNER, Id, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.model.records import TABLES
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.rows import about_table, row_heading
from learnboard.service.queries.known_rows import RowSource
from learnboard.service.queries.review import unread_held_back

MOST: Final = 500
"""The most rows that are read of a table: more is no list that anybody reads to its end."""
YOURS: Final = "you"
"""What the owner is called on their own screens."""
_ALL: Final[Mapping[str, type[Any]]] = {BoardInfo.TABLE: BoardInfo, **TABLES}


class CountedRows(RowSource, Protocol):
    """What can also count its rows: the store of a board, or a snapshot."""

    def count(self, record: type[Any]) -> int:
        """Return how many rows a table has."""


class TableEntry(NamedTuple):
    """A table by its name in the format, which is its id in a list, and how many rows it has."""

    id: Id
    size: int


class TableRows(NamedTuple):
    """Rows of a table, by position, else the newest first; `total` counts all, `names` has those of what they name."""

    rows: tuple[Any, ...]
    total: int
    names: Mapping[tuple[str, Id], str]

    def name(self, table: str, id_: Id) -> str:
        """Return what a row that these name is called; empty if it is not there."""
        return self.names.get((table, id_), "")


def count_tables(source: CountedRows) -> tuple[TableEntry, ...]:
    """Return every table in the order of the format, the board's own first."""
    return tuple(TableEntry(name, source.count(record)) for name, record in _ALL.items())


def read_table(source: CountedRows, table: str, owner: str = YOURS, *, day: date = date.max) -> TableRows:
    """Return the rows of a table, by position, else the newest first; of more than `MOST` the last ones.

    `owner` is what the owner is called: to themselves, what others say of a review waits until they have said it, too.
    `day` is the owner's.
    """
    record = _ALL[table]
    count = source.count(record)
    rows = tuple(source.rows(record, limit=MOST, offset=max(0, count - MOST)))
    if record is Feedback and owner == YOURS:
        rows = tuple(unread_held_back(source, rows, day))
    if all(field.name != "position" for field in fields_of(record)):
        rows = rows[::-1]
    return TableRows(rows, count, _called(source, rows, owner))


def _called(source: RowSource, rows: Iterable[Any], owner: str) -> Mapping[tuple[str, Id], str]:
    """Return what the rows are called that others refer to or are about."""
    wanted: dict[str, set[Id]] = {}
    for row in rows:
        for field in fields_of(type(row)):
            value = getattr(row, field.name)
            if isinstance(value, Target | About):
                wanted.setdefault(about_table(value), set()).add(value.id)
            elif field.refers and value:
                wanted.setdefault(field.refers.table, set()).update(value if isinstance(value, tuple) else (value,))
    found = {
        (table, row.id): row_heading(row, lambda _, id_: "")  # noqa: ARG005 - a name needs no further names
        for table, ids in wanted.items()
        if table
        for row in source.rows(TABLES[table], id=list(ids))
    }
    return {**found, ("people", OWNER): owner}
