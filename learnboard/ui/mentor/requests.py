"""The picture of what the owner asks for and talks about: approvals, proposals, actions, the next meeting."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.domain.model.proposals import Funding, Proposal, Response
from learnboard.presentation.values import duration, short_day
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui import marks
from learnboard.ui.mentor.labels import KINDS, decision_on, person_name, reader_of
from learnboard.ui.mentor.resources import earlier_blocks, learning_blocks, money_blocks
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList, board_subject, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styled_text import GAP, Line, StyledText, away, heading, paragraph_lines, size_of
from learnboard.ui.toolkit.text import cut, simplified

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


def requests_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """Everything but the cards, in lines of at most `width` cells: first what is asked of the reader."""
    width = min(width, _WIDEST)
    return BlockList(
        [
            *_approvals(snapshot_view, feedback_draft, width),
            *_proposals(snapshot_view, feedback_draft, width),
            *_actions(snapshot_view, feedback_draft, width),
            *_agenda(snapshot_view, width),
            *learning_blocks(snapshot_view, width),
            *money_blocks(snapshot_view, feedback_draft, width),
            *_others(snapshot_view, width),
            *earlier_blocks(snapshot_view, width),
        ]
    )


def _section(title: str, width: int, beside: str = "") -> SubjectBlock:
    line = heading(title, beside)
    return ready_block(
        [[], line] if size_of(line) <= width else [[], heading(title), [StyledText(f"{_INDENT}{beside}", "muted")]]
    )


def _nothing(words: str) -> SubjectBlock:
    return ready_block([[StyledText(f"{_INDENT}{words}", "muted")]])


def said_line(feedback_draft: FeedbackDraft, target: Target, width: int) -> list[Line]:
    """What the reader has decided about something, if they have."""
    kind = decision_on(feedback_draft, target)
    if kind is None:
        return []
    text = next((item.text for item in feedback_draft.about(target) if item.kind == kind), "")
    words = f"you: {KINDS[kind]}" + (f", {simplified(text)}" if text.strip() else "")
    return [[StyledText(cut(f"{_INDENT}{words}", width), _SAID[kind])]]


# -- approvals ------------------------------------------------------------------------------------------------------


def _approvals(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    wanted = snapshot_view.requests.approvals
    yield _section("Approvals wanted", width, "A approves, D declines" if wanted else "")
    if not wanted:
        yield _nothing("none")
    for entry in wanted:
        target = Target("budget_entry", entry.id)
        lines = [*_entry(entry, snapshot_view, width), *said_line(feedback_draft, target, width)]
        yield ready_block(lines, FeedbackSubject(target, simplified(entry.title)))


def _entry(entry: BudgetEntry, snapshot_view: SnapshotView, width: int) -> Iterator[Line]:
    day, records = snapshot_view.snapshot.as_of, snapshot_view.snapshot.records
    amount = StyledText(simplified(f"{entry.estimate} {entry.currency}"))
    title = StyledText(cut(f"{_INDENT}{simplified(entry.title)}", width - size_of([amount]) - len(GAP)), "title")
    yield [title, StyledText(GAP), amount]
    facts: list[str] = [entry.kind]
    if entry.proposed_on:
        facts.append(f"proposed {short_day(entry.proposed_on, day)}, {away(entry.proposed_on, day)}")
    if entry.key_result_id:
        facts.append(f"for “{subject_of(records, Target('key_result', entry.key_result_id)).title}”")
    yield from paragraph_lines(", ".join(facts), width, "muted", _INDENT)
    if entry.expected_value.strip():
        yield from paragraph_lines(f"expected of it: {entry.expected_value}", width, "text", _INDENT)


# -- proposals ------------------------------------------------------------------------------------------------------


def _proposals(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    wanted = snapshot_view.requests.consents
    yield _section("Open proposals", width, "C consents, O objects" if wanted else "")
    if not wanted:
        yield _nothing("none")
    for proposal in wanted:
        target = Target("proposal", proposal.id)
        lines = [*_proposal(proposal, snapshot_view, "", width), *said_line(feedback_draft, target, width)]
        yield ready_block(lines, FeedbackSubject(target, simplified(proposal.title)))


def _others(snapshot_view: SnapshotView, width: int) -> Iterator[SubjectBlock]:
    """The proposals that are not open, and what became of them."""
    states = [(one, state) for one, state in snapshot_view.report.proposals if state != "open"]
    if states:
        yield _section("Other proposals", width)
    for proposal, state in states:
        subject = FeedbackSubject(Target("proposal", proposal.id), simplified(proposal.title))
        yield ready_block(_proposal(proposal, snapshot_view, state, width), subject)


def _proposal(proposal: Proposal, snapshot_view: SnapshotView, state: str, width: int) -> Iterator[Line]:
    day = snapshot_view.snapshot.as_of
    yield [StyledText(cut(f"{_INDENT}{simplified(proposal.title)}", width), "title" if not state else "text")]
    closes = "closed" if proposal.closes_on < day else "closes"
    facts = [*([state] if state else []), marks.value_text(proposal.kind), _FUNDING[proposal.funding_asked]]
    if proposal.minutes_per_week:
        facts.append(f"{duration(proposal.minutes_per_week)} a week")
    facts.append(f"{closes} {short_day(proposal.closes_on, day)}, {away(proposal.closes_on, day)}")
    facts.append(f"{proposal.min_responses} consents needed")
    yield from paragraph_lines(", ".join(facts), width, "muted", _INDENT)
    for response in _responses(snapshot_view, proposal.id):
        who = person_name(snapshot_view.snapshot.records, response.by_id) or "somebody"
        text = f": {response.text}" if response.text.strip() else ""
        yield from paragraph_lines(f"{who}, {response.kind}{text}", width, "text", _INDENT * 2)


def _responses(snapshot_view: SnapshotView, proposal: Id) -> Sequence[Response]:
    said = (one for one in snapshot_view.report.records.responses if one.proposal_id == proposal)
    return sorted(said, key=lambda one: (one.on, one.id))


# -- actions and the meeting ----------------------------------------------------------------------------------------


def _actions(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    reader = reader_of(snapshot_view, feedback_draft)
    ordered = sorted(
        snapshot_view.requests.actions, key=lambda one: one.who_id != reader
    )  # a stable sort: by the day they are due
    yield _section("Open actions", width)
    if not ordered:
        yield _nothing("none")
    board = board_subject(snapshot_view.snapshot.records)
    for action in ordered:
        yield ready_block(_action(action, snapshot_view, reader, width), board._replace(title=simplified(action.text)))


def _action(action: Action, snapshot_view: SnapshotView, reader: Id | None, width: int) -> Iterator[Line]:
    day = snapshot_view.snapshot.as_of
    own = action.who_id is not None and action.who_id == reader
    who = "you" if own else person_name(snapshot_view.snapshot.records, action.who_id) or "nobody yet"
    yield from paragraph_lines(f"{who}: {action.text}", width, "title" if own else "text", _INDENT)
    if action.due_on:
        late = action.due_on < day
        words = f"{'overdue since' if late else 'due'} {short_day(action.due_on, day)}, {away(action.due_on, day)}"
        yield [StyledText(f"{_INDENT}{words}", "bad" if late else "muted")]


def _agenda(snapshot_view: SnapshotView, width: int) -> Iterator[SubjectBlock]:
    """The next meeting, and what is to be talked about at meetings that are not held yet."""
    meeting, day = snapshot_view.report.meeting, snapshot_view.snapshot.as_of
    topics = _topics(snapshot_view)
    if meeting is None and not topics:
        return
    yield _section("Next meeting", width, _when(meeting.on, day, simplified(meeting.name)) if meeting else "")
    lines = [line for text in topics for line in paragraph_lines(f"- {simplified(text)}", width, "text", _INDENT)]
    yield (
        ready_block(lines, board_subject(snapshot_view.snapshot.records))
        if lines
        else _nothing("nothing on its agenda yet")
    )


def _when(on: date, day: date, name: str) -> str:
    late = "overdue since " if on < day else ""
    return f"{late}{short_day(on, day)}, {away(on, day)}" + (f", with {name}" if name else "")


def _topics(snapshot_view: SnapshotView) -> list[str]:
    """What is to be talked about at the meetings planned from the day of the snapshot on."""
    records, day = snapshot_view.snapshot.records, snapshot_view.snapshot.as_of
    planned = {one.id for one in records.meetings if not one.held and one.on >= day}
    return [
        one.text if one.tag == "development" else f"{one.text} ({one.tag})"
        for one in records.topics
        if one.meeting_id in planned
    ]
