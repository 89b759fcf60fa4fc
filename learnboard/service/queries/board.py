"""The board read from the store: first what fits the screen, then the rest in slices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from learnboard.domain.as_of import is_later, known_row, known_rows
from learnboard.domain.board import Board, Card, Changes, Column, Place, make_card, make_column
from learnboard.domain.cycles import context_of, find_cycle, in_order
from learnboard.domain.errors import BoardBusy
from learnboard.domain.histories import KeyResultHistory, group_histories, ilo_on, stretched_on
from learnboard.domain.metrics.figures import hold_for_any_type
from learnboard.domain.metrics.progress import CycleContext, current_cycle
from learnboard.domain.metrics.resources import minutes_left
from learnboard.domain.model.fields import Id, to_plain
from learnboard.domain.model.goals import Cycle, Goal, Objective, main_goal
from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Appointment, Meeting, Person
from learnboard.domain.next_meetings import next_meeting
from learnboard.domain.relations import lacks_mentor, own_meetings, primary_mentor
from learnboard.domain.review import due_review
from learnboard.domain.timer import TIMER, RunningTimer
from learnboard.domain.upcoming import upcoming_meetings
from learnboard.service.queries.closing_proposal import closing_proposal
from learnboard.service.queries.known_rows import known_key_results, known_objectives
from learnboard.storage.journal import Change
from learnboard.storage.store import Store
from learnboard.storage.tables import table_name, values_of

USUAL_SIZE = 400
"""Key results up to which a board is read at once; larger ones come in slices after the first paint."""
_MOST_CARDS = 200
"""If a step touched more cards, reading the board again is cheaper than changing it."""
_CARD_PARTS = ("check_ins", "milestones", "ilo_periods", "target_changes", "stretches")
"""Tables whose rows a card shows; a stretch may belong to none."""
_UNCOUNTED: Final = frozenset(
    {"title", "description", "labels", "ask", "private_note", "visibility", "position", "objective_id"}
)
"""Fields of a key result that its figures do not depend on, unless its new objective is of another type."""
_LOOSELY_TIED = ("log_entries", "budget_entries")
"""Tables whose rows may name a key result, and lose it when it is deleted; the board does not show it."""
_LEARNING_TIME: Final = (LogEntry.TABLE, HoursPolicy.TABLE)
"""Tables of which the board shows what is left of a week's time."""
_MONEY: Final = ("budgets", "budget_adjustments", "budget_entries")
_NOT_SHOWN: Final = (*_LEARNING_TIME, *_MONEY, "reflections", "topics", "actions", LocalValue.TABLE)
"""Tables of which no card or column shows anything."""
_PARENTS: Final = {
    **dict.fromkeys(("milestones", "check_ins", "target_changes"), (KeyResult, "key_result_id")),
    KeyResult.TABLE: (Objective, "objective_id"),
    Objective.TABLE: (Cycle, "cycle_id"),
}
"""What a row of a cycle is part of, by its table. To have been the ILO is none: that may end after the cycle."""


def read_board(store: Store, day: date, *, first: int, cycle: Id | None = None) -> Board:
    """Read the board of a cycle on a day, by default that of the day; of a large one `first` cards of each column."""
    board_info = store.board_info()
    cycles = in_order(known_rows(tuple(store.rows(Cycle)), day))
    people, meetings = store.rows(Person), store.rows(Meeting)
    current = current_cycle(cycles, day)  # who has nobody to invite yet is asked for a mentor first
    board = Board(
        settings=board_info.settings,
        day=day,
        goal=main_goal(store.rows(Goal)),
        minutes_left=minutes_left_on(store, day),
        meeting=_next_meeting(meetings, people, board_info.settings.meeting_cadence_days, day),
        unanswered=store.unanswered_feedback(),
        cycles=cycles,
        lacks_mentor=lacks_mentor(people, day),
        timer=running_timer(store),
        closing=closing_proposal(store, day),
        review=due_review(current, meetings, day) if current and people else None,
    )
    shown = find_cycle(cycles, cycle, day)
    if shown is None:
        return board
    cycle_context = context_of(shown, cycles, day, board_info.settings)
    return replace(board, cycle_context=cycle_context, columns=_first_columns(store, cycle_context, day, first))


def running_timer(store: Store) -> RunningTimer | None:
    """Return the timer that runs; None if there is none."""
    found = store.find(LocalValue, TIMER)
    return RunningTimer.of(found.text) if found else None


def timer_of(row: Mapping[str, Any] | None) -> RunningTimer | None:
    """Return the timer of the row that is there while one runs; None without it."""
    return RunningTimer.of(str(row["text"])) if row else None


def _next_meeting(meetings: Sequence[Meeting], people: Sequence[Person], usual: int, day: date) -> Appointment | None:
    """The next meeting that the owner looks to; with the primary mentor, the one that is proposed if none is set."""
    own = own_meetings(meetings, people, day)
    primary, following = primary_mentor(people, day), next_meeting(own, people, day)
    if following or primary is None:
        return following
    proposed = upcoming_meetings(own, [primary], None, usual, day)
    return Appointment(primary.name, proposed[0].on) if proposed else None


