"""A board's figures on a day: as values, and as the plain data of the report (FORMAT.md §2 and §3)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from learnboard.domain.as_of import as_known
from learnboard.domain.board import Card, Column, goal_progress, make_column
from learnboard.domain.consent import Consultation, consultations
from learnboard.domain.cycles import context_of, find_cycle
from learnboard.domain.errors import NotFound
from learnboard.domain.frozen import dataclass
from learnboard.domain.histories import KeyResultHistory, group_histories, ilo_on, stretched_on
from learnboard.domain.metrics.figures import Figures, GoalFigures, RollUp
from learnboard.domain.metrics.meetings import MeetingFigures, meeting_figures
from learnboard.domain.metrics.outlook import Outlook, outlook
from learnboard.domain.metrics.progress import CycleContext, HeldPeriods
from learnboard.domain.metrics.resources import Hours, Ledger, hours, ledger, minutes_left
from learnboard.domain.metrics.rounding import half_up, money
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Goal
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Appointment
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.next_meetings import named_meeting, set_meetings


@dataclass(frozen=True, slots=True)
class BoardReport:
    """A board's figures on a day. Without a cycle there are no columns and no ledgers.

    `outlooks` are of the ledgers, in their order; `meeting` is the next one, named, and
    `overdue` are those set for an earlier day and not held, but for that. `histories` are of all key results.
    `withheld` is true for a snapshot from which something was withheld: its figures are of the rest. `older` is true
    for one of a file of minor 0, `exported` for one that was made for somebody else. `reader` is who a snapshot for a
    mentor is made for, as far as that is known. `snapshots` is how many there are of the board with this one, 0 for the
    board itself.
    """

    records: Records
    as_of: date
    cycle: Cycle | None
    elapsed: Fraction | None
    goals: tuple[tuple[Goal, GoalFigures], ...]
    columns: tuple[Column, ...]
    hours: Hours
    minutes_left: int | None
    meetings: MeetingFigures
    meeting: Appointment | None
    overdue: tuple[Appointment, ...]
    ledgers: tuple[Ledger, ...]
    outlooks: tuple[Outlook, ...]
    proposals: tuple[Consultation, ...]
    histories: KeyResultHistory
    withheld: bool = False
    older: bool = False
    exported: bool = False
    reader: Id | None = None
    snapshots: int = 0


def board_report(board: Records, as_of: date, cycle_id: Id | None = None) -> BoardReport:
    """Compute a board's figures, as it was known on the day; of a cycle other than the day's, at most on its last day.

    Raises:
        NotFound: if there is no cycle with this id.
    """
    records = as_known(board, as_of)
    cycle = _cycle(records, as_of, cycle_id)
    cycle_context = context_of(cycle, records.cycles, as_of, records.board_info.settings) if cycle else None
    ledgers = _ledgers(records, cycle)
    histories = group_histories(records.check_ins, records.milestones)
    columns = _columns(records, histories, cycle_context) if cycle_context else ()
    goals = sorted(records.goals, key=lambda row: (row.position, row.id))
    proposals = sorted(records.proposals, key=lambda row: row.id)
    dates = set_meetings(records.meetings, as_of)
    return BoardReport(
        records=records,
        as_of=as_of,
        cycle=cycle,
        elapsed=cycle_context.elapsed if cycle_context else None,
        goals=tuple((goal, _goal_figures(goal, columns)) for goal in goals),
        columns=columns,
        hours=_hours(records, cycle, as_of),
        minutes_left=minutes_left(records.hours_policies, records.log_entries, as_of),
        meetings=meeting_figures(records.meetings, records.topics, cycle, as_of),
        meeting=named_meeting(dates.next, records.people) if dates.next else None,
        overdue=tuple(named_meeting(each, records.people) for each in dates.overdue if each != dates.next),
        ledgers=ledgers,
        outlooks=_outlooks(records, ledgers, cycle_context) if cycle_context else (),
        proposals=tuple(consultations(proposals, records.responses, as_of).values()),
        histories=histories,
    )


def _cycle(records: Records, as_of: date, cycle_id: Id | None) -> Cycle | None:
    """The cycle with an id, or the day's own."""
    cycle = find_cycle(records.cycles, cycle_id, as_of)
    if cycle_id is not None and (cycle is None or cycle.id != cycle_id):
        raise NotFound(f"The board has no cycle {cycle_id}.")
    return cycle


