"""The one way to write rows of a board: every change is recorded for undo."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Belongs, Field, Id, fields_of
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import row_not_found
from learnboard.storage.tables import (
    Row,
    all_tables,
    cells_of,
    columns_of,
    delete_sql,
    read_rows,
    rows_by_key,
    table_name,
    to_json,
    to_row,
    upsert_sql,
)

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records


class Change(NamedTuple):
    """One row before and after; None where it does not exist."""

    table: str
    id: Id
    before: Row | None
    after: Row | None


class Recorder:
    """Writes rows within one step and records every change for the journal. It is of no use after the step."""

    def __init__(self, board: BoardFile) -> None:
        self._board = board
        self._changes: list[Change] = []
        self._closed = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes so far, in order."""
        return tuple(self._changes)

    def put(self, value: object) -> None:
        """Write a value over the row with its id, or as a new row; an equal one changes nothing."""
        self.put_all((value,))

    def put_all(self, values: Iterable[object]) -> None:
        """Put many values; those of one class are written together."""
        by_class: dict[type, list[Row]] = {}
        for value in values:
            by_class.setdefault(type(value), []).append(to_row(value))
        for record, rows in by_class.items():
            self._put_rows(record, rows)

    def put_records(self, records: "Records") -> None:
        """Put all rows of a board, and its identity."""
        self.put(records.board_info)
        for _, rows in records.tables():
            self.put_all(rows)

    def replace_records(self, records: "Records") -> None:
        """Put all rows of another board in the place of all that are here."""
        for name, rows in records.tables():
            record, ids = all_tables()[name], {row.id for row in rows}
            self._delete(record, [row for row in read_rows(self._board, record) if row["id"] not in ids])
        self.put_records(records)

    def remove(self, record: type[Any], id_: Id) -> None:
        """Delete a row with all that belongs to it; other references to what is deleted become null.

        Raises:
            NotFound: if there is no such row.
        """
        if not self._remove_rows(record, [id_]):
            raise row_not_found(table_name(record), id_)

    def close(self) -> None:
        """Take no more changes: the step is over, and nothing would record them."""
        self._closed = True

    def _put_rows(self, record: type[Any], rows: Sequence[Row]) -> None:
        key = columns_of(record)[0]
        wanted = {str(row[key]): row for row in rows}
        if record is BoardInfo:  # a board has one
            self._delete(record, [row for row in read_rows(self._board, record) if row[key] not in wanted])
        current = rows_by_key(self._board, record, list(wanted))
        self._write(record, [(current.get(id_), row) for id_, row in wanted.items() if current.get(id_) != row])

    def _remove_rows(self, record: type[Any], ids: Sequence[Id]) -> int:
        """Delete rows, their parts first; returns how many there were."""
        for referrer, field in _referrers(table_name(record)) if ids else ():
            if isinstance(field.refers, Belongs):
                parts = read_rows(self._board, referrer, **{field.name: ids})
                self._remove_rows(referrer, [str(row["id"]) for row in parts])
            else:
                self._clear_references(referrer, field, ids)
        rows = read_rows(self._board, record, id=ids)
        self._delete(record, rows)
        return len(rows)

    def _clear_references(self, record: type[Any], field: Field, ids: Sequence[Id]) -> None:
        """Make references to these rows null, or remove them from the list they are in."""
        name = field.name
        if field.base is str:
            rows = read_rows(self._board, record, **{name: ids})
            self._write(record, [(row, {**row, name: None}) for row in rows])
            return
        removed = frozenset(ids)
        lists = [(row, json.loads(str(row[name]))) for row in read_rows(self._board, record)]
        changed = [
            (row, {**row, name: to_json([id_ for id_ in listed if id_ not in removed])})
            for row, listed in lists
            if not removed.isdisjoint(listed)
        ]
        self._write(record, changed)

    def _write(self, record: type[Any], pairs: Sequence[tuple[Row | None, Row]]) -> None:
        self._record(record, pairs)
        self._board.execute_many(upsert_sql(record), [cells_of(record, after) for _, after in pairs])

    def _delete(self, record: type[Any], rows: Sequence[Row]) -> None:
        self._record(record, [(row, None) for row in rows])
        self._board.execute_many(delete_sql(record), [(row["id"],) for row in rows])

    def _record(self, record: type[Any], pairs: Sequence[tuple[Row | None, Row | None]]) -> None:
        if self._closed:
            raise RuntimeError("a step that is over takes no more changes")
        table = table_name(record)
        for before, after in pairs:
            row = before or after or {}
            self._changes.append(Change(table, str(row["id"]), before, after))


@cache
def _referrers(table: str) -> tuple[tuple[type[Any], Field], ...]:
    """The fields of all tables that refer to rows of this one."""
    return tuple(
        (record, field)
        for record in all_tables().values()
        for field in fields_of(record)
        if field.refers and field.refers.table == table
    )
