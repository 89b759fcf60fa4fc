"""The state of a meeting's preparation: open items, items done since it began, and the cursor."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from learnboard.domain.agenda import ProposedTopic
from learnboard.domain.consent import Consultation
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.service.queries.agenda import MeetingAgenda
from learnboard.service.queries.open_items import InboxItem, OpenAction, OpenItems, StaleCard
from learnboard.service.queries.stretches import DueTalk
from learnboard.service.queries.worth import SpentEntry

Section: TypeAlias = Literal[
    "stale",
    "feedback",
    "actions",
    "talks",
    "worth",
    "proposals",
    "meeting",
    "agenda",
    "parked",
    "export",
    "answered",
    "unattached",
]
PreparationItem: TypeAlias = (
    StaleCard
    | InboxItem
    | OpenAction
    | DueTalk
    | SpentEntry
    | Consultation
    | UpcomingMeeting
    | Topic
    | ProposedTopic
    | None
)
SECTIONS: Final[tuple[Section, ...]] = (
    *("stale", "feedback", "actions", "talks", "worth", "proposals"),
    *("meeting", "agenda", "parked"),
    *("export", "unattached", "answered"),
)
TO_DO: Final[frozenset[Section]] = frozenset({"stale", "feedback", "actions", "talks", "worth", "proposals"})
"""Sections with something to do."""
FOLDED: Final[frozenset[Section]] = frozenset({"unattached", "answered"})
"""Sections that are hidden until the user shows them."""


class PreparationRow(NamedTuple):
    """One row of the preparation. `done` means done since it began. The export has no subject."""

    section: Section
    id: Id
    subject: PreparationItem = None
    done: bool = False

    @property
    def key(self) -> tuple[Section, Id]:
        """Identity of the row, whatever its state."""
        return self.section, self.id

    @property
    def proposed(self) -> bool:
        """Whether it is a topic that is neither kept nor dropped."""
        return isinstance(self.subject, ProposedTopic)


EXPORT: Final = PreparationRow("export", "")
_NO_AGENDA: Final = MeetingAgenda()


class Preparation(NamedTuple):
    """The rows of all sections in order. `at` is the cursor's index among the shown rows."""

    first: OpenItems
    now: OpenItems
    rows: tuple[PreparationRow, ...]
    at: int = 0
    unfolded: bool = False
    agenda: MeetingAgenda = _NO_AGENDA

    @classmethod
    def begun(cls, open_items: OpenItems, agenda: MeetingAgenda = _NO_AGENDA) -> "Preparation":
        """Begin a preparation with the cursor on the first open row, on the meeting, or on the export."""
        rows = (*_open(open_items), *_agenda(agenda), EXPORT, *_settled(open_items))
        preparation = cls(open_items, open_items, rows, agenda=agenda)
        first = preparation.next_open(-1)
        meetings = (place for place, row in enumerate(rows) if row.section == "meeting" and place < first)
        return preparation.to(next(meetings, first) if preparation.shown[first].section == "export" else first)

    # -- queries ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[PreparationRow, ...]:
        """Rows that are not hidden."""
        return tuple(row for row in self.rows if self.unfolded or row.section not in FOLDED)

    @property
    def row(self) -> PreparationRow:
        """Row under the cursor."""
        return self.shown[self.at]

    @property
    def counts(self) -> tuple[int, int]:
        """Number of open rows and of all rows to do, including unattached feedback."""
        rows = [row for row in self.rows if row.section in TO_DO or row.section == "unattached"]
        return sum(not row.done for row in rows), len(rows)

    @property
    def exported(self) -> bool:
        """Whether something was exported since the preparation began."""
        return self.now.exports != self.first.exports

    def of(self, section: Section) -> tuple[PreparationRow, ...]:
        """Return the rows of a section."""
        return tuple(row for row in self.rows if row.section == section)

    def next_open(self, at: int) -> int:
        """Return the index of the next open row after `at`, otherwise that of the export."""
        shown = self.shown
        export = next(place for place, row in enumerate(shown) if row.section == "export")
        later = (place for place in range(at + 1, export) if shown[place].section in TO_DO and not shown[place].done)
        return next(later, export)

    def after_proposal(self, at: int) -> int:
        """Return the index of the next proposal from `at` on, otherwise `at`: the one that was there is settled."""
        return next((place for place, row in enumerate(self.shown) if place >= at and row.proposed), at)

    # -- moving -------------------------------------------------------------------------------------------------

    def to(self, at: int) -> "Preparation":
        """Move the cursor to an index, clamped to the shown rows."""
        return self._replace(at=max(0, min(at, len(self.shown) - 1)))

    def turned(self) -> "Preparation":
        """Show the folded sections and move the cursor there, or hide them again.

        When hiding them, keep the cursor on its row if possible.
        """
        key, turned = self.row.key, self._replace(unfolded=not self.unfolded)
        opened = (place for place, row in enumerate(turned.shown) if row.section in FOLDED)
        if (first := next(opened, None)) is not None:
            return turned.to(first)
        places = [place for place, row in enumerate(turned.shown) if row.key == key]
        return turned.to(places[0] if places else len(turned.shown) - 1)

    # -- updating -----------------------------------------------------------------------------------------------

    def renewed(
        self, open_items: OpenItems, finished: frozenset[Id] = frozenset(), agenda: MeetingAgenda = _NO_AGENDA
    ) -> "Preparation":
        """Update the rows after a change. Rows that are no longer open stay as done; the cursor moves on from them.

        If a done row is open again, or feedback has arrived, the cursor moves there. `finished` actions are known to
        be done, not removed.
        """
        before, row = {each.key: each for each in self.rows}, self.row
        to_do = tuple(self._to_do(open_items, finished))
        told = {each.id for each in to_do if each.section == "feedback"}
        settled = (each for each in _settled(open_items) if each.id not in told)
        rows = (*to_do, *_agenda(agenda), EXPORT, *settled)
        preparation = self._replace(now=open_items, rows=rows, agenda=agenda)
        places = {each.key: place for place, each in enumerate(preparation.shown)}
        again = [place for key, place in places.items() if key in before and before[key].done]
        again = [place for place in again if not preparation.shown[place].done]
        if again:
            return preparation.to(again[0])
        arrived = [place for key, place in places.items() if key[0] == "feedback" and key not in before]
        if arrived:
            return preparation.to(arrived[0])
        if row.key not in places:
            return preparation.to(preparation.after_proposal(self.at) if row.proposed else self.at)
        there = preparation.to(places[row.key])
        return there.to(there.next_open(there.at)) if there.row.done and not row.done else there

    def _to_do(self, open_items: OpenItems, finished: frozenset[Id]) -> Iterator[PreparationRow]:
        """Yield open and done rows, each in its previous position."""
        now = {row.key: row for row in _open(open_items)}
        answered = {entry.feedback.id: entry for entry in open_items.inbox.answered}
        begun = {row.key for row in _open(self.first)}
        for section in SECTIONS:
            known = [row for row in self.rows if row.section == section and section in TO_DO]
            for row in known:
                if row.key in now:
                    yield now[row.key]
                elif section == "feedback":
                    if row.id in answered:
                        yield PreparationRow(section, row.id, answered[row.id], done=True)
                elif row.key in begun or row.id in finished:
                    yield row._replace(done=True)
            keys = {row.key for row in known}
            yield from (row for row in now.values() if row.section == section and row.key not in keys)