def _columns(records: Records, histories: KeyResultHistory, cycle_context: CycleContext) -> tuple[Column, ...]:
    day = cycle_context.day
    histories = histories._replace(ilo=ilo_on(day, records.ilo_periods), stretched=stretched_on(records.stretches, day))
    key_results: dict[Id, list[KeyResult]] = {}
    for row in sorted(records.key_results, key=lambda row: (row.position, row.id)):
        key_results.setdefault(row.objective_id, []).append(row)
    own = [row for row in records.objectives if row.cycle_id == cycle_context.cycle.id]
    objectives = sorted(own, key=lambda row: (row.position, row.id))
    return tuple(make_column(row, key_results.get(row.id, ()), histories, cycle_context) for row in objectives)


def _goal_figures(goal: Goal, columns: tuple[Column, ...]) -> GoalFigures:
    own = [column for column in columns if column.objective.goal_id == goal.id]
    return goal_progress(own) or GoalFigures(None, None)


def _hours(records: Records, cycle: Cycle | None, as_of: date) -> Hours:
    if cycle is None:
        return Hours(0, 0)
    return hours(records.hours_policies, records.log_entries, cycle, as_of)


def _ledgers(records: Records, cycle: Cycle | None) -> tuple[Ledger, ...]:
    own = (row for row in records.budgets if cycle and row.cycle_id == cycle.id)
    budgets = sorted(own, key=lambda row: row.id)
    return tuple(ledger(row, records.budget_adjustments, records.budget_entries) for row in budgets)


def _outlooks(records: Records, ledgers: tuple[Ledger, ...], cycle_context: CycleContext) -> tuple[Outlook, ...]:
    elapsed, day = cycle_context.elapsed, cycle_context.day
    return tuple(outlook(row, records.budget_entries, records.evaluations, elapsed=elapsed, day=day) for row in ledgers)


# -- requests -----------------------------------------------------------------------------------------------------


class OpenRequests(NamedTuple):
    """Budget entries that wait for approval, open proposals, and actions that are not done.

    Entries are in the order of their proposal, proposals by closing day, actions by due date.
    """

    approvals: tuple[BudgetEntry, ...]
    consents: tuple[Proposal, ...]
    actions: tuple[Action, ...]

    @property
    def decisions(self) -> int:
        """How many decisions are requested."""
        return len(self.approvals) + len(self.consents)

    def actions_of(self, person: Id) -> tuple[Action, ...]:
        """The open actions of one person."""
        return tuple(action for action in self.actions if action.who_id == person)


def open_requests(report: BoardReport, you: Id | None = None) -> OpenRequests:
    """Return what is requested on the report's day; of a reader who is known, only what waits for their own consent."""
    proposals = [found.proposal for found in report.proposals if found.waits_for(you)]
    return sort_requests(report.records.budget_entries, proposals, report.records.actions)


def sort_requests(
    entries: Iterable[BudgetEntry], open_proposals: Iterable[Proposal], actions: Iterable[Action]
) -> OpenRequests:
    """Order what is requested: the proposed ones of these entries, open proposals, and the actions not done yet."""
    proposed = (entry for entry in entries if entry.state == "proposed")
    not_done = (action for action in actions if action.done_on is None)
    return OpenRequests(
        tuple(sorted(proposed, key=lambda row: (row.proposed_on or date.max, row.id))),
        tuple(sorted(open_proposals, key=lambda row: (row.closes_on, row.id))),
        tuple(sorted(not_done, key=lambda row: (row.due_on or date.max, row.id))),
    )


# -- the plain report ---------------------------------------------------------------------------------------------

_RATIO_PLACES: Final = 6
_SCORE_PLACES: Final = 2
_MEAN_PLACES: Final = 1


