"""The board read from the store: first what fits the screen, then the rest in slices."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from learnboard.domain.as_of import is_later, known_row
from learnboard.domain.board import (
    Board,
    Card,
    Changes,
    Column,
    KeyResultHistory,
    group_histories,
    ilo_on,
    make_card,
    make_column,
)
from learnboard.domain.errors import BoardBusy
from learnboard.domain.metrics.progress import CycleContext, current_cycle
from learnboard.domain.metrics.resources import minutes_left
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Goal, Objective, main_goal
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.people import Meeting, Person, next_meeting
from learnboard.storage.recorder import Change
from learnboard.storage.store import Store

USUAL_SIZE = 400
"""Up to so many key results a board is read at once; larger ones come in slices after the first paint."""
_MOST_CARDS = 200
"""When a step touched more cards than this, reading the board again is cheaper than changing it."""
_CARD_PARTS = ("check_ins", "milestones", "ilo_periods")
_LOOSELY_TIED = ("log_entries", "budget_entries", "stretches")
"""Tables whose rows may name a key result and let go of it when it is deleted; the board shows no such name."""


def read_board(store: Store, day: date, *, first: int) -> Board:
    """The board on a day; of a large one only the `first` cards of each column."""
    board_info = store.board_info()
    cycle = current_cycle(store.rows(Cycle), day)
    board = Board(
        settings=board_info.settings,
        day=day,
        goal=main_goal(store.rows(Goal)),
        minutes_left=_minutes_left(store, day),
        meeting=next_meeting(store.rows(Meeting), store.rows(Person), day),
        unanswered=store.unanswered_feedback(),
    )
    if cycle is None:
        return board
    cycle_context = CycleContext(cycle, day, board_info.settings)
    return replace(board, cycle_context=cycle_context, columns=_first_columns(store, cycle_context, first))


def _first_columns(store: Store, cycle_context: CycleContext, first: int) -> tuple[Column, ...]:
    objectives = [known_row(one, cycle_context.day) for one in store.rows(Objective, cycle_id=cycle_context.cycle.id)]
    counts = store.counts(KeyResult, "objective_id")
    whole = sum(counts.get(one.id, 0) for one in objectives) <= USUAL_SIZE
    limit = None if whole else first
    rows = [store.rows(KeyResult, limit=limit, objective_id=one.id) for one in objectives]
    histories = read_history(store, [each.id for column in rows for each in column], cycle_context.day)
    return tuple(
        make_column(
            one,
            [known_row(each, cycle_context.day) for each in column],
            histories,
            cycle_context,
            more=counts.get(one.id, 0) - len(column),
        )
        for one, column in zip(objectives, rows, strict=True)
    )


def read_more(store: Store, board: Board, count: int) -> Board:
    """The board with up to `count` more cards of its first column that lacks some."""
    number = next(number for number, column in enumerate(board.columns) if column.more)
    column = board.columns[number]
    assert board.cycle_context is not None
    rows = store.rows(KeyResult, limit=count, offset=len(column.cards), objective_id=column.id)
    cards = _cards(store, rows, board.cycle_context, {column.id: column.objective})
    column = column.with_more(cards) if cards else replace(column, more=0)
    return replace(board, columns=(*board.columns[:number], column, *board.columns[number + 1 :]))


def read_cards(store: Store, ids: Sequence[Id], board: Board) -> tuple[Card, ...]:
    """These cards as they are now, as far as they are on the board."""
    if board.cycle_context is None or not ids:
        return ()
    objectives = {column.id: column.objective for column in board.columns}
    rows = [row for row in store.rows(KeyResult, id=list(ids)) if row.objective_id in objectives]
    return tuple(_cards(store, rows, board.cycle_context, objectives))


def _cards(
    store: Store, rows: Sequence[KeyResult], cycle_context: CycleContext, objectives: dict[Id, Objective]
) -> list[Card]:
    histories = read_history(store, [row.id for row in rows], cycle_context.day)
    return [
        make_card(
            known_row(row, cycle_context.day),
            histories,
            committed=objectives[row.objective_id].okr_type == "committed",
            cycle_context=cycle_context,
        )
        for row in rows
    ]


def read_history(store: Store, ids: Sequence[Id], day: date) -> KeyResultHistory:
    """The check-ins, steps and the ILO of these key results, as known on a day."""
    return group_histories(
        (row for row in store.rows(CheckIn, key_result_id=ids) if row.on <= day),
        (known_row(row, day) for row in store.rows(Milestone, key_result_id=ids)),
        ilo_on(day, store.rows(IloPeriod)),
    )


def read_changes(store: Store, rows: Sequence[Change], board: Board) -> Changes:
    """What changed rows mean for the board as it is shown.

    They are written: a board that another program keeps from being read just now is to be read again.
    """
    try:
        return _changes(store, rows, board)
    except BoardBusy:
        return Changes(reload=True)


def _changes(store: Store, rows: Sequence[Change], board: Board) -> Changes:
    if rows and not board.complete:
        return Changes(reload=True)
    ids: dict[Id, None] = {}
    objectives: list[Objective] = []
    for row in rows:
        if row.table == KeyResult.TABLE:
            ids[row.id] = None
        elif row.table in _CARD_PARTS:
            ids |= {str(side["key_result_id"]): None for side in (row.before, row.after) if side}
        elif row.table == Objective.TABLE and _stays(row):
            objectives.append(known_row(store.row(Objective, row.id), board.day))
        elif not _lets_go(row):
            return Changes(reload=True)
    if len(ids) > _MOST_CARDS:
        return Changes(reload=True)
    cards = read_cards(store, list(ids), board)
    gone = frozenset(ids) - {card.id for card in cards}
    return Changes(cards, gone, tuple(objectives))


def _stays(row: Change) -> bool:
    """Whether an objective is the column it was; its type decides the health of all its cards."""
    return bool(row.before and row.after) and all(
        row.before[name] == row.after[name] for name in ("cycle_id", "okr_type") if row.before and row.after
    )


def _lets_go(row: Change) -> bool:
    """Whether nothing but the key result that a row names is another one, or none."""
    if row.table not in _LOOSELY_TIED or not row.before or not row.after:
        return False
    return {**row.before, "key_result_id": None} == {**row.after, "key_result_id": None}


def _minutes_left(store: Store, day: date) -> int | None:
    """Learning time left in the day's week, from that week's entries alone."""
    policies = [row for row in store.rows(HoursPolicy) if not is_later(row, day)]
    monday = day - timedelta(days=day.weekday())
    return minutes_left(
        policies, store.rows(LogEntry, on=[monday + timedelta(days=number) for number in range(7)]), day
    )
