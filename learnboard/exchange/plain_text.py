"""A board and a comparison in plain text: everything the screen says, in words, for pipes and screen readers."""

from collections.abc import Iterator
from datetime import date

from learnboard.domain.board import Card, Column
from learnboard.domain.comparison import TITLES, Comparison, KeyResultChange, changes
from learnboard.domain.metrics.figures import GoalFigures, RollUp
from learnboard.domain.metrics.funding import Ledger
from learnboard.domain.metrics.hours import Hours
from learnboard.domain.metrics.rounding import half_up, money, shown, spaced
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.report import BoardReport
from learnboard.domain.text import clean_line


def board_text(report: BoardReport) -> str:
    """Where a board stands, line by line."""
    return "\n".join(_board(report)) + "\n"


def comparison_text(comparison: Comparison) -> str:
    """What changed between two snapshots, by how much it matters."""
    return "\n".join(_comparison(comparison)) + "\n"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _board(report: BoardReport) -> Iterator[str]:
    owner = report.records.board_info.owner
    who = ", ".join(clean_line(part) for part in (owner.name, owner.role) if part)
    yield f"{who or 'Board'}, as of {report.as_of}"
    if report.withheld:
        yield "Something was withheld from this snapshot: its figures are of what is in it."
    if report.cycle is None:
        yield "No cycle yet."
    else:
        yield f"Cycle {clean_line(report.cycle.title)}: {report.cycle.starts_on} to {report.cycle.ends_on}"
    for goal, figures in report.goals:
        yield f"Goal ({_words(goal.status)}): {clean_line(goal.statement)}{_goal(figures)}"
    for number, column in enumerate(report.columns, 1):
        yield ""
        yield from _column(number, column, report)
    if report.columns:
        yield ""
    if report.hours.entitled or report.hours.used:
        yield _hours(report.hours)
    if report.minutes_left is not None:
        yield f"Learning time left this week: {report.minutes_left} minutes"
    if report.meeting:
        name = clean_line(report.meeting.name)
        overdue = ", overdue" if report.meeting.on < report.as_of else ""
        yield f"Next meeting: {report.meeting.on}{' with ' + name if name else ''}{overdue}"
    yield from (_ledger(ledger) for ledger in report.ledgers)
    for proposal, state in report.proposals:
        yield f"Proposal: {clean_line(proposal.title)}: {state}"


def _hours(hours: Hours) -> str:
    if not hours.entitled:
        return f"Learning time in this cycle so far: {hours.used} minutes"
    left = f"{hours.balance} left" if hours.balance >= 0 else f"{-hours.balance} too many"
    return f"Learning time in this cycle so far: {hours.used} of {hours.entitled} minutes used, {left}"


def _goal(figures: GoalFigures) -> str:
    if figures.progress is None:
        return ": no progress yet"
    return f": {spaced(shown(figures.progress))}, expected {spaced(shown(figures.expected))}"


def _column(number: int, column: Column, report: BoardReport) -> Iterator[str]:
    settings = report.records.board_info.settings
    figures = column.roll_up(settings)
    objective = column.objective
    yield f"{number}. {clean_line(objective.title)}"
    status = "" if objective.status == "active" else f", {objective.status}"
    full = f"{len(column.cards)} of at most {settings.max_key_results} key results"
    yield f"   {objective.okr_type}{status}, {_roll_up(figures)}, visibility {objective.visibility}, {full}"
    for card in column.cards:
        yield f"   - {clean_line(card.key_result.title)}  [{card.id}]"
        yield f"     {'; '.join(_card(card, report.as_of))}"


def _roll_up(figures: RollUp | None) -> str:
    if figures is None or figures.progress is None:
        return "no progress yet"
    score = f", score {half_up(figures.score, 2)} {figures.band}" if figures.score is not None else ""
    counted = "" if figures.counted else ", not counted"
    return (
        f"{spaced(figures.shown)} of an expected {spaced(shown(figures.expected))}, {_words(figures.pace)}, "
        f"{_words(figures.health)}{score}{counted}"
    )


