"""The board read from the store: first what fits the screen, then the rest in slices."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from learnboard.domain.arithmetic import Yardstick, current_cycle
from learnboard.domain.board import Board, Card, Column, Evidence, grouped, ilo_on, make_card, make_column
from learnboard.domain.fields import Id
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.known_rows import known_row, later_row
from learnboard.domain.learning import HoursPolicy, LogEntry, week_left
from learnboard.domain.objectives import Objective
from learnboard.domain.people import Acquaintance, Meeting, next_meeting
from learnboard.storage.store import Store

USUAL_SIZE = 400
"""Up to so many key results a board is read at once; larger ones come in slices after the first paint."""
_GOAL_ORDER = ("active", "exploring", "achieved", "set_aside", "retired")


def read_board(store: Store, day: date, *, first: int) -> Board:
    """The board on a day; of a large one only the `first` cards of each column."""
    identity = store.identity()
    cycle = current_cycle(store.rows(Cycle), day)
    goals = sorted(store.rows(Goal), key=lambda goal: (_GOAL_ORDER.index(goal.status), goal.position, goal.id))
    board = Board(
        settings=identity.settings,
        day=day,
        goal=goals[0] if goals else None,
        minutes_left=_minutes_left(store, day),
        meeting=next_meeting(store.rows(Meeting), store.rows(Acquaintance), day),
    )
    if cycle is None:
        return board
    yardstick = Yardstick(cycle, day, identity.settings)
    return replace(board, yardstick=yardstick, columns=_first_columns(store, yardstick, first))


def _first_columns(store: Store, yardstick: Yardstick, first: int) -> tuple[Column, ...]:
    objectives = [known_row(one, yardstick.day) for one in store.rows(Objective, cycle_id=yardstick.cycle.id)]
    counts = store.counts(KeyResult, "objective_id")
    whole = sum(counts.get(one.id, 0) for one in objectives) <= USUAL_SIZE
    limit = None if whole else first
    rows = [store.rows(KeyResult, limit=limit, objective_id=one.id) for one in objectives]
    evidence = evidence_for(store, [each.id for column in rows for each in column], yardstick.day)
    return tuple(
        make_column(
            one,
            [known_row(each, yardstick.day) for each in column],
            evidence,
            yardstick,
            more=counts.get(one.id, 0) - len(column),
        )
        for one, column in zip(objectives, rows, strict=True)
    )


def read_more(store: Store, board: Board, count: int) -> Board:
    """The board with up to `count` more cards of its first column that lacks some."""
    number = next(number for number, column in enumerate(board.columns) if column.more)
    column = board.columns[number]
    assert board.yardstick is not None
    rows = store.rows(KeyResult, limit=count, offset=len(column.cards), objective_id=column.id)
    cards = _cards(store, rows, board.yardstick, {column.id: column.objective})
    column = column.with_more(cards) if cards else replace(column, more=0)
    return replace(board, columns=(*board.columns[:number], column, *board.columns[number + 1 :]))


def read_cards(store: Store, ids: Sequence[Id], board: Board) -> tuple[Card, ...]:
    """These cards as they are now, as far as they are on the board."""
    if board.yardstick is None or not ids:
        return ()
    objectives = {column.id: column.objective for column in board.columns}
    rows = [row for row in store.rows(KeyResult, id=list(ids)) if row.objective_id in objectives]
    return tuple(_cards(store, rows, board.yardstick, objectives))


def _cards(
    store: Store, rows: Sequence[KeyResult], yardstick: Yardstick, objectives: dict[Id, Objective]
) -> list[Card]:
    evidence = evidence_for(store, [row.id for row in rows], yardstick.day)
    return [
        make_card(
            known_row(row, yardstick.day),
            evidence,
            committed=objectives[row.objective_id].okr_type == "committed",
            yardstick=yardstick,
        )
        for row in rows
    ]


def evidence_for(store: Store, ids: Sequence[Id], day: date) -> Evidence:
    """The check-ins, steps and the ILO of these key results, as known on a day."""
    return grouped(
        (row for row in store.rows(CheckIn, key_result_id=ids) if row.on <= day),
        (known_row(row, day) for row in store.rows(Milestone, key_result_id=ids)),
        ilo_on(day, store.rows(IloPeriod)),
    )


def _minutes_left(store: Store, day: date) -> int | None:
    """Learning time left in the day's week, from that week's entries alone."""
    policies = [row for row in store.rows(HoursPolicy) if not later_row(row, day)]
    monday = day - timedelta(days=day.weekday())
    return week_left(policies, store.rows(LogEntry, on=[monday + timedelta(days=number) for number in range(7)]), day)
