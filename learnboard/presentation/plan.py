"""A learning plan, as it is shown to others: the goal, objectives, what they need, and what would help."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.board import Card, Column
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Goal, main_goal
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import is_offer
from learnboard.domain.plan import PlannedQuarter, planned_quarters, sums_of
from learnboard.domain.report import BoardReport
from learnboard.domain.worth import is_success, mean_rating
from learnboard.presentation.asks import AskText, OfferText, asks_of, offers_of
from learnboard.presentation.exports import NOT_AN_APPRAISAL
from learnboard.presentation.goals import GoalText, goal_text
from learnboard.presentation.key_results import due_date, objective_kind
from learnboard.presentation.labels import labelled_texts
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.resources import expected_value_text
from learnboard.presentation.values import (
    amount,
    day_text,
    duration,
    kind_text,
    listed,
    short_day,
    value_text,
)
from learnboard.presentation.worth import rated_text, shared_text

HEADINGS: Final = {
    "goal": "The goal",
    "objectives": "What I want to learn",
    "asks": "What would help",
    "offers": "What I offer",
    "quarters": "Time and money, by quarter",
    "successes": "What was worth it",
}
"""The headings of a plan's parts."""
WITHHELD: Final = "Something was withheld from this plan: its sums are of what is in it."
NO_HOURS: Final = (
    "Learning time is left out: what was agreed on never leaves in the profile shared; --profile mentor tells it."
)
NO_PLAN: Final = "There is no cycle to plan yet: begin one on the board."
_PER_QUARTER: Final = 3
_NO_DAY: Final = "No day yet"


class PlanKeyResult(NamedTuple):
    """A key result: its title, what is measured and by when."""

    title: str
    facts: tuple[str, ...]


class PlanObjective(NamedTuple):
    """An objective with its texts after their labels, and its key results."""

    title: str
    kind: str
    about: tuple[tuple[str, str], ...]
    key_results: tuple[PlanKeyResult, ...]


class PlanQuarter(NamedTuple):
    """What a quarter takes: its name and days, time and money, and what the money is for, with how much and why."""

    name: str
    days: str
    sums: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]


class Plan(NamedTuple):
    """A learning plan of a cycle; parts without anything to tell are empty. `total` is what all quarters take."""

    title: str
    role: str
    facts: tuple[str, ...]
    note: str
    goals: tuple[GoalText, ...]
    objectives: tuple[PlanObjective, ...]
    asks: tuple[AskText, ...]
    offers: tuple[OfferText, ...]
    quarters: tuple[PlanQuarter, ...]
    total: tuple[str, ...]
    successes: tuple[str, ...]


def plan_of(report: BoardReport) -> Plan:
    """Tell the plan of a report's cycle; it has one. Only what is in the report is told."""
    cycle = report.cycle
    assert cycle is not None
    context = ReaderContext(report)
    info = report.records.board_info
    columns = [column for column in report.columns if column.objective.status != "abandoned"]
    spent = [row for row in report.records.budget_entries if not is_offer(row)]
    quarters = planned_quarters(report.records.hours_policies, spent, cycle)
    owner, entries = info.owner.name.strip(), [row for quarter in quarters for row in quarter.entries]
    return Plan(
        title=f"{owner}: what I learn in {cycle.title}" if owner else f"What I learn in {cycle.title}",
        role=info.owner.role.strip(),
        facts=(
            f"{day_text(cycle.starts_on)} to {day_text(cycle.ends_on)}",
            f"as of {day_text(report.as_of)}",
            NOT_AN_APPRAISAL,
        ),
        note=WITHHELD if report.withheld else "",
        goals=tuple(_goals(report, columns, context)),
        objectives=tuple(_objective(column, context) for column in columns),
        asks=tuple(_asks(columns, context)),
        offers=tuple(offers_of(context)),
        quarters=tuple(_quarter(quarter, context) for quarter in quarters if quarter.minutes or quarter.entries),
        total=_sums(sum(quarter.minutes for quarter in quarters), entries),
        successes=tuple(_successes(entries, context)),
    )


