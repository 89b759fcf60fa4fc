"""What the close of a cycle is about, read from the store."""

from datetime import date

from learnboard.domain.as_of import known_row
from learnboard.domain.board import make_column
from learnboard.domain.closing import ClosingBoard
from learnboard.domain.cycles import context_of, in_order
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.queries.board import read_history
from learnboard.service.queries.known_rows import known_key_results, known_objectives
from learnboard.storage.store import Store


def read_closing(store: Store, cycle_id: Id, day: date) -> ClosingBoard:
    """Read a cycle with the figures of a day, as they are at its close.

    Raises:
        NotFound: if the cycle was deleted.
    """
    cycle, settings = store.row(Cycle, cycle_id), store.board_info().settings
    cycles = in_order(store.rows(Cycle))
    context = context_of(cycle, cycles, day, settings)
    stored = store.rows(Objective, cycle_id=cycle_id)
    objectives = known_objectives(store, stored, day)
    ids = [row.id for row in objectives]
    rows = known_key_results(store, store.rows(KeyResult, objective_id=ids), day)
    histories = read_history(store, [row.id for row in rows], day)
    by_objective: dict[Id, list[KeyResult]] = {id_: [] for id_ in ids}
    for row in rows:
        by_objective[row.objective_id].append(row)
    return ClosingBoard(
        cycle=known_row(cycle, day),
        day=day,
        settings=settings,
        columns=tuple(make_column(row, by_objective[row.id], histories, context) for row in objectives),
        steps={
            id_: tuple(step for step in steps if step.done_on is None) for id_, steps in histories.milestones.items()
        },
        cycles=cycles,
        carried=frozenset(
            row.carried_from_id
            for row in (store.rows(Objective, carried_from_id=ids) if ids else ())
            if row.carried_from_id
        ),
    )
