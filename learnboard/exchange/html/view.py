"""A page as one value: all that its templates show, ready to be laid out."""

from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.board import ColumnView, columns
from learnboard.exchange.html.changes import ChangesView, changes_view
from learnboard.exchange.html.further import GrowthView, growth
from learnboard.exchange.html.opening import GoalView, PageFoot, PageHead, foot, goals, head
from learnboard.exchange.html.review import ReviewView, review
from learnboard.exchange.html.since import AgendaView, SinceView, agenda, since
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.summary import Summary, summary
from learnboard.exchange.html.targets import (
    FeedbackTarget,
    RequestsView,
    ShownProposal,
    agreement_target,
    board_target,
    entry_target,
    requests_view,
    shown_proposal,
)
from learnboard.presentation.agreements import AgreementLine, agreement_lines
from learnboard.presentation.feedback import FeedbackText
from learnboard.presentation.ilo import IloHead, ilo_head
from learnboard.presentation.resources import (
    EntryText,
    HoursText,
    LedgerText,
    LogEntryText,
    entry_of,
    learning_time,
    ledger_text,
    log_entry_text,
    mode_texts,
)
from learnboard.presentation.since import remarks_and_others

SECTIONS: Final = (
    "consent",
    "review",
    "since",
    "agenda",
    "summary",
    "changed",
    "asked",
    "agreement",
    "board",
    "resources",
    "growth",
    "talks",
    "further",
)
"""The parts of a page between its head and its foot, from the top: each is a template."""
MOST_ENTRIES: Final = 12
"""Log entries that are shown: the newest ones."""


class HoursView(NamedTuple):
    """Learning time, how it was learned, and the newest entries; `earlier` counts the others."""

    text: HoursText
    modes: tuple[str, ...]
    entries: tuple[LogEntryText, ...]
    earlier: int


class PageReader(NamedTuple):
    """Who is expected to write back, and whether they agreed to ask before a call-out."""

    name: str
    person_id: Id | None
    ask_first: bool


class AgreementView(NamedTuple):
    """The agreement between the owner and the reader, point by point."""

    points: tuple[AgreementLine, ...]
    target: FeedbackTarget


class PageView(NamedTuple):
    """Everything a page shows, from the top."""

    head: PageHead
    goals: tuple[GoalView, ...]
    ilo: IloHead | None
    since: SinceView | None
    summary: Summary
    changes: ChangesView
    requests: RequestsView
    board: FeedbackTarget
    columns: tuple[ColumnView, ...]
    hours: HoursView | None
    ledgers: tuple[LedgerText, ...]
    entries: tuple[tuple[EntryText, FeedbackTarget], ...]
    proposals: tuple[ShownProposal, ...]
    earlier: tuple[FeedbackText, ...]
    agenda: AgendaView | None
    agreement: AgreementView | None
    growth: GrowthView
    review: ReviewView | None
    reader: PageReader
    as_of: str
    foot: PageFoot


def view(source: PageSource, content_hash: str) -> PageView:
    """All that a page shows of its source; the hash is the one in the file it was made of."""
    context, requests = source.context, requests_view(source)
    return PageView(
        head=head(source),
        goals=goals(source),
        ilo=ilo_head(source.context),
        since=since(source),
        summary=summary(source, requests),
        changes=changes_view(source),
        requests=requests,
        board=board_target(source.snapshot.board_id),
        columns=columns(source),
        hours=hours(source),
        ledgers=tuple(map(ledger_text, context.report.ledgers)),
        entries=entries(source),
        proposals=proposals(source),
        earlier=remarks_and_others(context)[1],
        agenda=agenda(source),
        agreement=agreement(source),
        growth=growth(source),
        review=review(source),
        reader=_reader(source),
        as_of=context.day.isoformat(),
        foot=foot(source, content_hash),
    )


def _reader(source: PageSource) -> PageReader:
    reader = source.reader
    if reader is None:
        return PageReader("", None, False)
    return PageReader(reader.name, reader.id, bool(reader.agreement and reader.agreement.ask_before_call_out))


def agreement(source: PageSource) -> AgreementView | None:
    """The reader's own agreement, as far as it leaves towards them; None if there is none in the file."""
    reader = source.reader
    row = next((row for row in source.snapshot.records.people if reader and row.id == reader.id), None)
    if row is None or row.agreement is None:
        return None
    points = agreement_lines(source.context.read(row.agreement), source.context.owner, "you")
    return AgreementView(points, agreement_target(row.id, row.name.strip()))


def hours(source: PageSource) -> HoursView | None:
    """Learning time in the cycle; None if there is none."""
    report = source.context.report
    rows = sorted(report.records.log_entries, key=lambda row: (row.on, row.id), reverse=True)
    if not rows and not report.hours.entitled:
        return None
    return HoursView(
        text=learning_time(report),
        modes=mode_texts(rows),
        entries=tuple(log_entry_text(row, source.context) for row in rows[:MOST_ENTRIES]),
        earlier=max(0, len(rows) - MOST_ENTRIES),
    )


def entries(source: PageSource) -> tuple[tuple[EntryText, FeedbackTarget], ...]:
    """What money is or would be spent on in the cycle, what was last proposed first."""
    report = source.context.report
    rows = [row for row in report.records.budget_entries if report.cycle and row.cycle_id == report.cycle.id]
    rows.sort(key=lambda row: (row.proposed_on or report.as_of.min, row.id), reverse=True)
    return tuple(
        (entry_of(row, source.context), entry_target(row.id, row.title, proposed=row.state == "proposed"))
        for row in rows
    )


def proposals(source: PageSource) -> tuple[ShownProposal, ...]:
    """All proposals but drafts, what closes last first."""
    known = [found for found in source.context.report.proposals if found.state != "draft"]
    known.sort(key=lambda found: (found.proposal.closes_on, found.id), reverse=True)
    return tuple(shown_proposal(found, source.context) for found in known)
