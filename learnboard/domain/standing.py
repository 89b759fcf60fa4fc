"""Where a board stands on a day: everything that is computed of it, as values (FORMAT.md §2)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learnboard.domain import proposals
from learnboard.domain.arithmetic import CycleContext, current_cycle
from learnboard.domain.board import Column, goal_progress, histories_of, ilo_on, make_column
from learnboard.domain.figures import GoalFigures
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.key_results import KeyResult
from learnboard.domain.known import as_known
from learnboard.domain.learning import Hours, hours, week_left
from learnboard.domain.money import Ledger, ledger
from learnboard.domain.people import Appointment, next_meeting
from learnboard.domain.proposals import Proposal, ProposalState
from learnboard.domain.records import Records

_NOTHING_KNOWN = GoalFigures(None, None)


@dataclass(frozen=True, slots=True)
class BoardReport:
    """A board's figures on a day; without a cycle there are no columns and no ledgers.

    `withheld` says that it is a snapshot from which something was withheld: its figures are of the rest.
    """

    records: Records
    as_of: date
    cycle: Cycle | None
    elapsed: Fraction | None
    goals: tuple[tuple[Goal, GoalFigures], ...]
    columns: tuple[Column, ...]
    hours: Hours
    minutes_left: int | None
    meeting: Appointment | None
    ledgers: tuple[Ledger, ...]
    proposals: tuple[tuple[Proposal, ProposalState], ...]
    withheld: bool = False


def board_report(board: Records, as_of: date) -> BoardReport:
    """Compute where a board stands, as it was known on the day."""
    records = as_known(board, as_of)
    cycle = current_cycle(records.cycles, as_of)
    cycle_context = CycleContext(cycle, as_of, records.board_info.settings) if cycle else None
    columns = _columns(records, cycle_context) if cycle_context else ()
    goals = sorted(records.goals, key=lambda goal: (goal.position, goal.id))
    return BoardReport(
        records=records,
        as_of=as_of,
        cycle=cycle,
        elapsed=cycle_context.elapsed if cycle_context else None,
        goals=tuple((goal, _goal_figures(goal, columns, records)) for goal in goals),
        columns=columns,
        hours=_hours(records, cycle, as_of),
        minutes_left=week_left(records.hours_policies, records.log_entries, as_of),
        # A planned meeting lies in the future and is known all the same.
        meeting=next_meeting(board.meetings, records.people, as_of),
        ledgers=_ledgers(records, cycle),
        proposals=tuple(
            (one, proposals.proposal_state(one, records.responses, as_of))
            for one in sorted(records.proposals, key=lambda one: one.id)
        ),
    )


def _columns(records: Records, cycle_context: CycleContext) -> tuple[Column, ...]:
    histories = histories_of(records.check_ins, records.milestones, ilo_on(cycle_context.day, records.ilo_periods))
    by_objective: dict[str, list[KeyResult]] = {}
    for one in sorted(records.key_results, key=lambda one: (one.position, one.id)):
        by_objective.setdefault(one.objective_id, []).append(one)
    own = [one for one in records.objectives if one.cycle_id == cycle_context.cycle.id]
    ordered = sorted(own, key=lambda one: (one.position, one.id))
    return tuple(make_column(one, by_objective.get(one.id, ()), histories, cycle_context) for one in ordered)


def _goal_figures(goal: Goal, columns: tuple[Column, ...], records: Records) -> GoalFigures:
    own = [column for column in columns if column.objective.goal_id == goal.id]
    return goal_progress(own, records.board_info.settings) or _NOTHING_KNOWN


def _hours(records: Records, cycle: Cycle | None, as_of: date) -> Hours:
    if cycle is None:
        return Hours(0, 0)
    return hours(records.hours_policies, records.log_entries, cycle.starts_on, min(as_of, cycle.ends_on))


def _ledgers(records: Records, cycle: Cycle | None) -> tuple[Ledger, ...]:
    if cycle is None:
        return ()
    own = sorted((one for one in records.budgets if one.cycle_id == cycle.id), key=lambda one: one.id)
    return tuple(ledger(one, records.budget_adjustments, records.budget_entries) for one in own)
