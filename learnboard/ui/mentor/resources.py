"""The picture of learning time, of money, and of the feedback that was given before."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.metrics.funding import Ledger
from learnboard.domain.metrics.rounding import money
from learnboard.domain.model.feedback import Answer, Feedback, Target
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.presentation.values import duration, short_day
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui import marks
from learnboard.ui.marks import bar
from learnboard.ui.mentor.labels import counted, decision_on, person_name
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, subject_of
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.styled_text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    TableRow,
    clipped,
    flow_lines,
    heading,
    paragraph_lines,
    table_lines,
)
from learnboard.ui.toolkit.text import simplified

_LAST: Final = 8
"""Log entries that are shown."""
_MOST_ENTRIES: Final = 60
"""Budget entries that are shown."""
_BAR: Final = 24
_NEVER: Final = date.min
_ANSWERS: Final[Mapping[Answer, tuple[str, str]]] = {
    "unanswered": ("not answered yet", "warn"),
    "done": ("done", "good"),
    "will_do": ("will do it", "accent"),
    "declined": ("declined", "muted"),
}


def _section(title: str, beside: str = "") -> SubjectBlock:
    return ready_block([[], heading(title, beside)])


# -- learning time ----------------------------------------------------------------------------------------------------


def learning_blocks(snapshot_view: SnapshotView, width: int) -> Iterator[SubjectBlock]:
    """What was used of the hours agreed on, and the last entries."""
    hours, left = snapshot_view.report.hours, snapshot_view.report.minutes_left
    entries = sorted(snapshot_view.report.records.log_entries, key=lambda one: (one.on, one.id), reverse=True)
    if not hours.entitled and not entries:
        return
    yield _section("Learning time")
    facts = [[StyledText(f"{duration(hours.used)} used")]]
    if hours.entitled:
        part = min(Fraction(hours.used, hours.entitled), Fraction(1))
        rest = f"{duration(hours.balance)} left" if hours.balance >= 0 else f"{duration(-hours.balance)} over"
        used = StyledText(f"{duration(hours.used)} of {duration(hours.entitled)} used, {rest}")
        facts = [[*bar(part, None, _BAR), StyledText("  "), used]]
    if left is not None:
        week = f"{duration(left)} left" if left >= 0 else f"{duration(-left)} over"
        facts.append([StyledText(f"{week} this week", "muted")])
    yield ready_block([[StyledText(INDENT), *line] for line in flow_lines(facts, width - len(INDENT))])
    for entry in entries[:_LAST]:
        yield ready_block(
            _log_entry(entry, snapshot_view, width),
            subject_of(snapshot_view.snapshot.records, Target("log_entry", entry.id)),
        )
    if len(entries) > _LAST:
        yield ready_block([[StyledText(f"{INDENT}and {len(entries) - _LAST} earlier", "muted")]])


def _log_entry(entry: LogEntry, snapshot_view: SnapshotView, width: int) -> list[Line]:
    on = StyledText(f"{short_day(entry.on, snapshot_view.snapshot.as_of):>6}", "muted")
    row = TableRow(
        [on, StyledText(f"{duration(entry.minutes):>6}"), StyledText(marks.value_text(entry.category), "muted")],
        entry.text,
    )
    return [clipped(line, width) for line in table_lines([row], width)]


# -- money ------------------------------------------------------------------------------------------------------------


def money_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    """The budgets of the cycle, and every entry with who agreed to it."""
    asked = {one.id for one in snapshot_view.requests.approvals}
    entries = [one for one in snapshot_view.report.records.budget_entries if one.id not in asked]
    ledgers = snapshot_view.report.ledgers
    if not entries and not ledgers:
        return
    yield _section("Money")
    for ledger in ledgers:
        yield ready_block(_ledger(ledger, width))
    newest = sorted(entries, key=lambda one: (one.spent_on or one.decided_on or one.proposed_on or _NEVER, one.id))
    for entry in newest[::-1][:_MOST_ENTRIES]:
        subject = FeedbackSubject(Target("budget_entry", entry.id), simplified(entry.title))
        yield ready_block(_entry(entry, snapshot_view, feedback_draft, width), subject)
    if len(newest) > _MOST_ENTRIES:
        yield ready_block(
            [[StyledText(f"{INDENT}and {counted(len(newest) - _MOST_ENTRIES, 'older entry', 'older entries')}")]]
        )


def _ledger(ledger: Ledger, width: int) -> list[Line]:
    currency = ledger.budget.currency

    def amount(of: Fraction) -> str:
        return simplified(f"{money(of, currency)} {currency}")

    gone = ledger.spent + ledger.committed
    part = min(gone / ledger.allocated, Fraction(1)) if ledger.allocated > 0 else Fraction(1)
    left = ledger.remaining
    facts = [
        [*bar(max(part, Fraction(0)), None, _BAR), StyledText(f"  {amount(ledger.spent)} spent")],
        [StyledText(f"{amount(ledger.committed)} promised")],
        [StyledText(f"{amount(abs(left))} {'left' if left >= 0 else 'over'}", "text" if left >= 0 else "warn")],
        [StyledText(f"of {amount(ledger.allocated)}", "muted")],
    ]
    facts += [
        [StyledText(simplified(f"and {money(of, code)} {code} spent"), "muted")] for code, of in ledger.others.items()
    ]
    return [[StyledText(INDENT), *line] for line in flow_lines(facts, width - len(INDENT))]


def _entry(entry: BudgetEntry, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> list[Line]:
    """What it is, what it costs, where it stands, who agreed to it and how long that took."""
    records, day = snapshot_view.snapshot.records, snapshot_view.snapshot.as_of
    amount = simplified(f"{entry.actual if entry.actual is not None else entry.estimate} {entry.currency}")
    lines = paragraph_lines(f"{entry.title}", width, "text", INDENT)
    facts = [amount, entry.kind, entry.state]
    if entry.spent_on:
        facts[-1] += f" {short_day(entry.spent_on, day)}"
    who = person_name(records, entry.decided_by_id)
    if entry.self_approved:
        facts.append("approved by the owner alone")
    elif who:
        took = f" after {counted(entry.lead_time, 'day')}" if entry.lead_time is not None else ""
        facts.append(f"{'declined' if entry.state == 'declined' else 'agreed'} by {who}{took}")
    if entry.key_result_id:
        facts.append(f"for “{subject_of(records, Target('key_result', entry.key_result_id)).title}”")
    lines += paragraph_lines(", ".join(facts), width, "muted", INDENT)
    if decision_on(feedback_draft, Target("budget_entry", entry.id)):
        lines.append([StyledText(f"{INDENT}you wrote about it", "accent")])
    return lines


# -- feedback given before --------------------------------------------------------------------------------------------


def earlier_blocks(snapshot_view: SnapshotView, width: int) -> Iterator[SubjectBlock]:
    """What the reader wrote before, and what was answered."""
    given = sorted(snapshot_view.snapshot.records.feedback, key=lambda one: (one.written_at, one.id), reverse=True)
    if not given:
        return
    yield _section("Your earlier feedback", _answered(given))
    for one in given:
        yield ready_block(_earlier(one, snapshot_view, width), subject_of(snapshot_view.snapshot.records, one.target))


def _answered(given: list[Feedback]) -> str:
    waiting = sum(one.answer == "unanswered" for one in given)
    return f"{waiting} of {len(given)} not answered yet" if waiting else "all answered"


def _earlier(one: Feedback, snapshot_view: SnapshotView, width: int) -> list[Line]:
    on = short_day(one.written_at.astimezone().date(), snapshot_view.snapshot.as_of)
    about = subject_of(snapshot_view.snapshot.records, one.target).named
    answer, style = _ANSWERS[one.answer]
    lines = paragraph_lines(f"{on}{GAP}{marks.value_text(one.kind)} on {about}", width, "muted", INDENT)
    lines += paragraph_lines(one.text, width, "text", INDENT)
    reply = f": {one.reply}" if one.reply.strip() else ""
    return [*lines, *paragraph_lines(f"{answer}{reply}", width, style, INDENT)]