def _open(open_items: OpenItems) -> Iterator[PreparationRow]:
    yield from (PreparationRow("stale", one.card.id, one) for one in open_items.stale)
    yield from _entries("feedback", open_items.inbox.unanswered)
    yield from (PreparationRow("actions", one.action.id, one) for one in open_items.actions)
    yield from (PreparationRow("talks", one.id, one) for one in open_items.talks)
    yield from (PreparationRow("worth", one.id, one) for one in open_items.looks)
    yield from (PreparationRow("proposals", one.id, one) for one in open_items.due_proposals)


def _agenda(agenda: MeetingAgenda) -> Iterator[PreparationRow]:
    if agenda.meeting:
        yield PreparationRow("meeting", agenda.meeting.key, agenda.meeting)
    yield from (PreparationRow("agenda", topic.id, topic) for topic in agenda.topics)
    yield from (PreparationRow("agenda", topic.key, topic) for topic in agenda.proposals)
    yield from (PreparationRow("parked", topic.id, topic) for topic in agenda.parked)


def _settled(open_items: OpenItems) -> Iterator[PreparationRow]:
    yield from _entries("unattached", open_items.inbox.unattached)
    yield from _entries("answered", open_items.inbox.answered)


def _entries(section: Section, entries: Iterable[InboxItem]) -> Iterator[PreparationRow]:
    return (PreparationRow(section, entry.feedback.id, entry) for entry in entries)
