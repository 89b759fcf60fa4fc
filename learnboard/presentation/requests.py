"""What is requested of a reader: approvals and actions; and what stands in the way."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from learnboard.domain.board import Card, open_blocker
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Appointment, Meeting, Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.since import meeting_with_topics, overdue_with_topics
from learnboard.presentation.check_ins import BlockerText, blocker_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.resources import expected_value_text
from learnboard.presentation.values import (
    DatedText,
    amount,
    balance,
    count_of,
    dated,
    day_text,
    due_text,
    listed,
    quoted,
    value_text,
)

NOBODY: Final = "nobody named"


class ApprovalText(NamedTuple):
    """A budget entry that waits for a decision; texts that do not apply are empty.

    `balance` is what approving it would leave of the budget.
    """

    id: Id
    title: str
    amount: str
    kind: str
    proposed: DatedText | None
    purpose: str
    expected_value: str
    balance: str


class ActionText(NamedTuple):
    """An action that is not done; `mine` if it is the reader's."""

    text: str
    who: str
    due: DatedText | None
    mine: bool

    @property
    def facts(self) -> str:
        """Whose it is and when it is due: `you, due 3 Jul, in 7 days`."""
        return f"{self.who}, {self.due.full}" if self.due else self.who


class BlockedText(NamedTuple):
    """A key result and what stands in its way."""

    card: Card
    blocker: BlockerText


class MeetingText(NamedTuple):
    """The next meeting: when it is, or since when it is overdue, and with whom."""

    when: DatedText
    name: str

    @property
    def text(self) -> str:
        """Day and name: `7 Aug, with Rowan Teal`."""
        return f"{self.when.text}, with {self.name}" if self.name else self.when.text

    @property
    def full(self) -> str:
        """The same with the distance: `7 Aug, in 42 days, with Rowan Teal`."""
        return f"{self.when.full}, with {self.name}" if self.name else self.when.full


class AgendaText(NamedTuple):
    """A meeting with its topics; without topics only when it is. `id` is the meeting's, None if it is not planned."""

    heading: str
    topics: tuple[str, ...]
    notes: str
    id: Id | None = None


def requests_text(approvals: int, consents: int, actions: int, ratings: int = 0) -> str:
    """How much is requested: `1 approval, 2 consents and 1 action`; empty for nothing."""
    counts = (
        (approvals, "approval", ""),
        (consents, "consent", ""),
        (actions, "action", ""),
        (ratings, "view of skills", "views of skills"),
    )
    return listed([count_of(count, noun, plural) for count, noun, plural in counts if count])


def approval_text(entry: BudgetEntry, context: ReaderContext) -> ApprovalText:
    """A budget entry that waits for a decision."""
    return ApprovalText(
        id=entry.id,
        title=entry.title,
        amount=amount(entry.estimate, entry.currency),
        kind=value_text(entry.kind),
        proposed=_dated("proposed", entry.proposed_on, context) if entry.proposed_on else None,
        purpose=context.purpose(entry.key_result_id),
        expected_value=expected_value_text(context.read(entry)),
        balance=_balance_after(entry, context),
    )


def _balance_after(entry: BudgetEntry, context: ReaderContext) -> str:
    """What approving an entry would leave; empty without a budget in its currency."""
    ledger = next((row for row in context.report.ledgers if row.budget.currency == entry.currency), None)
    if ledger is None:
        return ""
    now, after = (
        balance(rest, lambda number: amount(number, entry.currency))
        for rest in (ledger.remaining, ledger.remaining - entry.estimate.fraction)
    )
    return f"{now} in the budget, {after} after it"


def _dated(lead: str, on: date, context: ReaderContext) -> DatedText:
    return dated(lead, on, context.day).told(relative=context.relative)


def action_texts(context: ReaderContext, actions: tuple[Action, ...]) -> tuple[ActionText, ...]:
    """Open actions, the reader's own first."""
    texts = []
    for row in actions:
        mine = row.who_id is not None and row.who_id == context.you
        text = action_text(row, context.name_of(row.who_id), context.day, mine=mine, relative=context.relative)
        texts.append(text._replace(text=context.titled(text.text)))
    return tuple(sorted(texts, key=lambda text: not text.mine))