def _card(card: Card, day: date) -> Iterator[str]:
    key_result, figures = card.key_result, card.figures
    yield f"{spaced(figures.shown)} of an expected {spaced(shown(figures.expected))}, {_words(figures.pace)}"
    yield from _value(card)
    if key_result.dropped:
        reason = f": {clean_line(key_result.drop_reason)}" if key_result.drop_reason else ""
        yield f"dropped on {key_result.dropped_on}{reason}"
    else:
        yield _words(figures.health)
    if figures.divergent:
        yield "divergent: said to be on track, but far behind"
    if figures.confidence is not None:
        yield f"confidence {figures.confidence}{_fell(figures.confidence, figures.confidence_before)}"
    yield from _dates(key_result, day)
    if card.ilo:
        yield "Individual Learning Objective"
    if key_result.labels:
        yield f"labels {', '.join(clean_line(label) for label in key_result.labels)}"
    yield f"visibility {key_result.visibility}"


def _dates(key_result: KeyResult, day: date) -> Iterator[str]:
    if key_result.done_on:
        yield f"done on {key_result.done_on}"
    elif key_result.due_on:
        late = (day - key_result.due_on).days
        overdue = f", overdue by {late} {'day' if late == 1 else 'days'}" if late > 0 else ""
        yield f"due {key_result.due_on}{overdue}"


def _value(card: Card) -> Iterator[str]:
    key_result, figures = card.key_result, card.figures
    if key_result.kind == "milestone":
        yield f"{card.steps_done} of {card.steps} steps"
    value = figures.value if figures.value is not None else key_result.start
    if value is not None:
        target = f" towards {key_result.target}" if key_result.kind == "metric" else ""
        yield clean_line(f"{value} {key_result.unit}".rstrip() + target)
    if figures.held:
        yield f"kept in {figures.held.met} of {figures.held.total} {key_result.period}s"


def _fell(confidence: int, before: int | None) -> str:
    change = confidence - (confidence if before is None else before)
    return f", fell by {-change}" if change < 0 else f", rose by {change}" if change > 0 else ""


def _ledger(ledger: Ledger) -> str:
    currency = ledger.budget.currency
    sums = (ledger.allocated, ledger.spent, ledger.committed, ledger.remaining)
    allocated, spent, committed, left = (money(amount, currency) for amount in sums)
    others = "".join(f"; {money(amount, code)} {code} beside it" for code, amount in sorted(ledger.others.items()))
    return f"Budget {currency}: {spent} spent and {committed} committed of {allocated}, {left} left{others}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"From {comparison.old_day} to {comparison.new_day}: {_CHAINS[comparison.chain]}"
    if not comparison.rows:
        yield "No key results in either."
    for group in changes(comparison.rows):
        yield ""
        yield f"{TITLES[group.concern]} ({len(group.rows)})"
        yield from (_moved(row, said=group.concern == row.change) for row in group.rows)


_CHAINS = {
    "ok": "the second follows the first.",
    "gap": "the second does not name the first as the one before it, others may lie between.",
    "altered": "one of the files was altered after it was written.",
}


def _moved(row: KeyResultChange, *, said: bool) -> str:
    """A key result in two lines; what became of it is `said` already by the heading, or is told among the rest."""
    change = "" if said else f", {row.change}"
    parts = [" → ".join(spaced(one) for one in dict.fromkeys(row.shown) if one) + change]
    values = dict.fromkeys(str(value) for value in row.value if value is not None)
    if values:
        parts.append(clean_line(f"{' → '.join(values)} {row.unit}"))
    old, new = row.confidence
    if new is not None:
        parts.append(f"confidence {new}{_fell(new, old)}")
    parts.append(" → ".join(_words(one) for one in dict.fromkeys(row.health) if one))
    if row.last_step_backward:
        parts.append("last step backward")
    if row.divergent:
        parts.append("divergent: said to be on track, but far behind")
    if row.new_check_ins:
        parts.append(f"{row.new_check_ins} new check-in{'s' if row.new_check_ins > 1 else ''}")
    return f"- {clean_line(row.title)}  [{row.id}]\n  {'; '.join(part for part in parts if part)}"
