"""A mentor's people, a line each: why somebody needs attention, and in which order they are listed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.feedback import DECISIONS, Target
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import agreed_with, meetings_with, planned_with
from learnboard.domain.report import BoardReport, open_requests
from learnboard.domain.text import folded
from learnboard.presentation.values import BLOCKED, HEALTH, MONTHS, Fact, away, count_of, short_day, short_name

DeskOrder: TypeAlias = Literal["need", "name", "meeting", "last_file"]
DESK_ORDERS: Final[Mapping[DeskOrder, str]] = {
    "need": "by need",
    "name": "by name",
    "meeting": "by next meeting",
    "last_file": "by last file",
}
"""The orders of the list, each with what it is called, in the turn in which a key takes them."""
_SOON: Final = 7
"""Days before a meeting from which on it is what needs attention."""
_LONG: Final = 60
"""Days without a file after which this is what needs attention."""
_HALF_A_YEAR: Final = 183


@dataclass(frozen=True, slots=True)
class DeskSummary:
    """What somebody's newest snapshot says to its reader, their mentor.

    `promises` are the due days of the reader's own actions that are not done, None for one without. `decisions` wait
    for the reader: proposed budget entries, and proposals with the day on which they close. `owed` are the owner's
    actions that are not done, except what was agreed on with somebody else; `unheard` is the reader's feedback without
    an answer. `troubled` counts the key results that are off track, blocked, or both. `meeting` is the next one as
    known when the file was written, which may be overdue; `planned` are the days of all planned or agreed on.
    """

    promises: tuple[date | None, ...] = ()
    decisions: tuple[tuple[Target, date | None], ...] = ()
    owed: int = 0
    unheard: int = 0
    off_track: int = 0
    blocked: int = 0
    troubled: int = 0
    at_risk: int = 0
    outdated: int = 0
    meeting: date | None = None
    planned: tuple[date, ...] = ()

    def next_meeting(self, today: date) -> date | None:
        """Return the first meeting from today on; where none is, one that is overdue."""
        return min((day for day in self.planned if day >= today), default=self.meeting)

    def overdue(self, today: date) -> tuple[date, ...]:
        """Return the days on which promises of the reader were due that are overdue, the earliest first."""
        return tuple(sorted(day for day in self.promises if day and day < today))

    def without(self, decided: Collection[Target], today: date) -> "DeskSummary":
        """Return the summary without decisions that need nothing more: made already, or closed before today."""
        open_ = ((target, day) for target, day in self.decisions if day is None or day >= today)
        return replace(self, decisions=tuple(row for row in open_ if row[0] not in decided))


class DeskPerson(NamedTuple):
    """Somebody in the list. There is no summary before their newest file, of the day `as_of`, was read.

    `problem` says why that file cannot be read; `unwritten` counts items of feedback that are in no file yet.
    """

    id: Id
    name: str
    role: str
    as_of: date
    summary: DeskSummary | None = None
    problem: str = ""
    unwritten: int = 0


def desk_summary(report: BoardReport, you: Id | None) -> DeskSummary:
    """Summarize a report for its reader; for one who is not known, whatever is asked for is meant for them."""
    requests = open_requests(report, you)
    cards = [card for column in report.columns for card in column.cards]
    healths = [card.figures.health for card in cards]
    given, elsewhere = _decided(report, you), _meetings_without(report, you)
    decisions = (
        *((Target("budget_entry", row.id), None) for row in requests.approvals),
        *((Target("proposal", row.id), row.closes_on) for row in requests.consents),
    )
    return DeskSummary(
        promises=tuple(row.due_on for row in requests.actions if you is not None and row.who_id == you),
        decisions=tuple(row for row in decisions if row[0] not in given),
        owed=sum(row.who_id == OWNER and row.meeting_id not in elsewhere for row in requests.actions),
        unheard=sum(
            row.answer == "unanswered" and (you is None or row.person_id == you) for row in report.records.feedback
        ),
        off_track=healths.count("off_track"),
        blocked=sum(card.blocked for card in cards),
        troubled=sum(card.blocked or card.figures.health == "off_track" for card in cards),
        at_risk=healths.count("at_risk"),
        outdated=healths.count("outdated"),
        meeting=_meeting(report, you),
        planned=_planned(report, you),
    )


def _decided(report: BoardReport, you: Id | None) -> frozenset[Target]:
    """What the reader has decided on the board already, or in feedback that its owner has not confirmed yet."""
    if you is None:
        return frozenset()
    mine = (row for row in report.records.feedback if row.person_id == you and row.kind in DECISIONS)
    # A word on a proposal that was taken in stands among the responses, if it still counts.
    return frozenset(row.target for row in mine if row.target.kind != "proposal" or row.answer == "unanswered")


def _meetings_without(report: BoardReport, you: Id | None) -> frozenset[Id | None]:
    """The meetings with others than the reader: what was agreed on there is not owed to them."""
    rows = (row for row in report.records.meetings if you is not None and row.with_ids and you not in row.with_ids)
    return frozenset(row.id for row in rows)


def _meeting(report: BoardReport, you: Id | None) -> date | None:
    """The next meeting with the reader, else the next one of all."""
    reader = next((row for row in report.records.people if row.id == you), None)
    own = meetings_with(reader, report.records.meetings, report.as_of).next if reader else None
    return own or (report.meeting.on if report.meeting else None)


def _planned(report: BoardReport, you: Id | None) -> tuple[date, ...]:
    """The days of the meetings with the reader that are planned or agreed on; with anybody if nobody is known."""
    people = (you,) if you else tuple(row.id for row in report.records.people)
    rows = report.records.meetings
    agreed = (row.next_on for row in agreed_with(people, rows))
    return tuple(sorted({*(row.on for row in planned_with(people, rows)), *filter(None, agreed)}))


# -- why, and when ------------------------------------------------------------------------------------------------


def need_text(person: DeskPerson, today: date) -> Fact:
    """Return in one clause what needs attention most: `2 of your promises overdue`."""
    if person.problem:
        return Fact("! the file cannot be read", "warn")
    if person.summary is None:
        return Fact("…", "quiet")
    at_risk = f", {person.summary.at_risk} {HEALTH['at_risk'].label}" if person.summary.at_risk else ""
    return next(_needs(person, person.summary, today), Fact(f"nothing urgent{at_risk}", "quiet"))


def _needs(person: DeskPerson, summary: DeskSummary, today: date) -> Iterator[Fact]:
    if overdue := summary.overdue(today):
        one = f"your promise was due {near_day(overdue[0], today)}"
        yield Fact(one if len(overdue) == 1 else f"{len(overdue)} of your promises overdue", "bad")
    if count := len(summary.decisions):
        yield Fact(f"{count_of(count, 'decision waits', 'decisions wait')} for you", "warn")
    if summary.troubled:
        parts = (
            (summary.off_track, f"{HEALTH['off_track'].sign} {summary.off_track} {HEALTH['off_track'].label}"),
            (summary.blocked, f"{BLOCKED} {summary.blocked} blocked"),
        )
        yield Fact(", ".join(text for count, text in parts if count), "bad")
    if summary.outdated:
        yield Fact(f"{HEALTH['outdated'].sign} {summary.outdated} {HEALTH['outdated'].label}", "warn")
    meeting = summary.next_meeting(today)
    if meeting and meeting < today:
        yield Fact(f"meeting was due {near_day(meeting, today)}", "warn")
    elif meeting and (meeting - today).days <= _SOON:
        yield Fact(f"you meet {away(meeting, today)}", "neutral")
    if (today - person.as_of).days > _LONG:
        yield Fact(f"last file {away(person.as_of, today)}", "warn")


def meeting_day(summary: DeskSummary | None, today: date) -> Fact:
    """When somebody is met next, in at most seven cells if that is within half a year: `7 Aug`, `!7 Jun` if overdue."""
    meeting = summary.next_meeting(today) if summary else None
    if meeting is None:
        return Fact("–" if summary else "", "quiet")
    day = near_day(meeting, today)
    return Fact(f"!{day}", "warn") if meeting < today else Fact(day, "neutral")


def near_day(day: date, today: date) -> str:
    """A day without its year, where there is no other that could be meant."""
    near = abs((day - today).days) < _HALF_A_YEAR
    return f"{day.day} {MONTHS[day.month - 1]}" if near else short_day(day, today)


# -- the order, and the filter ------------------------------------------------------------------------------------


def sorted_people(people: Iterable[DeskPerson], order: DeskOrder, today: date) -> list[DeskPerson]:
    """Return the people in an order; who has no such day comes last, and equal ones come by name.

    By need: first overdue promises of the reader's, then decisions that wait for them, key results off track or
    blocked, outdated ones, the next meeting, and the days since the last file. By last file, the newest comes first.
    """
    key: Callable[[DeskPerson], tuple[Any, ...]] = {
        "need": lambda person: _need(person, today),
        "name": lambda _: (),
        "meeting": lambda person: _by_meeting(_meeting_of(person, today), today),
        "last_file": lambda person: (-person.as_of.toordinal(),),
    }[order]
    return sorted(people, key=lambda person: (*key(person), not person.name.strip(), folded(person.name), person.id))


def _need(person: DeskPerson, today: date) -> tuple[Any, ...]:
    summary = person.summary or DeskSummary()
    return (
        -len(summary.overdue(today)),
        -len(summary.decisions),
        -summary.troubled,
        -summary.outdated,
        _meeting_of(person, today),
        person.as_of,
    )


def _by_meeting(meeting: date, today: date) -> tuple[Any, ...]:
    """What is to come first, then what is overdue, then those without a meeting."""
    return (meeting == date.max, meeting < today, meeting)


def _meeting_of(person: DeskPerson, today: date) -> date:
    return (person.summary.next_meeting(today) if person.summary else None) or date.max


def next_order(order: DeskOrder) -> DeskOrder:
    """Return the order after another one; after the last comes the first."""
    orders = tuple(DESK_ORDERS)
    return orders[(orders.index(order) + 1) % len(orders)]


def matching(people: Iterable[DeskPerson], query: str, today: date) -> list[DeskPerson]:
    """Return the people in whose name, role or clause every word of a query stands, without case and accents."""
    words = folded(query).split()
    return [
        person
        for person in people
        if all(word in folded(f"{person.name} {person.role} {need_text(person, today).text}") for word in words)
    ]


def arrival_text(came: Sequence[str], went: Sequence[str]) -> str:
    """Say whose snapshots came into the folder and went from it while it was open, by their names; "" for none."""
    parts = [
        f"{count_of(len(names), 'snapshot')} {verb}" if len({*names}) > 1 else f"{_one(names)} {verb}"
        for names, verb in ((came, "came"), (went, "went"))
        if names
    ]
    text = " and ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _one(names: Sequence[str]) -> str:
    """Snapshots of one person: `a snapshot of Wren Hollow`."""
    count = "a snapshot" if len(names) == 1 else f"{len(names)} snapshots"
    return f"{count} of {short_name(names[0]) or 'somebody'}"
