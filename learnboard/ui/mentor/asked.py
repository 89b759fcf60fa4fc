"""The picture of what the owner asks for and talks about: approvals, proposals, actions, the next meeting."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.feedback import FeedbackKind, Target
from learnboard.domain.fields import Id
from learnboard.domain.money import BudgetEntry
from learnboard.domain.people import Action
from learnboard.domain.proposals import Funding, Proposal, Response
from learnboard.domain.wording import duration, short_day
from learnboard.service.mentoring import Letter, Visit
from learnboard.ui import signs
from learnboard.ui.mentor.facts import earlier_blocks, learning_blocks, money_blocks
from learnboard.ui.mentor.listing import Block, Listing, drawn
from learnboard.ui.mentor.things import Thing, thing_of, whole_board
from learnboard.ui.mentor.words import KINDS, decision_on, person_name, reader_of
from learnboard.ui.prose import GAP, away, heading, told
from learnboard.ui.spans import Line, Span, size_of
from learnboard.ui.text import cut, simplified

_WIDEST: Final = 110
_INDENT: Final = "  "
_FUNDING: Final[Mapping[Funding, str]] = {
    "none": "no funding asked",
    "time_only": "time asked",
    "time_and_cost": "time and cost asked",
}
_SAID: Final[Mapping[FeedbackKind, str]] = {
    "approve": "good",
    "consent": "good",
    "decline": "warn",
    "objection": "warn",
}


def asked_listing(visit: Visit, letter: Letter, width: int) -> Listing:
    """Everything but the cards, in lines of at most `width` cells: first what is asked of the reader."""
    width = min(width, _WIDEST)
    return Listing(
        [
            *_approvals(visit, letter, width),
            *_proposals(visit, letter, width),
            *_actions(visit, letter, width),
            *_agenda(visit, width),
            *learning_blocks(visit, width),
            *money_blocks(visit, letter, width),
            *_others(visit, width),
            *earlier_blocks(visit, width),
        ]
    )


def _section(title: str, width: int, beside: str = "") -> Block:
    line = heading(title, beside)
    return drawn([[], line] if size_of(line) <= width else [[], heading(title), [Span(f"{_INDENT}{beside}", "muted")]])


def _nothing(words: str) -> Block:
    return drawn([[Span(f"{_INDENT}{words}", "muted")]])


def said_line(letter: Letter, target: Target, width: int) -> list[Line]:
    """What the reader has decided about something, if they have."""
    kind = decision_on(letter, target)
    if kind is None:
        return []
    text = next((item.text for item in letter.about(target) if item.kind == kind), "")
    words = f"you: {KINDS[kind]}" + (f", {simplified(text)}" if text.strip() else "")
    return [[Span(cut(f"{_INDENT}{words}", width), _SAID[kind])]]


# -- approvals ------------------------------------------------------------------------------------------------------


def _approvals(visit: Visit, letter: Letter, width: int) -> Iterator[Block]:
    wanted = visit.asks.approvals
    yield _section("Approvals wanted", width, "A approves, D declines" if wanted else "")
    if not wanted:
        yield _nothing("none")
    for entry in wanted:
        target = Target("budget_entry", entry.id)
        lines = [*_entry(entry, visit, width), *said_line(letter, target, width)]
        yield drawn(lines, Thing(target, simplified(entry.title)))


def _entry(entry: BudgetEntry, visit: Visit, width: int) -> Iterator[Line]:
    day, records = visit.snapshot.as_of, visit.snapshot.records
    amount = Span(simplified(f"{entry.estimate} {entry.currency}"))
    title = Span(cut(f"{_INDENT}{simplified(entry.title)}", width - size_of([amount]) - len(GAP)), "title")
    yield [title, Span(GAP), amount]
    facts: list[str] = [entry.kind]
    if entry.proposed_on:
        facts.append(f"proposed {short_day(entry.proposed_on, day)}, {away(entry.proposed_on, day)}")
    if entry.key_result_id:
        facts.append(f"for “{thing_of(records, Target('key_result', entry.key_result_id)).title}”")
    yield from told(", ".join(facts), width, "muted", _INDENT)
    if entry.expected_value.strip():
        yield from told(f"expected of it: {entry.expected_value}", width, "text", _INDENT)


# -- proposals ------------------------------------------------------------------------------------------------------


def _proposals(visit: Visit, letter: Letter, width: int) -> Iterator[Block]:
    wanted = visit.asks.consents
    yield _section("Open proposals", width, "C consents, O objects" if wanted else "")
    if not wanted:
        yield _nothing("none")
    for proposal in wanted:
        target = Target("proposal", proposal.id)
        lines = [*_proposal(proposal, visit, "", width), *said_line(letter, target, width)]
        yield drawn(lines, Thing(target, simplified(proposal.title)))


def _others(visit: Visit, width: int) -> Iterator[Block]:
    """The proposals that are not open, and what became of them."""
    states = [(one, state) for one, state in visit.standing.proposals if state != "open"]
    if states:
        yield _section("Other proposals", width)
    for proposal, state in states:
        thing = Thing(Target("proposal", proposal.id), simplified(proposal.title))
        yield drawn(_proposal(proposal, visit, state, width), thing)


def _proposal(proposal: Proposal, visit: Visit, state: str, width: int) -> Iterator[Line]:
    day = visit.snapshot.as_of
    yield [Span(cut(f"{_INDENT}{simplified(proposal.title)}", width), "title" if not state else "text")]
    closes = "closed" if proposal.closes_on < day else "closes"
    facts = [*([state] if state else []), signs.words(proposal.kind), _FUNDING[proposal.funding_asked]]
    if proposal.minutes_per_week:
        facts.append(f"{duration(proposal.minutes_per_week)} a week")
    facts.append(f"{closes} {short_day(proposal.closes_on, day)}, {away(proposal.closes_on, day)}")
    facts.append(f"{proposal.min_responses} consents needed")
    yield from told(", ".join(facts), width, "muted", _INDENT)
    for response in _responses(visit, proposal.id):
        who = person_name(visit.snapshot.records, response.by_id) or "somebody"
        text = f": {response.text}" if response.text.strip() else ""
        yield from told(f"{who}, {response.kind}{text}", width, "text", _INDENT * 2)


def _responses(visit: Visit, proposal: Id) -> Sequence[Response]:
    said = (one for one in visit.standing.records.responses if one.proposal_id == proposal)
    return sorted(said, key=lambda one: (one.on, one.id))


# -- actions and the meeting ----------------------------------------------------------------------------------------


def _actions(visit: Visit, letter: Letter, width: int) -> Iterator[Block]:
    reader = reader_of(visit, letter)
    ordered = sorted(visit.asks.actions, key=lambda one: one.who_id != reader)  # a stable sort: by the day they are due
    yield _section("Open actions", width)
    if not ordered:
        yield _nothing("none")
    board = whole_board(visit.snapshot.records)
    for action in ordered:
        yield drawn(_action(action, visit, reader, width), board._replace(title=simplified(action.text)))


def _action(action: Action, visit: Visit, reader: Id | None, width: int) -> Iterator[Line]:
    day = visit.snapshot.as_of
    own = action.who_id is not None and action.who_id == reader
    who = "you" if own else person_name(visit.snapshot.records, action.who_id) or "nobody yet"
    yield from told(f"{who}: {action.text}", width, "title" if own else "text", _INDENT)
    if action.due_on:
        late = action.due_on < day
        words = f"{'overdue since' if late else 'due'} {short_day(action.due_on, day)}, {away(action.due_on, day)}"
        yield [Span(f"{_INDENT}{words}", "bad" if late else "muted")]


def _agenda(visit: Visit, width: int) -> Iterator[Block]:
    """The next meeting, and what is to be talked about at meetings that are not held yet."""
    meeting, day = visit.standing.meeting, visit.snapshot.as_of
    topics = _topics(visit)
    if meeting is None and not topics:
        return
    yield _section("Next meeting", width, _when(meeting.on, day, simplified(meeting.name)) if meeting else "")
    lines = [line for text in topics for line in told(f"- {simplified(text)}", width, "text", _INDENT)]
    yield drawn(lines, whole_board(visit.snapshot.records)) if lines else _nothing("nothing on its agenda yet")


def _when(on: date, day: date, name: str) -> str:
    late = "overdue since " if on < day else ""
    return f"{late}{short_day(on, day)}, {away(on, day)}" + (f", with {name}" if name else "")


def _topics(visit: Visit) -> list[str]:
    """What is to be talked about at the meetings planned from the day of the snapshot on."""
    records, day = visit.snapshot.records, visit.snapshot.as_of
    planned = {one.id for one in records.meetings if not one.held and one.on >= day}
    return [
        one.text if one.tag == "development" else f"{one.text} ({one.tag})"
        for one in records.topics
        if one.meeting_id in planned
    ]
