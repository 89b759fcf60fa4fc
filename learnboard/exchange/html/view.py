"""A page as one value: all that its templates show, ready to be shown."""

from typing import NamedTuple

from learnboard.domain.fields import Id
from learnboard.exchange.html.asked import Asked, asked
from learnboard.exchange.html.cards import ColumnView, columns
from learnboard.exchange.html.opening import Foot, GoalView, Head, foot, goals, head, whole
from learnboard.exchange.html.resources import (
    Decided,
    EntryView,
    HoursView,
    LedgerView,
    entries,
    hours,
    ledgers,
    proposals,
)
from learnboard.exchange.html.since import Since, since
from learnboard.exchange.html.source import Source
from learnboard.exchange.html.summary import Summary, summary
from learnboard.exchange.html.talks import Agenda, Said, agenda, earlier
from learnboard.exchange.html.targets import Target


class Writer(NamedTuple):
    """Who is expected to write back, and what is said of a call-out."""

    name: str
    person_id: Id | None
    ask_first: bool


class View(NamedTuple):
    """Everything a page shows, from the top."""

    head: Head
    goals: tuple[GoalView, ...]
    summary: Summary
    since: Since
    asked: Asked
    board: Target
    columns: tuple[ColumnView, ...]
    hours: HoursView | None
    ledgers: tuple[LedgerView, ...]
    entries: tuple[EntryView, ...]
    proposals: tuple[Decided, ...]
    earlier: tuple[Said, ...]
    agenda: Agenda | None
    writer: Writer
    as_of: str
    foot: Foot


def view(source: Source, content_hash: str) -> View:
    """All that a page shows of its source; the hash is the one in the file it was made of."""
    wanted = asked(source)
    return View(
        head=head(source),
        goals=goals(source),
        summary=summary(source, wanted),
        since=since(source),
        asked=wanted,
        board=whole(source),
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


def _writer(source: Source) -> Writer:
    reader = source.reader
    if reader is None:
        return Writer("", None, False)
    return Writer(reader.name, reader.id, bool(reader.agreement and reader.agreement.ask_before_call_out))
