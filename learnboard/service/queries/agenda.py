"""The next meetings, and the agenda of one of them: topics that are kept, proposed and parked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from learnboard.domain.action_line import KnownPerson, known_persons
from learnboard.domain.agenda import STANDING, CardNews, ProposedTopic, propose_topics
from learnboard.domain.board import Board, Card
from learnboard.domain.cycles import context_of
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.metrics.progress import current_cycle
from learnboard.domain.model.fields import OWNER, Id, Visibility
from learnboard.domain.model.key_results import CheckIn
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Meeting, Person, Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.domain.upcoming import UpcomingMeeting, cadence_of, upcoming_meetings
from learnboard.presentation.check_ins import blocker_text
from learnboard.presentation.labels import author_label, describe_feedback
from learnboard.presentation.meetings import proposed_text
from learnboard.presentation.mentions import texts_of
from learnboard.presentation.review import is_held_back
from learnboard.presentation.values import amount, short_name
from learnboard.service.queries.board import read_cards
from learnboard.service.queries.mentions import mentioned_titles
from learnboard.service.queries.open_items import InboxItem, OpenItems
from learnboard.storage.exports import ExportNote, list_exports
from learnboard.storage.store import Store

_SETTLED = "agenda "
_KEPT = "proposed topic "


class MeetingAgenda(NamedTuple):
    """The meetings to come, and the agenda of the one at `number`; None is none.

    `topics` are kept for it, `proposals` not yet; `parked` belong to no meeting. `people` are all of the board, the
    owner first. `cadence_days` is how long after it the next one is. `titles` are those of rows that topics, open
    actions and feedback mention by their ids.
    """

    upcoming: tuple[UpcomingMeeting, ...] = ()
    number: int = 0
    topics: tuple[Topic, ...] = ()
    proposals: tuple[ProposedTopic, ...] = ()
    parked: tuple[Topic, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    cadence_days: int = 0
    titles: Mapping[Id, str] = MappingProxyType({})

    @property
    def meeting(self) -> UpcomingMeeting | None:
        """The meeting whose agenda it is."""
        return self.upcoming[self.number] if self.upcoming else None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who are met."""
        names = {person.id: person.name for person in self.people}
        return tuple(names[id_] for id_ in (self.meeting.with_ids if self.meeting else ()) if id_ in names)


def settled_name(meeting: str) -> str:
    """Return the name of the board's own value that lists what was kept or dropped for a meeting."""
    return f"{_SETTLED}{meeting}"


def settled_proposals(store: Store, meeting: str) -> tuple[str, ...]:
    """Return the keys of the proposals that were kept or dropped for a meeting."""
    found = store.find(LocalValue, settled_name(meeting))
    return tuple(found.text.split("\n")) if found else ()


def kept_name(topic: Id) -> str:
    """Return the name of the board's own value that says what a topic was proposed as."""
    return f"{_KEPT}{topic}"


def _proposed_before(store: Store, last: Meeting | None) -> dict[str, tuple[str, bool]]:
    """The proposals that became lines parked, or reached at the last meeting: their keys, texts, and whether parked."""
    topics = [*(store.rows(Topic, meeting_id=last.id) if last else ()), *store.rows(Topic, meeting_id=None)]
    found = ((row, store.find(LocalValue, kept_name(row.id))) for row in topics)
    lines = ((value.text.split("\n", 1), row.meeting_id is None) for row, value in found if value)
    return {key: (text, parked) for (key, text), parked in lines}


def _is_talked_about(store: Store, board: Board, last: Meeting | None) -> Callable[[ProposedTopic], bool]:
    """Whether a proposal is a parked line, or was reached at the last meeting and nothing new came since.

    News are other words, such as another reason or figure, or a later check-in of the key result. The standing question
    is asked at each meeting.
    """
    before = _proposed_before(store, last)
    if not before:
        return lambda _: False
    checked = store.last_days(CheckIn, board.day)

    def is_talked_about(topic: ProposedTopic) -> bool:
        text, parked = before.get(topic.key, ("", False))
        if not text or parked:
            return parked
        on = checked.get(topic.id)
        is_new = last is not None and on is not None and on > last.on
        return topic.kind != STANDING.kind and text == proposed_text(topic) and not is_new

    return is_talked_about


def known_people(store: Store, day: date) -> tuple[KnownPerson, ...]:
    """Return the owner and all people of a board, mentors first."""
    people = sorted(store.rows(Person), key=lambda row: (not row.primary, row.relation != "mentor"))
    owner = KnownPerson(OWNER, store.board_info().owner.name)
    return (owner, *known_persons(people, day))


def read_upcoming(store: Store, board: Board) -> tuple[UpcomingMeeting, ...]:
    """Return the meetings to come on the board's day."""
    cycle = current_cycle(board.cycles, board.day)
    usual = board.settings.meeting_cadence_days
    return upcoming_meetings(store.rows(Meeting), store.rows(Person), cycle, usual, board.day)