def action_text(row: Action, who: str, day: date, *, mine: bool, relative: bool = True) -> ActionText:
    """An action that is not done, of somebody by name or nobody; `mine` if it is the reader's."""
    due = due_text(row.due_on, day).told(relative=relative) if row.due_on else None
    return ActionText(row.text, "you" if mine else who.strip() or NOBODY, due, mine)


def blocked(context: ReaderContext) -> Iterator[BlockedText]:
    """The blockers in the latest check-ins of what is not reached yet, in the order of the board."""
    for card in context.cards.values():
        if blocker := open_blocker(context.check_ins(card.id), card.figures):
            yield BlockedText(card, blocker_text(blocker, context.day))


# Meetings


def meeting_text(meeting: Appointment, day: date) -> MeetingText:
    """The next meeting, as seen on a day."""
    if meeting.on < day:
        return MeetingText(dated("overdue since", meeting.on, day, "bad"), meeting.name.strip())
    text = dated("", meeting.on, day)
    return MeetingText(text._replace(text=text.text.strip()), meeting.name.strip())


def topic_text(topic: Topic) -> str:
    """A topic, marked if it is not about development."""
    return topic.text if topic.tag == "development" else f"{topic.text} ({topic.tag})"


def agenda(context: ReaderContext) -> AgendaText | None:
    """The meeting of the day, or the next one that has topics; without topics, when the next one is.

    Where none is to come, it is the first of those whose day has passed that has topics.
    """
    return _agendas(context)[0]


def overdue_agendas(context: ReaderContext) -> tuple[AgendaText, ...]:
    """The agendas of the other meetings whose day has passed and that were not held: their topics still wait."""
    return _agendas(context)[1]


def _agendas(context: ReaderContext) -> tuple[AgendaText | None, tuple[AgendaText, ...]]:
    records, day = context.report.records, context.day
    topics = {topic.meeting_id for topic in records.topics}
    rows = overdue_with_topics(records.meetings, topics, context.you, day) if topics else ()
    overdue = tuple(_agenda_of(row, context) for row in rows)
    if row := meeting_with_topics(records.meetings, topics, context.you, day):
        return _agenda_of(row, context), overdue
    following = context.report.meeting
    if overdue and (following is None or following.on < day):
        return overdue[0], overdue[1:]
    return _next_without_topics(context), overdue


def _next_without_topics(context: ReaderContext) -> AgendaText | None:
    records, day, following = context.report.records, context.day, context.report.meeting
    if following is None:
        return None
    planned = (row for row in records.meetings if row.on == following.on and not row.held)
    id_ = next((row.id for row in planned if context.you is None or context.you in row.with_ids), None)
    return AgendaText(f"Next meeting: {meeting_text(following, day).text}", (), "", id_)


def overdue_text(context: ReaderContext) -> str:
    """Which meetings are overdue beside the next one: `11 Sep, with Juniper Stone`; empty for none."""
    day = context.day
    texts = (MeetingText(dated("", each.on, day), each.name.strip()).text.strip() for each in context.report.overdue)
    return "; ".join(texts)


def _agenda_of(row: Meeting, context: ReaderContext) -> AgendaText:
    topics = sorted((each for each in context.report.records.topics if each.meeting_id == row.id), key=_topic_order)
    texts = tuple(context.titled(topic_text(topic)) for topic in topics)
    return AgendaText(_meeting_heading(row, context), texts, context.titled(row.notes.strip()), row.id)


def about_line(line: str) -> str:
    """How feedback on a line of an agenda begins, as its target is the meeting: `On “pager rota”:`."""
    return f"On {quoted(line)}:"


def _topic_order(row: Topic) -> tuple[int, Id]:
    return row.position, row.id


def _meeting_heading(row: Meeting, context: ReaderContext) -> str:
    names = [name for person in row.with_ids if (name := context.name_of(person))]
    with_whom = f" with {listed(names)}" if names else ""
    overdue = not row.held and row.on < context.day
    when = f"overdue since {day_text(row.on)}" if overdue else day_text(row.on)
    return f"{value_text(row.kind).capitalize()} meeting{with_whom}, {when}"
