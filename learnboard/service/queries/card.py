"""All there is to know about one key result, for its page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from learnboard.domain.as_of import known_row, known_rows, not_yet_evaluated
from learnboard.domain.board import Board, make_card
from learnboard.domain.cycles import context_of
from learnboard.domain.histories import group_histories, ilo_on
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import Id, distinct
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone, TargetChange
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.domain.model.people import Action, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.queries.known_rows import RowSource, known_key_results, known_objectives

_MOST_HISTORY: Final = 50
"""How many lines of history there are."""
_NO_NAMES: Final[Mapping[Id, str]] = MappingProxyType({})


class HistoryLine(NamedTuple):
    """A step that changed the key result or a part of it, when, and the rows that it changed, before and after."""

    at: datetime
    label: str
    changes: tuple[tuple[Any, Any], ...] = ()


class CardDetails(NamedTuple):
    """A key result with all that belongs to it, as known on the board's day. `minutes` is the learning time for it.

    Check-ins, changes of the target, log entries, feedback and history have the newest first, evaluations the oldest.
    `coming` are the check-ins of later days, which do not count yet. Actions have the open ones first, by the day they
    are due; `names` are those of the people on the board, `titles` those of the rows that texts mention by their id.
    `ilo_periods` and `learned` tell when it was the Individual Learning Objective and what came of it, newest first.
    `objectives` are the titles of the objectives on the board, by id.
    """

    key_result: KeyResult
    objective: Objective
    cycle: Cycle
    figures: Figures
    ilo: bool
    ilo_since: date | None
    check_ins: tuple[CheckIn, ...]
    target_changes: tuple[TargetChange, ...]
    milestones: tuple[Milestone, ...]
    log_entries: tuple[LogEntry, ...]
    minutes: int
    budget_entries: tuple[BudgetEntry, ...]
    evaluations: tuple[Evaluation, ...]
    feedback: tuple[Feedback, ...]
    history: tuple[HistoryLine, ...]
    coming: tuple[CheckIn, ...] = ()
    actions: tuple[Action, ...] = ()
    names: Mapping[Id, str] = _NO_NAMES
    titles: Mapping[Id, str] = _NO_NAMES
    ilo_periods: tuple[IloPeriod, ...] = ()
    learned: tuple[Reflection, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    objectives: Mapping[Id, str] = _NO_NAMES


def read_details(source: RowSource, id_: Id, board: Board) -> CardDetails:
    """Return all there is to know about a key result on the board's day.

    Raises:
        NotFound: if it was deleted.
    """
    day = board.day
    (key_result,) = known_key_results(source, [source.row(KeyResult, id_)], day)
    (objective,) = known_objectives(source, [source.row(Objective, key_result.objective_id)], day)
    cycle = known_row(source.row(Cycle, objective.cycle_id), day)
    check_ins, steps = source.rows(CheckIn, key_result_id=id_), source.rows(Milestone, key_result_id=id_)
    periods, changes = source.rows(IloPeriod, key_result_id=id_), source.rows(TargetChange, key_result_id=id_)
    known = group_histories(
        known_rows(tuple(check_ins), day), (known_row(row, day) for row in steps), ilo_on(day, periods)
    )
    context = context_of(cycle, board.cycles, day, board.settings)
    card = make_card(key_result, known, committed=objective.committed, cycle_context=context)
    actions = [known_row(row, day) for row in source.rows(Action, key_result_id=id_)]
    log_entries = known_rows(tuple(source.rows(LogEntry, key_result_id=id_)), day)[::-1]
    budget_entries, evaluations = _money(source, id_, day)
    named = actions or periods or any(row.with_id for row in budget_entries)
    return CardDetails(
        key_result=key_result,
        objective=objective,
        cycle=cycle,
        figures=card.figures,
        ilo=card.ilo,
        ilo_since=next((period.from_on for period in periods if period.covers(day)), None),
        check_ins=tuple(reversed(known.check_ins.get(id_, ()))),
        target_changes=known_rows(tuple(changes), day)[::-1],
        milestones=tuple(known.milestones.get(id_, ())),
        log_entries=log_entries,
        minutes=sum(entry.minutes for entry in log_entries),
        budget_entries=budget_entries,
        evaluations=evaluations,
        feedback=_feedback(source, id_),
        history=_history(source, id_, check_ins, steps, periods, changes, actions),
        coming=tuple(row for row in reversed(check_ins) if row.on > day),
        actions=tuple(sorted(actions, key=lambda row: (row.done_on is not None, row.due_on or date.max, row.id))),
        names={person.id: person.name for person in source.rows(Person)} if named else _NO_NAMES,
        ilo_periods=tuple(sorted(known_rows(tuple(periods), day), key=lambda row: row.from_on, reverse=True)),
        learned=_learned(source, id_, day) if periods else (),
        objectives={column.id: column.objective.title for column in board.columns},
        stretches=known_rows(tuple(source.rows(Stretch, key_result_id=id_)), day),
    )


def read_course(source: RowSource, id_: Id, day: date) -> tuple[tuple[TargetChange, ...], bool]:
    """Return how a key result came to the day: changes of its target, newest first, and whether it was checked in.

    Raises:
        NotFound: if it was deleted.
    """
    source.row(KeyResult, id_)
    changes, check_ins = source.rows(TargetChange, key_result_id=id_), source.rows(CheckIn, key_result_id=id_, limit=1)
    return known_rows(tuple(changes), day)[::-1], any(row.on <= day for row in check_ins)


def ilo_since(store: RowSource, id_: Id, day: date) -> date | None:
    """Return since when a key result has been the Individual Learning Objective; None if it is not."""
    return next((row.from_on for row in store.rows(IloPeriod, key_result_id=id_) if row.covers(day)), None)


def _learned(source: RowSource, id_: Id, day: date) -> tuple[Reflection, ...]:
    """What was learned by the ends of its periods as the Individual Learning Objective, the newest first."""
    rows = (row for row in source.rows(Reflection, occasion="ending") if row.about and row.about.id == id_)
    return tuple(sorted(known_rows(tuple(rows), day), key=lambda row: (row.on, row.id), reverse=True))


def _money(source: RowSource, id_: Id, day: date) -> tuple[tuple[BudgetEntry, ...], tuple[Evaluation, ...]]:
    """The budget entries for a key result, and their evaluations."""
    entries = known_rows(tuple(source.rows(BudgetEntry, key_result_id=id_)), day)
    rows = tuple(source.rows(Evaluation, budget_entry_id=[entry.id for entry in entries])) if entries else ()
    evaluations = known_rows(rows, day)
    later = distinct(rows, "budget_entry_id") - distinct(evaluations, "budget_entry_id")
    return not_yet_evaluated(entries, later), evaluations


def _feedback(source: RowSource, id_: Id) -> tuple[Feedback, ...]:
    target = Target("key_result", id_)
    rows = [row for row in source.rows(Feedback) if row.target == target]  # what is there has come in
    return tuple(sorted(rows, key=lambda row: (row.written_at, row.id), reverse=True))


def _history(
    source: RowSource, id_: Id, *parts: Sequence[CheckIn | Milestone | IloPeriod | TargetChange | Action]
) -> tuple[HistoryLine, ...]:
    ids = [id_, *(row.id for rows in parts for row in rows)]
    return tuple(HistoryLine(*step) for step in source.steps_of(ids, most=_MOST_HISTORY, deleted_of=id_))
