"""What stands on one open board: values of the domain, read from its rows."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.domain.fields import Id
from learnboard.domain.identity import BoardInfo
from learnboard.storage.database import BoardFile
from learnboard.storage.queries import asked, count_sql, counts_sql, positions_sql, select_sql
from learnboard.storage.refusals import missing, shown, strange
from learnboard.storage.tables import columns_of, table_of, values_of

if TYPE_CHECKING:
    from learnboard.domain.records import Records

Value = TypeVar("Value")


class Reader:
    """One open board to be read. All its methods raise BoardBusy or BoardRefused when the file cannot be used."""

    def __init__(self, board: BoardFile) -> None:
        self._board = board

    @property
    def path(self) -> Path:
        """Where the board is."""
        return self._board.path

    def rows(self, record: type[Value], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Value]:
        """The rows of a table that fit: by position, else by day, else by id.

        In `where`, None means null, a list, tuple or set any of its members, anything else itself.
        """
        shape, parameters = asked(where)
        limited = limit is not None or offset > 0
        if limited:
            parameters += [-1 if limit is None else limit, offset]
        return self._values(record, self._board.query(select_sql(record, shape, limited=limited), parameters))

    def find(self, record: type[Value], id_: Id) -> Value | None:
        """One row, or None."""
        shape, parameters = asked({columns_of(record)[0]: id_})
        return next(iter(self._values(record, self._board.query(select_sql(record, shape), parameters))), None)

    def row(self, record: type[Value], id_: Id) -> Value:
        """One row that is there.

        Raises:
            NotFound: if it is not.
        """
        value = self.find(record, id_)
        if value is None:
            raise missing(table_of(record), id_)
        return value

    def count(self, record: type, **where: object) -> int:
        """How many rows fit; `where` as in `rows`."""
        shape, parameters = asked(where)
        return int(self._board.query(count_sql(record, shape), parameters)[0][0])

    def counts(self, record: type, by: str) -> dict[Id, int]:
        """How many rows there are for each value of the column `by`; values without rows are left out."""
        return dict(self._board.query(counts_sql(record, by)))

    def unanswered(self) -> int:
        """How many pieces of feedback wait for an answer; their class is not needed for that."""
        return int(self._board.query("SELECT COUNT(*) FROM feedback WHERE answer = 'unanswered'")[0][0])

    def last_check_ins(self, day: date) -> dict[Id, date]:
        """The day of the latest check-in of each key result up to a day, without reading what they say."""
        sql = 'SELECT key_result_id, MAX("on") FROM check_ins WHERE "on" <= ? GROUP BY key_result_id'
        return {id_: date.fromisoformat(on) for id_, on in self._board.query(sql, [day.isoformat()])}

    def around(self, record: type, place: int, ignoring: Id, **where: object) -> tuple[int | None, int | None]:
        """The positions before and after a place among the rows that fit, as if one of them were not there."""
        shape, parameters = asked(where)
        first = max(0, place - 1)
        sql = positions_sql(record, shape)
        found = [row[0] for row in self._board.query(sql, [*parameters, ignoring, place - first + 1, first])]
        before = found.pop(0) if place and found else None
        return before, found[0] if found else None

    def board_info(self) -> BoardInfo:
        """Whose board it is."""
        for board_info in self.rows(BoardInfo):
            return board_info
        raise BoardUnavailable(
            f"The board {shown(self.path)} has lost its identity: go back to the newest backup of it "
            "(“learnboard restore”)",
            "damaged",
        )

    def records(self) -> "Records":
        """All rows of the board as they stand at one moment."""
        # All tables cost more to make than a board's first page; only export, backup and the rules over all ask.
        from learnboard.domain.records import TABLES, Records  # noqa: PLC0415

        with self._board.reading():
            board_info = self.board_info()
            raw = {name: self._board.query(select_sql(record, ())) for name, record in TABLES.items()}
        return Records(board_info, **{name: tuple(self._values(TABLES[name], rows)) for name, rows in raw.items()})

    def _values(self, record: type[Value], rows: Sequence[Sequence[Any]]) -> list[Value]:
        try:
            return values_of(record, rows)
        except (ValueError, TypeError, KeyError, LearnboardError) as error:
            raise strange(self.path, table_of(record), str(error)) from error
