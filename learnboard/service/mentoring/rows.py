"""The rows of a snapshot, asked for as those of a board are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from learnboard.domain.errors import NotFound
from learnboard.domain.fields import Id
from learnboard.domain.records import Records

Row = TypeVar("Row")
_MANY = (list, tuple, set, frozenset)


class SnapshotRows:
    """Answers as a board's store does, from values."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def row(self, record: type[Row], id_: Id) -> Row:
        """One row that is there.

        Raises:
            NotFound: if it is not.
        """
        for row in self.rows(record, id=id_):
            return row
        raise NotFound(f"This snapshot has no {_table(record)} {id_}.")

    def rows(self, record: type[Row], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Row]:
        """The rows of a table that fit: by position, else by day, else by id."""
        found: Iterable[Any] = self._records.table(_table(record))
        for name, value in where.items():
            asked = value if isinstance(value, _MANY) else (value,)
            found = [row for row in found if getattr(row, name) in asked]
        return sorted(found, key=_order)[offset : None if limit is None else offset + limit]

    def steps_of(self, ids: Sequence[Id], *, most: int) -> Sequence[tuple[datetime, str]]:  # noqa: ARG002
        """A snapshot does not tell how it came about."""
        return ()


def _table(record: Any) -> str:
    table: str = record.TABLE
    return table


def _order(row: Any) -> tuple[Any, Id]:
    return next((getattr(row, name) for name in ("position", "on") if hasattr(row, name)), 0), row.id
