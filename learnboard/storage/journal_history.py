"""What the journal tells of some rows: the steps that changed them, and what these rows were before and after."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.connection import BoardFile
from learnboard.storage.tables import all_tables, cells_of, from_rows, json_list

_TOLD: Final = frozenset({"key_results", "check_ins", "milestones"})
"""Tables whose rows are told field by field."""


class PastStep(NamedTuple):
    """A step with its time and label, and the told rows before and after it; None where there was no row.

    What the journal holds of a row can be of an older schema: where that is no row any more, it is left out.
    """

    at: datetime
    label: str
    changes: tuple[tuple[Any, Any], ...] = ()


def steps_of(board: BoardFile, ids: Sequence[Id], most: int, *, deleted_of: Id | None = None) -> list[PastStep]:
    """Return the steps that changed any of these rows, newest first, without undone ones.

    Rows are found by their ids alone, which are unique over all tables (FORMAT.md §1). Parts of the key result
    `deleted_of` that were deleted since count as well.
    """
    found = board.query(
        "WITH named AS (SELECT value AS id FROM json_each(?) UNION SELECT row_id FROM changes WHERE after IS NULL AND "
        "\"table\" IN ('check_ins', 'milestones', 'ilo_periods', 'target_changes') AND "
        "CASE WHEN json_valid(before) THEN json_extract(before, '$.key_result_id') END = ?), "
        "found AS (SELECT id, at, label FROM steps WHERE undone = 0 AND id IN "
        "(SELECT step_id FROM changes WHERE row_id IN named) ORDER BY id DESC LIMIT ?) "
        'SELECT found.id, at, label, "table", before, after FROM found JOIN changes ON step_id = found.id '
        "WHERE row_id IN named ORDER BY found.id DESC, changes.id",
        (json_list(ids), deleted_of, most),
    )
    steps: dict[int, tuple[str, str, list[tuple[str, str | None, str | None]]]] = {}
    for number, at, label, *change in found:
        steps.setdefault(number, (at, label, []))[2].append((change[0], change[1], change[2]))
    return [PastStep(datetime.fromisoformat(at), label, tuple(_read(changes))) for at, label, changes in steps.values()]


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