def plain_report(report: BoardReport) -> dict[str, Any]:
    """Return the report as the format has it, its numbers rounded half up to the places that FORMAT.md §3 says."""
    settings = report.records.board_info.settings
    return {
        "as_of": report.as_of.isoformat(),
        "cycle": report.cycle.id if report.cycle else None,
        "elapsed": _ratio(report.elapsed),
        "goals": [
            {"id": goal.id, "progress": _ratio(figures.progress), "expected": _ratio(figures.expected)}
            for goal, figures in report.goals
        ],
        "objectives": [_objective(column, settings) for column in report.columns],
        "hours": _plain_hours(report.hours),
        "budgets": [_budget(ledger, outlook) for ledger, outlook in zip(report.ledgers, report.outlooks, strict=True)],
        **_meetings(report.meetings),
        "proposals": [{"id": found.id, "state": found.state} for found in report.proposals],
    }


def _objective(column: Column, settings: Settings) -> dict[str, Any]:
    figures = column.roll_up(settings)
    assert figures is not None
    return {"id": column.id, **_figures(figures), "key_results": [_key_result(card) for card in column.cards]}


def _key_result(card: Card) -> dict[str, Any]:
    figures = card.figures
    return {
        "id": card.id,
        **_figures(figures),
        "raw": _ratio(figures.raw),
        "confidence": figures.confidence,
        "divergent": figures.divergent,
        "span": [day.isoformat() for day in figures.span],
        "held": _held(figures.held) if figures.held else None,
    }


def _held(held: HeldPeriods) -> dict[str, int]:
    return {"met": held.met, "seen": held.seen, "total": held.total}


def _figures(figures: Figures | RollUp) -> dict[str, Any]:
    """What the report of a key result and of an objective have in common."""
    return {
        "counted": figures.counted,
        "progress": _ratio(figures.progress),
        "shown": figures.shown,
        "expected": _ratio(figures.expected),
        "pace": figures.pace,
        "health": figures.health,
        "score": _ratio(figures.score, _SCORE_PLACES),
        "band": figures.band,
        "final": _ratio(figures.final, _SCORE_PLACES),
    }


def _plain_hours(hours: Hours) -> dict[str, Any]:
    return {
        "entitled_minutes": hours.entitled,
        "used_minutes": hours.used,
        "balance_minutes": hours.balance,
        "weeks": [
            {"week": row.week, "entitled_minutes": row.entitled, "used_minutes": row.used} for row in hours.weeks
        ],
        "by_category": dict(sorted(hours.by_category.items())),
        "by_mode": dict(sorted(hours.by_mode.items())),
        "by_source": dict(sorted(hours.by_source.items())),
        "streak_weeks": hours.streak_weeks,
    }


def _meetings(figures: MeetingFigures) -> dict[str, Any]:
    following = figures.next
    return {
        "meetings": {
            "held": figures.held,
            "planned": figures.planned,
            "next": following
            and {"on": following.on.isoformat(), "kind": following.kind, "with_ids": list(following.with_ids)},
            "development_share": _ratio(figures.development_share),
        },
        "sessions": {"held": figures.sessions_held, "planned": figures.sessions_planned},
    }


def _budget(ledger: Ledger, outlook: Outlook) -> dict[str, Any]:
    currency = ledger.budget.currency
    return {
        "currency": currency,
        "allocated": money(ledger.allocated, currency),
        "spent": money(ledger.spent, currency),
        "committed": money(ledger.committed, currency),
        "remaining": money(ledger.remaining, currency),
        "other_currencies": {code: money(amount, code) for code, amount in sorted(ledger.others.items())},
        "lead_time_days": _ratio(outlook.lead_time_days, _MEAN_PLACES),
        "forecast_remaining": money(outlook.forecast_remaining, currency),
        "value_reviews_due": list(outlook.value_reviews_due),
        "by_kind": {
            kind: {"spent": money(value.spent, currency), "rating": _ratio(value.rating, _MEAN_PLACES)}
            for kind, value in sorted(outlook.by_kind.items())
        },
    }


def _ratio(ratio: Fraction | None, places: int = _RATIO_PLACES) -> str | None:
    return None if ratio is None else half_up(ratio, places)