def _first_columns(store: Store, cycle_context: CycleContext, day: date, first: int) -> tuple[Column, ...]:
    objectives = known_objectives(store, store.rows(Objective, cycle_id=cycle_context.cycle.id), day)
    counts = store.counts(KeyResult, "objective_id")
    whole = sum(counts.get(row.id, 0) for row in objectives) <= USUAL_SIZE
    limit = None if whole else first
    stored = [row for objective in objectives for row in store.rows(KeyResult, limit=limit, objective_id=objective.id)]
    histories = read_history(store, [row.id for row in stored], day)
    columns: dict[Id, list[KeyResult]] = {row.id: [] for row in objectives}
    for row in known_key_results(store, stored, day):
        columns[row.objective_id].append(row)
    return tuple(
        make_column(
            objective,
            columns[objective.id],
            histories,
            cycle_context,
            more=counts.get(objective.id, 0) - len(columns[objective.id]),
        )
        for objective in objectives
    )


def read_more(store: Store, board: Board, count: int) -> Board:
    """Return the board with up to `count` more cards of its first column that lacks some."""
    number = next(number for number, column in enumerate(board.columns) if column.more)
    column = board.columns[number]
    rows = store.rows(KeyResult, limit=count, offset=len(column.cards), objective_id=column.id)
    column = column.with_more(_cards(store, rows, board)) if rows else replace(column, more=0)
    return replace(board, columns=(*board.columns[:number], column, *board.columns[number + 1 :]))


def read_cards(store: Store, ids: Sequence[Id], board: Board) -> tuple[Card, ...]:
    """Read these cards as they are now, as far as they are on the board."""
    columns = {column.id for column in board.columns}
    rows = store.rows(KeyResult, id=list(ids)) if columns and ids else ()
    return _cards(store, [row for row in rows if row.objective_id in columns], board)


def _cards(store: Store, rows: Sequence[KeyResult], board: Board) -> tuple[Card, ...]:
    """The cards of rows that are in columns of the board."""
    if not rows or board.cycle_context is None:
        return ()
    committed = {column.id: column.objective.committed for column in board.columns}
    histories = read_history(store, [row.id for row in rows], board.day)
    return tuple(
        make_card(
            row,
            histories,
            committed=committed[row.objective_id],
            cycle_context=board.cycle_context,
        )
        for row in known_key_results(store, rows, board.day)
    )


def read_history(store: Store, ids: Sequence[Id], day: date) -> KeyResultHistory:
    """Read the check-ins and steps of these key results, the ILO and what a stretch is on, as known on a day."""
    return group_histories(
        (row for row in store.rows(CheckIn, key_result_id=ids) if row.on <= day),
        (known_row(row, day) for row in store.rows(Milestone, key_result_id=ids)),
        ilo_on(day, store.rows(IloPeriod)),
        stretched_on(store.rows(Stretch), day),
    )


def read_changes(store: Store, rows: Sequence[Change], board: Board) -> Changes:
    """Return what changed rows change on the board.

    The rows are written: if another program keeps the board from being read just now, it is to be read again.
    """
    try:
        return _changes(store, rows, board)
    except BoardBusy:
        return Changes(reload=True)


def _changes(store: Store, rows: Sequence[Change], board: Board) -> Changes:
    ids: dict[Id, None] = {}
    fields: dict[Id, dict[str, Any]] = {}  # of key results, what changed as it is kept
    left: dict[Id, Place] = {}
    objectives: list[Objective] = []
    for row in rows:
        if row.table == KeyResult.TABLE and row.before and row.after:
            changed = {name: cell for name, cell in row.after.items() if cell != row.before[name]}
            fields.setdefault(row.id, {}).update(changed)
            left.setdefault(row.id, (str(row.before["objective_id"]), int(row.before["position"] or 0)))
        elif row.table == KeyResult.TABLE:
            ids[row.id] = None
        elif row.table in _CARD_PARTS:
            sides = (row.before, row.after)
            ids |= {str(side["key_result_id"]): None for side in sides if side and side["key_result_id"]}
        elif row.table == Objective.TABLE and _keeps_cards(row):
            objectives += known_objectives(store, [store.row(Objective, row.id)], board.day)
        elif row.table not in _NOT_SHOWN and not _only_loses_key_result(row):
            return Changes(reload=True)
    same = {id_: cells for id_, cells in fields.items() if id_ not in ids and cells.keys() <= _UNCOUNTED}
    cards = _with_same_figures(same, board, left)
    ids |= dict.fromkeys(fields.keys() - {card.id for card in cards})
    if len(ids) + len(cards) > _MOST_CARDS:
        return Changes(reload=True)
    cards += read_cards(store, list(ids), board)
    removed = frozenset(ids) - {card.id for card in cards}
    if not board.complete and (removed or not all(_is_read(board, card, left.get(card.id)) for card in cards)):
        return Changes(reload=True)
    minutes = (minutes_left_on(store, board.day),) if any(row.table in _LEARNING_TIME for row in rows) else ()
    timer = tuple(timer_of(row.after) for row in rows if row.table == LocalValue.TABLE and row.id == TIMER)
    return Changes(cards, removed, tuple(objectives), minutes_left=minutes, timer=timer[-1:], left=left)


