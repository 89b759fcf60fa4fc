"""Objectives and key results as known on a day, read from a board's store or from a snapshot."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from learnboard.domain.as_of import before_close, closed_later, known_row, with_earlier_targets
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult, TargetChange

Row = TypeVar("Row")


class RowSource(Protocol):
    """What rows are read from: the store of a board, or a snapshot."""

    def row(self, record: type[Row], id_: Id) -> Row:
        """Return a row.

        Raises:
            NotFound: if it is not there.
        """

    def rows(self, record: type[Row], *, limit: int | None = None, offset: int = 0, **where: object) -> Sequence[Row]:
        """Return the rows of a table that match, by position, else by day, else by id.

        In `where`, a list matches any of its members.
        """

    def steps_of(
        self, ids: Sequence[Id], *, most: int, deleted_of: Id | None = None
    ) -> Sequence[tuple[datetime, str, tuple[tuple[Any, Any], ...]]]:
        """Return the newest steps that changed any of these rows, newest first.

        Parts of the key result `deleted_of` that were deleted since count as well.
        """


def known_objectives(source: RowSource, rows: Sequence[Objective], day: date) -> tuple[Objective, ...]:
    """Return objectives as known on a day, without what a later close of their cycle wrote into them."""
    reopened = closed_later(source.rows(Cycle), day)
    known = tuple(known_row(row, day) for row in rows)
    return before_close(known, {row.id for row in rows if row.cycle_id in reopened})


def known_key_results(source: RowSource, rows: Sequence[KeyResult], day: date) -> tuple[KeyResult, ...]:
    """Return key results as known on a day: with the target of that day, and without what a later close wrote."""
    if not rows:
        return ()
    known = tuple(known_row(row, day) for row in rows)
    changes = source.rows(TargetChange, key_result_id=[row.id for row in rows])
    known = with_earlier_targets(known, changes, day)
    if reopened := closed_later(source.rows(Cycle), day):
        objectives = {row.id for row in source.rows(Objective, cycle_id=list(reopened))}
        known = before_close(known, {row.id for row in rows if row.objective_id in objectives})
    return known
