"""The view of requests to the reader, learning time and money, in styled lines."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from learnboard.domain.goal_search import answers_about
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.money import BudgetEntry
from learnboard.presentation.agreements import agreement_lines
from learnboard.presentation.asks import ON_OFFER, asks_of, offers_of
from learnboard.presentation.assessments import Assessments
from learnboard.presentation.goals import goal_text, told
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import (
    ApprovalText,
    approval_text,
)
from learnboard.presentation.resources import (
    EntryText,
    LedgerText,
    LogEntryText,
    entry_of,
    learning_time,
    ledger_text,
    log_entry_text,
)
from learnboard.presentation.values import ASKING, quoted
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.consent import ProposalBlocks, decision_lines
from learnboard.ui.mentor.everything import everything_blocks, growth_blocks, rating_blocks
from learnboard.ui.mentor.reader import assessments_of, own_agreement, reader_context
from learnboard.ui.mentor.since import folded_actions
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    TableRow,
    clipped,
    cut,
    flow_lines,
    heading,
    paragraph_lines,
    simplified,
    size_of,
    table_lines,
)

_WIDEST: Final = 110
_BAR: Final = 24
_MOST_LOG_ENTRIES: Final = 8
_MOST_ENTRIES: Final = 60


def requests_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """Return everything but the cards, in lines of at most `width` cells, requests to the reader first."""
    view = _Requests(snapshot_view, feedback_draft, min(width, _WIDEST))
    proposals = ProposalBlocks(snapshot_view, feedback_draft, min(width, _WIDEST))
    return BlockList(
        [
            *proposals.inviting(),
            *view.approvals(),
            *proposals.others(),
            *folded_actions(snapshot_view, feedback_draft, min(width, _WIDEST)),
            *view.help_wanted(),
            *view.on_offer(),
            *rating_blocks(view.assessments, min(width, _WIDEST)),
            *view.agreement(),
            *view.learning(),
            *view.money(),
            *proposals.closed(),
            *view.goals(),
            *view.growth(),
            *everything_blocks(snapshot_view.snapshot.records, min(width, _WIDEST)),
        ]
    )


class _Requests:
    """Sections of the view, each a heading and its blocks."""

    def __init__(self, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> None:
        self._view = snapshot_view
        self._draft = feedback_draft
        self._context: ReaderContext = reader_context(snapshot_view, feedback_draft)
        self._records = snapshot_view.snapshot.records
        self._width = width

    @cached_property
    def assessments(self) -> Assessments:
        """What the reader sees of the owner's skills."""
        return assessments_of(self._view, self._draft)

    def approvals(self) -> Iterator[SubjectBlock]:
        """Yield the budget entries that wait for approval."""
        entries = self._view.requests.approvals
        yield from self._heading("Approvals wanted", "A approves, D declines" if entries else "", empty=not entries)
        for entry in entries:
            target = Target("budget_entry", entry.id)
            lines = [
                *_approval(approval_text(entry, self._context), self._width),
                *decision_lines(self._draft, target, self._width),
            ]
            yield ready_block(lines, FeedbackSubject(target, simplified(entry.title)))

    def help_wanted(self) -> Iterator[SubjectBlock]:
        """Yield the key results for which help is wanted; nothing where none is."""
        asks = list(asks_of(self._context))
        if asks:
            yield from self._heading("Help wanted", "c offers some")
        for ask in asks:
            title = simplified(ask.card.key_result.title)
            lines = [
                *paragraph_lines(f"{ASKING} {simplified(ask.text)}", self._width, "title", INDENT),
                *paragraph_lines(f"for {quoted(title)}", self._width, "muted", INDENT),
                *(line for found in ask.found for line in self._paragraph(simplified(found))),
            ]
            yield ready_block(lines, FeedbackSubject(Target("key_result", ask.card.id), title))

    def on_offer(self) -> Iterator[SubjectBlock]:
        """Yield what the owner offers to others; nothing where that is nothing."""
        offers = list(offers_of(self._context))
        if offers:
            yield from self._heading(ON_OFFER)
        for offer in offers:
            lines = [*self._paragraph(simplified(offer.title), "title"), *self._paragraph(offer.told, "muted")]
            yield ready_block(lines, FeedbackSubject(Target("budget_entry", offer.id), simplified(offer.title)))

    def agreement(self) -> Iterator[SubjectBlock]:
        """Yield the reader's own agreement with the owner; nothing where there is none."""
        reader = own_agreement(self._view, self._draft)
        if reader is None or reader.agreement is None:
            return
        yield from self._heading("Your agreement", "on it, A agrees, c asks for a change")
        target = Target("person", reader.id)
        points = agreement_lines(self._context.read(reader.agreement), self._context.owner, "you")
        lines = [line for point in points for line in self._paragraph(simplified(point.whole))]
        yield ready_block(
            [*lines, *decision_lines(self._draft, target, self._width)], subject_of(self._records, target)
        )

    def learning(self) -> Iterator[SubjectBlock]:
        """Yield the used share of the agreed hours and the latest log entries."""
        report = self._view.report
        rows = sorted(report.records.log_entries, key=lambda row: (row.on, row.id), reverse=True)
        if not rows and not report.hours.entitled:
            return
        yield from self._heading("Learning time")
        text = learning_time(report)
        used = [] if text.used_part is None else [*bar(text.used_part, None, _BAR), StyledText("  ")]
        facts = [[*used, StyledText(text.text)], *([[StyledText(text.week, "muted")]] if text.week else [])]
        yield ready_block(self._flow(facts))
        for row in rows[:_MOST_LOG_ENTRIES]:
            lines = _log_entry(log_entry_text(row, self._context), self._width)
            yield ready_block(lines, subject_of(self._records, Target("log_entry", row.id)))
        if len(rows) > _MOST_LOG_ENTRIES:
            yield _nothing(f"and {len(rows) - _MOST_LOG_ENTRIES} earlier")

    def money(self) -> Iterator[SubjectBlock]:
        """Yield the cycle's budgets and the entries that do not wait for approval, newest first."""
        ledgers, waiting = self._view.report.ledgers, {entry.id for entry in self._view.requests.approvals}
        rows = [row for row in self._view.report.records.budget_entries if row.id not in waiting]
        if not rows and not ledgers:
            return
        yield from self._heading("Money")
        for ledger in ledgers:
            yield ready_block(self._flow(_ledger(ledger_text(ledger))))
        rows.sort(key=lambda row: (_latest_day(row), row.id), reverse=True)
        for row in rows[:_MOST_ENTRIES]:
            target = Target("budget_entry", row.id)
            lines = [
                *_entry(entry_of(row, self._context), self._width),
                *decision_lines(self._draft, target, self._width),
            ]
            yield ready_block(lines, FeedbackSubject(target, simplified(row.title)))
        if len(rows) > _MOST_ENTRIES:
            yield _nothing(f"and {len(rows) - _MOST_ENTRIES} earlier")

    def goals(self) -> Iterator[SubjectBlock]:
        """Yield the long-term goals, a chosen one first, with what is told about them."""
        goals = sorted(self._view.report.goals, key=lambda pair: pair[0].status != "active")
        if goals:
            yield from self._heading("Goals")
        for goal, figures in goals:
            answers = self._context.read(tuple(answers_about(goal.id, self._records.reflections)))
            text = goal_text(self._context.read(goal), figures, answers)
            lines = self._paragraph(simplified(text.statement))
            facts = " · ".join(part for part in (text.status, text.horizon, text.reached, text.expected) if part)
            lines += [line for words in (facts, *map(told, text.about)) for line in self._paragraph(words, "muted")]
            yield ready_block(lines, FeedbackSubject(Target("goal", goal.id), simplified(goal.statement)))

    def growth(self) -> Iterator[SubjectBlock]:
        """Yield assessments side by side, and what is told of stretches, targets, reviews and energy."""
        return growth_blocks(self._view, self._context, self.assessments, self._width)

    def _heading(self, title: str, beside: str = "", *, empty: bool = False) -> Iterator[SubjectBlock]:
        line = heading(title, beside)
        if size_of(line) <= self._width:
            yield ready_block([[], line])
        else:
            yield ready_block([[], heading(title), [StyledText(f"{INDENT}{beside}", "muted")]])
        if empty:
            yield _nothing("none")

    def _flow(self, facts: list[Line]) -> list[Line]:
        return [[StyledText(INDENT), *line] for line in flow_lines(facts, self._width - len(INDENT))]

    def _paragraph(self, text: str, style: str = "text") -> list[Line]:
        return paragraph_lines(text, self._width, style, INDENT)