def _is_read(board: Board, card: Card, left: Place | None) -> bool:
    """Whether a card stood, and stands, among those of its column that were read."""
    column = next(column for column in board.columns if column.id == card.key_result.objective_id)
    return column.has_read(card) and board.find(card.id, left or card.place) is not None


def _with_same_figures(fields: Mapping[Id, dict[str, Any]], board: Board, left: Mapping[Id, Place]) -> tuple[Card, ...]:
    """The cards of key results of which only uncounted fields changed, as far as that leaves their figures."""
    columns = {column.id: column.objective for column in board.columns}
    cards: list[Card] = []
    for id_, cells in fields.items():
        at, values = board.find(id_, left[id_]), values_of(KeyResult, cells)
        if at is None or values is None:
            continue
        here = board.columns[at[0]]
        there = columns.get(values.get("objective_id", here.id))
        card = here.cards[at[1]]
        if there and (there.committed == here.objective.committed or hold_for_any_type(card.figures)):
            cards.append(replace(card, key_result=replace(card.key_result, **values)))
    return tuple(cards)


def _keeps_cards(row: Change) -> bool:
    """Whether an objective has the cards it had; its type decides their health."""
    before, after = row.before or {}, row.after or {}
    return bool(before and after) and all(before[name] == after[name] for name in ("cycle_id", "okr_type"))


def _only_loses_key_result(row: Change) -> bool:
    """Whether a row only names another key result now, or none."""
    if row.table not in _LOOSELY_TIED or not row.before or not row.after:
        return False
    return {**row.before, "key_result_id": None} == {**row.after, "key_result_id": None}


def minutes_left_on(store: Store, day: date) -> int | None:
    """Return the learning time left in the day's week, from that week's entries alone; None if none is agreed on."""
    policies = [row for row in store.rows(HoursPolicy) if not is_later(row, day)]
    monday = day - timedelta(days=day.weekday())
    entries = store.rows(LogEntry, on=[monday + timedelta(days=number) for number in range(7)])
    return minutes_left(policies, entries, day)


# -- closed cycles ------------------------------------------------------------------------------------------------


def closed_cycle_of(store: Store, changes: Sequence[Change]) -> str | None:
    """Return the title of a cycle that was closed before these changes, and that they change, or a row in it."""
    closed = {row.id: row.title for row in store.rows(Cycle, status="closed")}
    for change in changes:
        if change.table == Cycle.TABLE:  # by now it is as the step leaves it
            closed.pop(change.id, None)
            if change.before and change.before["status"] == "closed":
                closed[change.id] = str(change.before["title"])
    if not closed:
        return None
    meant = [change for change in changes if not _only_loses_references(change)]
    # An Individual Learning Objective may end after its cycle, but none begins in one that is closed.
    meant += [Change("check_ins", "", None, {"key_result_id": row["key_result_id"]}) for row in _begun_ilo(changes)]
    return next((closed[id_] for id_ in _changed_cycles(store, meant) if id_ in closed), None)


def _begun_ilo(changes: Sequence[Change]) -> Iterator[Mapping[str, Any]]:
    periods = (change for change in changes if change.table == IloPeriod.TABLE)
    return (change.after for change in periods if change.after and not change.before)


def _only_loses_references(change: Change) -> bool:
    """Whether a row only no longer names what was deleted elsewhere, such as the goal it led to."""
    if not change.before or not change.after:
        return False
    changed = [name for name, value in change.after.items() if value != change.before[name]]
    return all(name.endswith("_id") and change.after[name] is None for name in changed)


def _changed_cycles(store: Store, changes: Sequence[Change]) -> Iterator[Id]:
    """The cycles that changed rows are, are in, or were in."""
    deleted = {change.id: change for change in changes if change.after is None}
    for change in changes:
        for side in filter(None, (change.before, change.after)):
            table, id_, row = change.table, change.id, dict[str, Any](side)
            while table in _PARENTS and row:
                parent, name = _PARENTS[table]
                table, id_ = table_name(parent), str(row[name])
                row = _row(store, deleted, parent, id_) if table in _PARENTS else {}
            if table == Cycle.TABLE:
                yield id_


def _row(store: Store, deleted: Mapping[Id, Change], record: type[Any], id_: Id) -> dict[str, Any]:
    """A row by its columns, as it is or, if the step deleted it, as it was."""
    if id_ in deleted:
        return dict(deleted[id_].before or {})
    found = store.find(record, id_)
    return to_plain(found) if found else {}
