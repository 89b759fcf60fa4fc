"""What the journal tells of some rows: the steps that changed them, and what these rows were before and after."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.connection import BoardFile
from learnboard.storage.journal import step_instant
from learnboard.storage.tables import all_tables, cells_of, from_rows, json_list

_TOLD: Final = frozenset({"key_results", "check_ins", "milestones"})
"""Tables whose rows are told field by field."""
_DELETED_PARTS: Final = "after IS NULL AND \"table\" IN ('check_ins', 'milestones', 'ilo_periods', 'target_changes')"


class PastStep(NamedTuple):
    """A step with its time and label, and the told rows before and after it; None where there was no row.

    What the journal holds of a row can be of an older schema: where that is no row any more, it is left out.
    """

    at: datetime
    label: str
    changes: tuple[tuple[Any, Any], ...] = ()


class History:
    """The steps of an open board by the rows they changed.

    Of most rows the journal finds these by their ids. Parts of a key result that were deleted stand nowhere else, so it
    is remembered in which steps any were: a journal of a hundred thousand changes is not searched for every page.
    """

    def __init__(self, board: BoardFile) -> None:
        self._board = board
        self._searched: tuple[int, str, str] | None = None
        """The newest step when the journal was searched last: its number, time and label."""
        self._marker: object = None
        self._deleting: set[int] = set()

    def steps_of(self, ids: Sequence[Id], most: int, *, deleted_of: Id | None = None) -> list[PastStep]:
        """Return the steps that changed any of these rows, newest first, without undone ones.

        Rows are found by their ids alone, which are unique over all tables (FORMAT.md §1). Parts of the key result
        `deleted_of` that were deleted since count as well.
        """
        deleting = self._deleting_steps() if deleted_of else ()
        found = self._board.query(
            "WITH named AS (SELECT value AS id FROM json_each(?) UNION SELECT row_id FROM changes WHERE step_id IN "
            f"(SELECT value FROM json_each(?)) AND {_DELETED_PARTS} AND "
            "CASE WHEN json_valid(before) THEN json_extract(before, '$.key_result_id') END = ?), "
            "found AS (SELECT id, at, label FROM steps WHERE undone = 0 AND id IN "
            "(SELECT step_id FROM changes WHERE row_id IN named) ORDER BY id DESC LIMIT ?) "
            'SELECT found.id, at, label, "table", before, after FROM found JOIN changes ON +step_id = found.id '
            "WHERE row_id IN named ORDER BY found.id DESC, changes.id",
            (json_list(ids), json_list(deleting), deleted_of, most),
        )
        # With “+” by their rows, not by their step: an import changes a hundred thousand.
        steps: dict[int, tuple[str, str, list[tuple[str, str | None, str | None]]]] = {}
        for number, at, label, *change in found:
            steps.setdefault(number, (at, label, []))[2].append((change[0], change[1], change[2]))
        return [PastStep(step_instant(at), label, tuple(_read(changes))) for at, label, changes in steps.values()]

    def _deleting_steps(self) -> set[int]:
        """The steps that deleted parts of key results.

        What a step changed stays as it is, so only what follows the newest one is searched again. It is searched again
        itself: steps that were undone give way to the next one, which takes the number of the first of them.
        """
        marker = self._board.pragma("data_version"), self._board.total_changes
        if marker == self._marker:
            return self._deleting
        known = self._searched
        if known and self._board.query("SELECT id, at, label FROM steps WHERE id = ?", known[:1]) != [known]:
            known = None
        # From the first step on, the index would be a detour.
        rows = f"changes WHERE step_id >= {known[0]}" if known else "changes NOT INDEXED WHERE 1"
        found = self._board.query(f"SELECT DISTINCT step_id FROM {rows} AND {_DELETED_PARTS}")
        before = {number for number in self._deleting if number < known[0]} if known else set()
        self._deleting = before | {number for (number,) in found}
        newest = self._board.query("SELECT id, at, label FROM steps ORDER BY id DESC LIMIT 1")
        self._searched = newest[0] if newest else None
        self._marker = marker
        return self._deleting


def _read(changes: Sequence[tuple[str, str | None, str | None]]) -> Iterator[tuple[Any, Any]]:
    for table, before, after in changes:
        if table in _TOLD:
            try:
                yield _value(table, before), _value(table, after)
            except (ValueError, TypeError, KeyError, RecursionError, LearnboardError):
                continue


def _value(table: str, text: str | None) -> Any:
    if text is None:
        return None
    record = all_tables()[table]
    (value,) = from_rows(record, [cells_of(record, json.loads(text))])
    return value
