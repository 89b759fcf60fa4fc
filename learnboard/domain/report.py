"""A board's figures on a day, as values and as the plain data of the report (FORMAT.md §2 and §3)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from learnboard.domain.as_of import as_known
from learnboard.domain.board import Card, Column, goal_progress, group_histories, ilo_on, make_column
from learnboard.domain.metrics import funding
from learnboard.domain.metrics.figures import GoalFigures
from learnboard.domain.metrics.funding import Ledger, ledger
from learnboard.domain.metrics.hours import Hours, hours, week_left
from learnboard.domain.metrics.progress import CycleContext, current_cycle
from learnboard.domain.metrics.rounding import half_up, money
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Goal
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Appointment, next_meeting
from learnboard.domain.model.proposals import Proposal, ProposalState
from learnboard.domain.model.records import Records

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
            (one, funding.proposal_state(one, records.responses, as_of))
            for one in sorted(records.proposals, key=lambda one: one.id)
        ),
    )


def _columns(records: Records, cycle_context: CycleContext) -> tuple[Column, ...]:
    histories = group_histories(records.check_ins, records.milestones, ilo_on(cycle_context.day, records.ilo_periods))
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


class OpenRequests(NamedTuple):
    """Approvals wanted (budget entries that are proposed), open proposals, and actions that are not done.

    Entries are in the order they were proposed, proposals by the day they close, actions by the day they are due.
    """

    approvals: tuple[BudgetEntry, ...]
    consents: tuple[Proposal, ...]
    actions: tuple[Action, ...]

    @property
    def decisions(self) -> int:
        """How many decisions are asked for."""
        return len(self.approvals) + len(self.consents)

    def actions_of(self, person: Id) -> tuple[Action, ...]:
        """The open actions of one person."""
        return tuple(action for action in self.actions if action.who_id == person)


def open_requests(report: BoardReport) -> OpenRequests:
    """What is asked for on the standing's day."""
    records = report.records
    proposed = [entry for entry in records.budget_entries if entry.state == "proposed"]
    consents = [proposal for proposal, state in report.proposals if state == "open"]
    undone = [action for action in records.actions if action.done_on is None]
    late = report.as_of.max
    return OpenRequests(
        tuple(sorted(proposed, key=lambda one: (one.proposed_on or late, one.id))),
        tuple(sorted(consents, key=lambda one: (one.closes_on, one.id))),
        tuple(sorted(undone, key=lambda one: (one.due_on or late, one.id))),
    )


_RATIO_PLACES = 6
_SCORE_PLACES = 2


def plain_report(report: BoardReport) -> dict[str, Any]:
    """The report of a board: ratios with six decimals, scores with two, money with its currency's."""
    return {
        "as_of": report.as_of.isoformat(),
        "cycle": report.cycle.id if report.cycle else None,
        "elapsed": _ratio(report.elapsed),
        "goals": [
            {"id": goal.id, "progress": _ratio(figures.progress), "expected": _ratio(figures.expected)}
            for goal, figures in report.goals
        ],
        "objectives": [_objective(column, report.records.board_info.settings) for column in report.columns],
        "hours": {
            "entitled_minutes": report.hours.entitled,
            "used_minutes": report.hours.used,
            "balance_minutes": report.hours.balance,
        },
        "budgets": [_budget(ledger) for ledger in report.ledgers],
        "proposals": [{"id": proposal.id, "state": state} for proposal, state in report.proposals],
    }


def _objective(column: Column, settings: Settings) -> dict[str, Any]:
    figures = column.roll_up(settings)
    assert figures is not None
    return {
        "id": column.id,
        "counted": figures.counted,
        "progress": _ratio(figures.progress),
        "shown": figures.shown,
        "expected": _ratio(figures.expected),
        "pace": figures.pace,
        "health": figures.health,
        "score": _ratio(figures.score, _SCORE_PLACES),
        "band": figures.band,
        "key_results": [_key_result(card) for card in column.cards],
    }


def _key_result(card: Card) -> dict[str, Any]:
    figures = card.figures
    held = figures.held
    return {
        "id": card.id,
        "counted": figures.counted,
        "raw": _ratio(figures.raw),
        "progress": _ratio(figures.progress),
        "shown": figures.shown,
        "expected": _ratio(figures.expected),
        "pace": figures.pace,
        "confidence": figures.confidence,
        "health": figures.health,
        "divergent": figures.divergent,
        "score": _ratio(figures.score, _SCORE_PLACES),
        "band": figures.band,
        "held": {"met": held.met, "seen": held.seen, "total": held.total} if held else None,
    }


def _budget(ledger: Ledger) -> dict[str, Any]:
    currency = ledger.budget.currency
    return {
        "currency": currency,
        "allocated": money(ledger.allocated, currency),
        "spent": money(ledger.spent, currency),
        "committed": money(ledger.committed, currency),
        "remaining": money(ledger.remaining, currency),
        "other_currencies": {code: money(amount, code) for code, amount in sorted(ledger.others.items())},
    }


def _ratio(ratio: Fraction | None, places: int = _RATIO_PLACES) -> str | None:
    return None if ratio is None else half_up(ratio, places)