def read_agenda(store: Store, board: Board, items: OpenItems, chosen: str = "") -> MeetingAgenda:
    """Return the agenda of the meeting with a key, or of the next one; the board has all its cards."""
    upcoming = read_upcoming(store, board)
    number = next((number for number, each in enumerate(upcoming) if each.key == chosen), 0)
    parked = tuple(store.rows(Topic, meeting_id=None))
    agenda = MeetingAgenda(upcoming, number, parked=parked, people=known_people(store, board.day))
    meeting = agenda.meeting
    topics = store.rows(Topic, meeting_id=meeting.meeting.id) if meeting and meeting.meeting else []
    if meeting is None:
        return agenda._replace(titles=_titles(store, items, parked, ()))
    settled = frozenset(settled_proposals(store, meeting.key))
    news = _news(store, board, _since(store, meeting, board))
    usual = board.settings.meeting_cadence_days
    is_talked_about = _is_talked_about(store, board, meeting.last)
    proposals = propose_topics(news, _wanted(items, meeting), settled, is_talked_about)
    return agenda._replace(
        cadence_days=cadence_of(meeting.with_ids, store.rows(Person), usual),
        topics=tuple(topics),
        proposals=proposals,
        titles=_titles(store, items, (*topics, *parked), proposals),
    )


def _titles(
    store: Store, items: OpenItems, topics: Sequence[Topic], proposals: Sequence[ProposedTopic]
) -> Mapping[Id, str]:
    """The titles of rows that are mentioned by what is talked about, done, stuck or said in feedback."""
    inbox = (*items.inbox.unanswered, *items.inbox.answered, *items.inbox.unattached)
    texts = [row.text for row in topics] + [each.detail for each in proposals]
    texts += [each.action.text for each in items.actions] + [each.reason for each in items.stale]
    texts += [text for each in inbox for text in (each.about, *texts_of(each.feedback))]
    return mentioned_titles(store, texts)


def last_export_for(store: Store, with_ids: Sequence[Id], after: date | None, until: date) -> ExportNote | None:
    """Return the newest export for one of these people, of a day after one (if any) and up to another."""
    return next(
        (
            note
            for note in list_exports(store)
            if note.for_id in with_ids and note.as_of <= until and (after is None or note.as_of > after)
        ),
        None,
    )


def _since(store: Store, meeting: UpcomingMeeting, board: Board) -> date | None:
    """The day with which the board is compared: that of the last meeting, else of the last export for these people."""
    if meeting.last:
        return meeting.last.on
    note = last_export_for(store, meeting.with_ids, None, board.day)
    return note.as_of if note and note.as_of < board.day else None


def _news(store: Store, board: Board, since: date | None) -> tuple[CardNews, ...]:
    """The cards of a board with their figures on an earlier day; without one, as if nothing had been reported."""
    if board.cycle_context is None:
        return ()
    last = store.last_days(CheckIn, board.day)
    shown = [(column, card) for column in board.columns if column.objective.status != "draft" for card in column.cards]
    moved = [card.id for _, card in shown if since is None or _may_have_moved(card, last.get(card.id), since)]
    then = _figures_then(store, board, moved, since)
    blocked = [card.id for _, card in shown if card.blocked]
    reasons = dict(_reasons(store, blocked, board.day))
    return tuple(
        CardNews(card, then.get(card.id, card.figures), column.objective.visibility, reasons.get(card.id, ""))
        for column, card in shown
    )


def _may_have_moved(card: Card, last: date | None, since: date) -> bool:
    done = card.key_result.done_on
    return (last is not None and last > since) or card.steps_done > 0 or (done is not None and done > since)


def _figures_then(store: Store, board: Board, ids: Sequence[Id], since: date | None) -> Mapping[Id, Figures | None]:
    cycle = board.cycle
    if since is None or cycle is None:
        return dict.fromkeys(ids)
    earlier = replace(board, day=since, cycle_context=context_of(cycle, board.cycles, since, board.settings))
    return {card.id: card.figures for card in read_cards(store, ids, earlier)}


def _reasons(store: Store, ids: Sequence[Id], day: date) -> Iterator[tuple[Id, str]]:
    rows = (row for row in store.rows(CheckIn, key_result_id=ids) if row.on <= day) if ids else ()
    for row in sorted(rows, key=lambda row: (row.on, row.id)):
        yield row.key_result_id, blocker_text(row.blocker, day).reason if row.blocker else ""


def _wanted(items: OpenItems, meeting: UpcomingMeeting) -> Iterator[ProposedTopic]:
    """What waits for an answer, an approval, or a consent of who is met.

    Feedback of others than those who are met, and call-outs, stay at home unless the owner says otherwise.
    """
    for item in items.inbox.unanswered:
        if not is_held_back(item.feedback):  # that is read and answered in the review
            yield _unanswered(item, meeting)
    for entry in items.decisions.approvals:
        cost = amount(entry.estimate, entry.currency)
        yield ProposedTopic("approval", entry.id, entry.title, cost, entry.visibility)
    for proposal in items.consents_of(meeting.with_ids):
        yield ProposedTopic("consent", proposal.id, proposal.title, "", proposal.visibility)


def _unanswered(item: InboxItem, meeting: UpcomingMeeting) -> ProposedTopic:
    feedback = item.feedback
    theirs = feedback.person_id in meeting.with_ids and feedback.kind != "call_out"
    seen: Visibility = "mentor" if theirs else "private"
    if feedback.kind == "topic":
        return ProposedTopic("wanted", feedback.id, author_label(feedback.author), clean_line(feedback.text), seen)
    # A call-out leaves in no export: not even the line that reminds of it quotes it.
    said = "" if feedback.kind == "call_out" else short_name(feedback.text)
    return ProposedTopic("unanswered", feedback.id, describe_feedback(feedback), said, seen)