def _nothing(text: str) -> SubjectBlock:
    return ready_block([[StyledText(f"{INDENT}{text}", "muted")]])


def _latest_day(row: BudgetEntry) -> date:
    return row.spent_on or row.decided_on or row.proposed_on or date.min


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _approval(text: ApprovalText, width: int) -> Iterator[Line]:
    amount = StyledText(simplified(text.amount))
    title = cut(f"{INDENT}{simplified(text.title)}", width - size_of([amount]) - len(GAP))
    yield [StyledText(title, "title"), StyledText(GAP), amount]
    facts = _joined(text.kind, text.proposed.full if text.proposed else "", text.purpose)
    yield from paragraph_lines(facts, width, "muted", INDENT)
    yield from paragraph_lines(text.balance, width, "text", INDENT)
    yield from paragraph_lines(text.expected_value, width, "text", INDENT)


def _log_entry(text: LogEntryText, width: int) -> list[Line]:
    on, time = StyledText(f"{text.on:>6}", "muted"), StyledText(f"{text.time:>6}")
    row = TableRow([on, time, StyledText(text.category, "muted")], text.text)
    return [clipped(line, width) for line in table_lines([row], width)]


def _ledger(text: LedgerText) -> list[Line]:
    facts: list[Line] = [[StyledText(f"{simplified(number)} {label}")] for label, number in text.sums]
    facts[0] = [*bar(text.used_part, None, _BAR), StyledText("  "), *facts[0]]
    if text.over:
        facts[-1] = [span._replace(style="warn") for span in facts[-1]]
    return [*facts, *([StyledText(simplified(other), "muted")] for other in text.others)]


def _entry(text: EntryText, width: int) -> list[Line]:
    """Return a budget entry's title, and its amount, kind, state, decision and purpose."""
    facts = _joined(text.amount, text.kind, text.state.text, text.decision, text.purpose)
    return [
        *paragraph_lines(text.title, width, "text", INDENT),
        *paragraph_lines(facts, width, "muted", INDENT),
    ]
