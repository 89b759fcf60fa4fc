"""The one way to write rows of a board: what it writes, it remembers for undo."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import missing
from learnboard.storage.queries import asked, delete_sql, select_sql, upsert_sql
from learnboard.storage.tables import (
    Raw,
    Referrer,
    as_json,
    cells_of,
    columns_of,
    record_of,
    referrers,
    table_of,
    to_row,
)

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records


class Change(NamedTuple):
    """One row before and after; None where it is not there."""

    table: str
    id: Id
    before: Raw | None
    after: Raw | None


class Recorder:
    """Writes rows within one step and keeps every change for the journal. It is of no use after the step."""

    def __init__(self, board: BoardFile) -> None:
        self._board = board
        self._changes: list[Change] = []
        self._ended = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was written so far, in order."""
        return tuple(self._changes)

    def put(self, value: object) -> None:
        """Write a value over the row with its id, or as a new row; the same again changes nothing."""
        self.put_all((value,))

    def put_all(self, values: Iterable[object]) -> None:
        """Put many values; those of one class are written together."""
        by_class: dict[type, list[object]] = {}
        for value in values:
            by_class.setdefault(type(value), []).append(value)
        for record, alike in by_class.items():
            self._put_rows(record, [to_row(value) for value in alike])

    def fill(self, records: "Records") -> None:
        """Put all rows of a board; this board takes over its identity."""
        self.put(records.board_info)
        for _, rows in records.tables():
            self.put_all(rows)

    def become(self, records: "Records") -> None:
        """Put all rows of another board in the place of all that are here."""
        for name, rows in records.tables():
            record, coming = record_of(name), {row.id for row in rows}
            self._delete(record, [row for row in self._rows(record) if row["id"] not in coming])
        self.fill(records)

    def remove(self, record: type[Any], id_: Id) -> None:
        """Delete a row with all that belongs to it; references to what is gone become null.

        Raises:
            NotFound: if there is no such row.
        """
        if not self._remove_rows(record, [id_]):
            raise missing(table_of(record), id_)

    def end(self) -> None:
        """Take no more changes: the step is over, and nothing would remember them."""
        self._ended = True

    def _put_rows(self, record: type[Any], rows: Sequence[Raw]) -> None:
        key = columns_of(record)[0]
        wanted = {str(row[key]): row for row in rows}
        if record is BoardInfo:  # a board has one
            self._delete(record, [row for row in self._rows(record) if row[key] not in wanted])
        here = {str(row[key]): row for row in self._rows(record, **{key: list(wanted)})}
        self._write(record, [(here.get(id_), row) for id_, row in wanted.items() if here.get(id_) != row])

    def _remove_rows(self, record: type[Any], ids: Sequence[Id]) -> int:
        """Delete rows, parts first, and say how many there were."""
        for referrer in referrers(table_of(record)) if ids else ():
            if referrer.part:
                parts = self._rows(referrer.record, **{referrer.field: ids})
                self._remove_rows(referrer.record, [str(row["id"]) for row in parts])
            else:
                self._let_go(referrer, ids)
        rows = self._rows(record, id=ids)
        self._delete(record, rows)
        return len(rows)

    def _let_go(self, referrer: Referrer, ids: Sequence[Id]) -> None:
        """Make references to these rows null, or take them out of the list they are in."""
        record, field = referrer.record, referrer.field
        if not referrer.many:
            rows = self._rows(record, **{field: ids})
            self._write(record, [(row, {**row, field: None}) for row in rows])
            return
        gone = frozenset(ids)
        lists = [(row, json.loads(str(row[field]))) for row in self._rows(record)]
        loosened = [
            (row, {**row, field: as_json([one for one in listed if one not in gone])})
            for row, listed in lists
            if not gone.isdisjoint(listed)
        ]
        self._write(record, loosened)

    def _rows(self, record: type[Any], **where: object) -> list[Raw]:
        shape, parameters = asked(where)
        columns = columns_of(record)
        found = self._board.query(select_sql(record, shape), parameters)
        return [dict(zip(columns, row, strict=True)) for row in found]

    def _write(self, record: type[Any], pairs: Sequence[tuple[Raw | None, Raw]]) -> None:
        self._record(record, pairs)
        self._board.change_many(upsert_sql(record), [cells_of(record, after) for _, after in pairs])

    def _delete(self, record: type[Any], rows: Sequence[Raw]) -> None:
        self._record(record, [(row, None) for row in rows])
        self._board.change_many(delete_sql(record), [(row["id"],) for row in rows])

    def _record(self, record: type[Any], pairs: Sequence[tuple[Raw | None, Raw | None]]) -> None:
        if self._ended:
            raise RuntimeError("a step that is over takes no more changes")
        table = table_of(record)
        for before, after in pairs:
            row = before or after or {}
            self._changes.append(Change(table, str(row["id"]), before, after))
