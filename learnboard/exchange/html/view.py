"""A page as one value: all that its templates show, ready to be shown."""

from typing import NamedTuple

from learnboard.domain.model.fields import Id
from learnboard.exchange.html.asked import RequestsView, requests_view
from learnboard.exchange.html.cards import ColumnView, columns
from learnboard.exchange.html.opening import GoalView, PageFoot, PageHead, board_prompt, foot, goals, head
from learnboard.exchange.html.resources import (
    EntryView,
    HoursView,
    LedgerView,
    ProposalView,
    entries,
    hours,
    ledgers,
    proposals,
)
from learnboard.exchange.html.since import ChangesView, changes_view
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.summary import Summary, summary
from learnboard.exchange.html.talks import AgendaView, EarlierFeedback, agenda, earlier
from learnboard.exchange.html.targets import FeedbackPrompt


class PageReader(NamedTuple):
    """Who is expected to write back, and what is said of a call-out."""

    name: str
    person_id: Id | None
    ask_first: bool


class PageView(NamedTuple):
    """Everything a page shows, from the top."""

    head: PageHead
    goals: tuple[GoalView, ...]
    summary: Summary
    since: ChangesView
    asked: RequestsView
    board: FeedbackPrompt
    columns: tuple[ColumnView, ...]
    hours: HoursView | None
    ledgers: tuple[LedgerView, ...]
    entries: tuple[EntryView, ...]
    proposals: tuple[ProposalView, ...]
    earlier: tuple[EarlierFeedback, ...]
    agenda: AgendaView | None
    writer: PageReader
    as_of: str
    foot: PageFoot


def view(source: PageSource, content_hash: str) -> PageView:
    """All that a page shows of its source; the hash is the one in the file it was made of."""
    wanted = requests_view(source)
    return PageView(
        head=head(source),
        goals=goals(source),
        summary=summary(source, wanted),
        since=changes_view(source),
        asked=wanted,
        board=board_prompt(source),
        columns=columns(source),
        hours=hours(source),
        ledgers=ledgers(source),
        entries=entries(source),
        proposals=proposals(source),
        earlier=earlier(source),
        agenda=agenda(source),
        writer=_writer(source),
        as_of=source.day.isoformat(),
        foot=foot(source, content_hash),
    )


def _writer(source: PageSource) -> PageReader:
    reader = source.reader
    if reader is None:
        return PageReader("", None, False)
    return PageReader(reader.name, reader.id, bool(reader.agreement and reader.agreement.ask_before_call_out))