def _goals(report: BoardReport, columns: Iterable[Column], context: ReaderContext) -> Iterator[GoalText]:
    """The goals that the objectives work for, else the one that the board shows."""
    wanted = {column.objective.goal_id for column in columns}
    goals: list[Goal] = [goal for goal, _ in report.goals]
    main = main_goal(goals)
    figures = dict(report.goals)
    for goal in [goal for goal in goals if goal.id in wanted] or ([main] if main else []):
        yield goal_text(context.read(goal), figures[goal])


def _objective(column: Column, context: ReaderContext) -> PlanObjective:
    row = context.read(column.objective)
    return PlanObjective(
        title=row.title,
        kind=objective_kind(row),
        about=labelled_texts(row, ("description", "approach", "supports", "why_me", "why_company")),
        key_results=tuple(_key_result(card, context) for card in column.cards if not card.key_result.dropped),
    )


def _key_result(card: Card, context: ReaderContext) -> PlanKeyResult:
    card = replace(card, key_result=context.read(card.key_result))
    row = card.key_result
    done = f"done on {short_day(row.done_on, context.day)}" if row.done_on else ""
    due = due_date(row.due_on, context.day, over=True)
    facts = (kind_text(row), done, due.text if due and not done else "", *(f"#{label}" for label in row.labels))
    return PlanKeyResult(row.title, tuple(fact for fact in facts if fact))


def _asks(columns: Iterable[Column], context: ReaderContext) -> Iterator[AskText]:
    planned = {column.id for column in columns}
    return (ask for ask in asks_of(context) if ask.card.key_result.objective_id in planned)


# -- time and money ---------------------------------------------------------------------------------------------------


def _quarter(quarter: PlannedQuarter, context: ReaderContext) -> PlanQuarter:
    days = quarter.days
    entries = tuple(_entry(row, context) for row in quarter.entries)
    sums = _sums(quarter.minutes, quarter.entries)
    if days is None:
        return PlanQuarter(_NO_DAY, "", sums, entries)
    number = (days.first.month - 1) // _PER_QUARTER + 1
    span = f"{short_day(days.first, days.last)} to {short_day(days.last, days.last)}"
    return PlanQuarter(f"Q{number} {days.first.year}", span, sums, entries)


def _sums(minutes: int, entries: Iterable[BudgetEntry]) -> tuple[str, ...]:
    """Time and money: `39 h`, `612.50 EUR`."""
    money = [amount(number, currency) for currency, number in sums_of(entries).items() if number]
    return (*([duration(minutes)] if minutes else []), *money)


def _entry(row: BudgetEntry, context: ReaderContext) -> tuple[str, str]:
    """What money is planned for, and its facts; what costs nothing says with whom it is."""
    row = context.read(row)
    cost = row.estimate if row.actual is None else row.actual
    by = context.name_of(row.with_id) if row.with_id != OWNER else ""
    facts = (
        amount(cost, row.currency) if cost != 0 else "costs nothing",
        f"with {by}" if by else "",
        value_text(row.kind),
        value_text(row.state),
        context.purpose(row.key_result_id),
        expected_value_text(row),
    )
    return row.title, ", ".join(fact for fact in facts if fact)


def _successes(entries: Iterable[BudgetEntry], context: ReaderContext) -> Iterator[str]:
    """What was rated 4 of 5 or more: `Book on queueing, rated 4.5 of 5, shared as talk on 3 May`."""
    for row in entries:
        evaluations = [each for each in context.report.records.evaluations if each.budget_entry_id == row.id]
        rating = mean_rating(evaluations)
        if rating is not None and is_success(evaluations):
            told = context.read(row)
            shared = shared_text(told, context.day)
            yield ", ".join(filter(None, (told.title, f"rated {rated_text(rating)}", shared)))


def plan_words(plan: Plan, day: date) -> str:
    """What a plan is, in a message about its file: `the plan of 26 Jun 2026, with 1 objective and 2 asks`."""
    counts = ((len(plan.objectives), "objective"), (len(plan.asks), "ask"), (len(plan.offers), "offer"))
    told = listed([f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count])
    return f"the plan of {day_text(day)}" + (f", with {told}" if told else "")
