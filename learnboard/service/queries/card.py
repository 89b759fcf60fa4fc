"""All there is to know of one key result, for the card that is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from learnboard.domain.as_of import is_later, known_row
from learnboard.domain.board import Board, group_histories, ilo_on, make_card
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry, Evaluation

Row = TypeVar("Row")
MOST_HISTORY: Final = 50
"""So many lines of history are told."""
_WRITTEN = attrgetter("written_at", "id")


class RowSource(Protocol):
    """Where rows are read from: the store of a board, or a snapshot of one."""

    def row(self, record: type[Row], id_: Id) -> Row:
        """One row that is there.

        Raises:
            NotFound: if it is not.
        """

    def rows(self, record: type[Row], *, limit: int | None = None, offset: int = 0, **where: object) -> Sequence[Row]:
        """The rows of a table that fit: by position, else by day, else by id.

        In `where`, a list means any of its members, anything else itself.
        """

    def steps_of(self, ids: Sequence[Id], *, most: int) -> Sequence[tuple[datetime, str]]:
        """The times and labels of the newest steps that changed any of these rows, newest first."""


class HistoryLine(NamedTuple):
    """One step that changed the key result or a part of it, and when."""

    at: datetime
    label: str


class CardDetails(NamedTuple):
    """A key result with all that belongs to it, as known on the board's day; `minutes` were spent learning for it.

    Check-ins, log entries, feedback and history have the newest first, evaluations the oldest.
    """

    key_result: KeyResult
    objective: Objective
    cycle: Cycle
    figures: Figures
    ilo: bool
    ilo_since: date | None
    check_ins: tuple[CheckIn, ...]
    milestones: tuple[Milestone, ...]
    log_entries: tuple[LogEntry, ...]
    minutes: int
    budget_entries: tuple[BudgetEntry, ...]
    evaluations: tuple[Evaluation, ...]
    feedback: tuple[Feedback, ...]
    history: tuple[HistoryLine, ...]


def read_details(source: RowSource, id_: Id, board: Board) -> CardDetails:
    """All there is to know of a key result on the board's day.

    Raises:
        NotFound: if it is gone.
    """
    day = board.day
    key_result = known_row(source.row(KeyResult, id_), day)
    objective = known_row(source.row(Objective, key_result.objective_id), day)
    cycle = source.row(Cycle, objective.cycle_id)
    said, steps = source.rows(CheckIn, key_result_id=id_), source.rows(Milestone, key_result_id=id_)
    periods = source.rows(IloPeriod, key_result_id=id_)
    known = group_histories(
        (one for one in said if one.on <= day), (known_row(one, day) for one in steps), ilo_on(day, periods)
    )
    committed = objective.okr_type == "committed"
    card = make_card(key_result, known, committed=committed, cycle_context=CycleContext(cycle, day, board.settings))
    log_entries = tuple(reversed(_known(source, LogEntry, day, key_result_id=id_)))
    budget_entries, evaluations = _money(source, id_, day)
    return CardDetails(
        key_result=key_result,
        objective=objective,
        cycle=cycle,
        figures=card.figures,
        ilo=card.ilo,
        ilo_since=_ilo_since(periods, day),
        check_ins=tuple(reversed(known.check_ins.get(id_, ()))),
        milestones=tuple(known.milestones.get(id_, ())),
        log_entries=log_entries,
        minutes=sum(entry.minutes for entry in log_entries),
        budget_entries=budget_entries,
        evaluations=evaluations,
        feedback=_feedback(source, id_, day),
        history=_history(source, id_, said, steps, periods),
    )


def _known(source: RowSource, record: type[Row], day: date, **where: Any) -> list[Row]:
    """The rows that fit, as known on a day."""
    return [known_row(row, day) for row in source.rows(record, **where) if not is_later(row, day)]


def _ilo_since(periods: Iterable[IloPeriod], day: date) -> date | None:
    running = (each.from_on for each in periods if each.from_on <= day <= (each.to_on or date.max))
    return next(running, None)


def _money(source: RowSource, id_: Id, day: date) -> tuple[tuple[BudgetEntry, ...], tuple[Evaluation, ...]]:
    """What was or would be spent for a key result, and what it was worth."""
    entries = _known(source, BudgetEntry, day, key_result_id=id_)
    ids = [entry.id for entry in entries]
    every = source.rows(Evaluation, budget_entry_id=ids) if ids else []
    evaluations = [row for row in every if not is_later(row, day)]
    # An evaluation that is not known yet takes its entry a step back (FORMAT.md §1, "--as-of").
    back = {row.budget_entry_id for row in every} - {row.budget_entry_id for row in evaluations}
    known = (
        replace(entry, state="spent") if entry.id in back and entry.state == "evaluated" else entry for entry in entries
    )
    return tuple(known), tuple(evaluations)


def _feedback(source: RowSource, id_: Id, day: date) -> tuple[Feedback, ...]:
    about = Target("key_result", id_)
    rows = (row for row in source.rows(Feedback) if row.target == about)
    return tuple(sorted((row for row in rows if not is_later(row, day)), key=_WRITTEN, reverse=True))


def _history(source: RowSource, id_: Id, *parts: Sequence[CheckIn | Milestone | IloPeriod]) -> tuple[HistoryLine, ...]:
    ids = [id_, *(row.id for rows in parts for row in rows)]
    return tuple(HistoryLine(at, label) for at, label in source.steps_of(ids, most=MOST_HISTORY))
