"""The rows of a snapshot, read as a store reads those of a board."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from learnboard.domain.errors import NotFound
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import Records

Row = TypeVar("Row")
_SEVERAL = (list, tuple, set, frozenset)


class SnapshotRows:
    """A source of rows like a board's store, without a history."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def row(self, record: type[Row], id_: Id) -> Row:
        """Return a row.

        Raises:
            NotFound: if it is not there.
        """
        for row in self.rows(record, id=id_):
            return row
        raise NotFound(f"This snapshot has no {_table(record)} {id_}.")

    def rows(self, record: type[Row], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Row]:
        """Return the rows of a table that match, by position, else by day, else by id."""
        rows: Iterable[Any] = self._all(record)
        for name, value in where.items():
            values = value if isinstance(value, _SEVERAL) else (value,)
            rows = [row for row in rows if getattr(row, name) in values]
        return sorted(rows, key=_order)[offset : None if limit is None else offset + limit]

    def count(self, record: type[Any]) -> int:
        """Return how many rows a table has."""
        return len(self._all(record))

    def steps_of(self, *_: object, **__: object) -> Sequence[tuple[datetime, str, tuple[tuple[Any, Any], ...]]]:
        """Return nothing: a snapshot does not tell how it came about."""
        return ()

    def _all(self, record: type[Any]) -> tuple[Any, ...]:
        return (self._records.board_info,) if record is BoardInfo else self._records.table(_table(record))


def _table(record: Any) -> str:
    table: str = record.TABLE
    return table


def _order(row: Any) -> tuple[Any, Id]:
    return next((getattr(row, name) for name in ("position", "on") if hasattr(row, name)), 0), row.id
