"""A learning plan in Markdown."""

from collections.abc import Iterable, Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.asks import AskText
from learnboard.presentation.goals import GoalText
from learnboard.presentation.plan import HEADINGS, Plan, PlanObjective, PlanQuarter


def plan_markdown(plan: Plan) -> bytes:
    """A plan in UTF-8. Between blocks is one blank line."""
    return ("\n\n".join(_blocks(plan)) + "\n").encode()


def _blocks(plan: Plan) -> Iterator[str]:
    yield f"# {inline(plan.title)}"
    yield _facts((plan.role, *plan.facts))
    if plan.note:
        yield f"*{inline(plan.note)}*"
    if plan.goals:
        yield f"## {HEADINGS['goal']}"
    for goal in plan.goals:
        yield from _goal(goal)
    if plan.objectives:
        yield f"## {HEADINGS['objectives']}"
    for objective in plan.objectives:
        yield from _objective(objective)
    yield from _help(plan)
    if plan.quarters:
        yield f"## {HEADINGS['quarters']}"
        yield "\n".join(map(_quarter, plan.quarters))
    if plan.quarters and plan.total:
        yield f"In all: {inline(', '.join(plan.total))}."
    if plan.successes:
        yield f"## {HEADINGS['successes']}"
        yield "\n".join(f"- {inline(text)}" for text in plan.successes)


def _goal(goal: GoalText) -> Iterator[str]:
    yield strong(goal.statement)
    if goal.horizon:
        yield inline(goal.horizon)
    for label, text in goal.about:
        yield f"{inline(label)}: {block(text)}"


def _objective(objective: PlanObjective) -> Iterator[str]:
    yield f"### {inline(objective.title)}"
    yield inline(objective.kind)
    for label, text in objective.about:
        yield f"{inline(label)}: {block(text)}"
    if objective.key_results:
        yield "\n".join(f"- {strong(row.title)}, {inline(', '.join(row.facts))}" for row in objective.key_results)


def _help(plan: Plan) -> Iterator[str]:
    if plan.asks:
        yield f"## {HEADINGS['asks']}"
        yield "\n".join(map(_ask, plan.asks))
    if plan.offers:
        yield f"## {HEADINGS['offers']}"
        yield "\n".join(f"- {inline(offer.whole)}" for offer in plan.offers)


def _ask(ask: AskText) -> str:
    head = f"- {block(ask.text, '  ')}, {inline(ask.purpose)}"
    return "\n".join((head, *(f"  - {inline(found)}" for found in ask.found)))


def _quarter(quarter: PlanQuarter) -> str:
    facts = ", ".join(filter(None, (quarter.days, *quarter.sums)))
    head = f"- {strong(quarter.name)}{f', {inline(facts)}' if facts else ''}"
    return "\n".join((head, *(f"  - {inline(title)}: {inline(told)}" for title, told in quarter.entries)))


def _facts(parts: Iterable[str]) -> str:
    return " · ".join(inline(part) for part in parts if part)
