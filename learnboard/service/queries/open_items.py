"""What waits for the owner before a meeting: cards without news, feedback, actions, decisions and exports."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.as_of import is_later, known_row, known_rows
from learnboard.domain.board import Board, Card
from learnboard.domain.consent import Consultation, consultations
from learnboard.domain.errors import LearnboardError
from learnboard.domain.histories import ilo_on
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.key_results import CheckIn, IloPeriod
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import OpenRequests, sort_requests
from learnboard.presentation.messages import sentence
from learnboard.presentation.values import day_text, short_name
from learnboard.service.queries.authors import misnamed, misnamed_text
from learnboard.service.queries.board import read_more
from learnboard.service.queries.exports import PastExport, past_exports
from learnboard.service.queries.feedback import decide, is_confirmed, suggested_row, suggests, target_titles
from learnboard.service.queries.review import unread_held_back
from learnboard.service.queries.stretches import DueTalk, due_talks
from learnboard.service.queries.worth import SpentEntry, due_entries
from learnboard.storage.store import Store

_ALL: Final = 100_000
InboxAction: TypeAlias = Literal["take_up", "confirm"]


class StaleCard(NamedTuple):
    """A card without news, the title of its objective, and the reason: `no word for 40 days`."""

    card: Card
    objective: str
    reason: str


class InboxItem(NamedTuple):
    """Feedback, and the title of what it is about: empty for the board itself and for what is not on the board.

    `effect` says what taking it up or confirming it would do, or why it cannot be confirmed.
    """

    feedback: Feedback
    about: str
    actions: tuple[InboxAction, ...]
    effect: str


class Inbox(NamedTuple):
    """All feedback that was imported, the newest first. `unattached` is unanswered, about what is not on the board."""

    unanswered: tuple[InboxItem, ...]
    answered: tuple[InboxItem, ...]
    unattached: tuple[InboxItem, ...]


class OpenAction(NamedTuple):
    """An action that is not done. `who` is empty for nobody's, `mine` is the owner's, `late` is past its due date."""

    action: Action
    who: str
    mine: bool
    late: bool


class OpenItems(NamedTuple):
    """What waits on a day. `decisions` are requested of others; `exports` are the past ones, the newest first.

    `looks` are the entries that money was spent on and whose value is to be looked back at, `talks` those about
    stretches that are due, `proposals` those that are open, wait for the owner's decision, or are to be looked at
    again. `has_ilo` says that there is an Individual Learning Objective.
    """

    stale: tuple[StaleCard, ...]
    inbox: Inbox
    actions: tuple[OpenAction, ...]
    decisions: OpenRequests
    exports: tuple[PastExport, ...]
    looks: tuple[SpentEntry, ...] = ()
    talks: tuple[DueTalk, ...] = ()
    has_ilo: bool = True
    proposals: tuple[Consultation, ...] = ()

    @property
    def due_proposals(self) -> tuple[Consultation, ...]:
        """The proposals with something for the owner to do: those that are not open."""
        return tuple(found for found in self.proposals if found.state != "open")

    def consents_of(self, people: Collection[Id]) -> list[Proposal]:
        """Return the open proposals that wait for a word of any of these people, the first to close first."""
        asking = {found.id for found in self.proposals if any(found.waits_for(person) for person in people)}
        return [row for row in self.decisions.consents if row.id in asking]


def open_items(store: Store, board: Board) -> OpenItems:
    """Return what waits for the owner on the board's day."""
    proposals = tuple(_waiting_proposals(store, board.day))
    requests = _open_requests(store, proposals, board.day)
    return OpenItems(
        stale=stale_cards(store, board),
        inbox=inbox(store, board.day),
        actions=tuple(_open_actions(store, requests.actions, board.day)),
        decisions=requests,
        exports=past_exports(store),
        looks=due_entries(store, board.day),
        talks=due_talks(store, board.day),
        has_ilo=ilo_on(board.day, store.rows(IloPeriod)) is not None,
        proposals=proposals,
    )


# -- cards --------------------------------------------------------------------------------------------------------


def stale_cards(store: Store, board: Board) -> tuple[StaleCard, ...]:
    """Return the cards of active objectives that are outdated, then those without a check-in, then the silent ones.

    Silent is a card without a check-in since the last meeting with a mentor. Each of the three is in board order.
    Achieved and dropped cards need no check-in.
    """
    while not board.complete:
        board = read_more(store, board, _ALL)
    last_check_ins, meeting = store.last_days(CheckIn, board.day), _last_mentor_meeting(store, board.day)
    cards: dict[str, list[StaleCard]] = {"outdated": [], "pending": [], "silent": []}
    for column in board.columns:
        for card in column.cards if column.objective.status == "active" else ():
            if found := _stale_reason(card, last_check_ins.get(card.id), meeting, board.day):
                group, reason = found
                cards[group].append(StaleCard(card, column.objective.title, reason))
    return tuple(card for group in cards.values() for card in group)


def _stale_reason(card: Card, last: date | None, meeting: tuple[date, str] | None, day: date) -> tuple[str, str] | None:
    health = card.figures.health
    if health in ("achieved", "dropped"):
        return None
    if last is None:
        return "pending", "no check-in yet"
    if health == "outdated":
        return "outdated", f"no word for {(day - last).days:,} days"
    if meeting and last <= meeting[0]:
        return "silent", f"nothing since you met {meeting[1]} on {day_text(meeting[0])}"
    return None


def _last_mentor_meeting(store: Store, day: date) -> tuple[date, str] | None:
    """The day of the last meeting with a mentor before a day, and the mentor's name."""
    held = [row for row in store.rows(Meeting, kind="mentor", held=True) if row.on < day]
    if not held:
        return None
    person = next((found for id_ in held[-1].with_ids if (found := store.find(Person, id_))), None)
    return held[-1].on, short_name(person.name) if person else "your mentor"


# -- feedback -----------------------------------------------------------------------------------------------------


def inbox(store: Store, day: date) -> Inbox:
    """Return all feedback, and what can be done about it on a day.

    Feedback that was imported is there, whatever day the clock of its author showed.
    """
    rows = sorted(unread_held_back(store, store.rows(Feedback), day), key=lambda row: row.id)
    rows.sort(key=lambda row: row.written_at, reverse=True)
    titles = target_titles(store, (row.target for row in rows))
    items = [_inbox_item(store, row, titles, day) for row in rows]
    unanswered = [item for item in items if item.feedback.answer == "unanswered"]
    return Inbox(
        unanswered=tuple(item for item in unanswered if item.feedback.target in titles),
        answered=tuple(item for item in items if item.feedback.answer != "unanswered"),
        unattached=tuple(item for item in unanswered if item.feedback.target not in titles),
    )


def _inbox_item(store: Store, feedback: Feedback, titles: Mapping[Target, str], day: date) -> InboxItem:
    about = titles.get(feedback.target, "")
    if feedback.answer != "unanswered":
        return InboxItem(feedback, about, (), "")
    item = _open_item(store, feedback, about, day)
    if other := misnamed(store, feedback):
        told = misnamed_text(feedback.author, other)
        if not item.effect.startswith(told):
            return item._replace(effect=f"{told}. {item.effect}".strip())
    return item


def _open_item(store: Store, feedback: Feedback, about: str, day: date) -> InboxItem:
    try:
        if is_confirmed(feedback):
            return InboxItem(feedback, about, ("confirm",), sentence(decide(store, feedback, day).preview))
        if feedback.target.kind == "person" and feedback.kind == "suggestion":
            return InboxItem(feedback, about, (), _asked_change(about))
        if suggests(feedback):
            return InboxItem(feedback, about, ("take_up",), sentence(_take_up_effect(store, feedback, day)))
    except LearnboardError as error:
        return InboxItem(feedback, about, (), str(error))
    return InboxItem(feedback, about, (), "")


def _asked_change(name: str) -> str:
    whose = f" with {name}" if name else ""
    return (
        f"Asks for a change of the agreement{whose}: change it with a on their page, which P lists, then answer here."
    )


def _take_up_effect(store: Store, feedback: Feedback, day: date) -> str:
    """Both forms that a suggestion can take; only one on a board without objectives."""
    action = suggested_row(store, feedback, "action", day).description
    try:
        return f"becomes {suggested_row(store, feedback, 'key_result', day).description}, or {action}"
    except LearnboardError:
        return f"becomes {action}"


# -- requests -----------------------------------------------------------------------------------------------------


def _waiting_proposals(store: Store, day: date) -> Iterator[Consultation]:
    """The proposals that wait for others, or for the owner."""
    known = known_rows(tuple(store.rows(Proposal)), day)
    found = consultations(known, store.rows(Response), day) if known else {}
    return (each for each in found.values() if each.state == "open" or each.waits_for_decision or each.review_due(day))


def _open_requests(store: Store, proposals: Iterable[Consultation], day: date) -> OpenRequests:
    """Decisions that are waited for and actions that are not done, as known on a day."""
    later = {row.id for row in store.rows(Meeting) if is_later(row, day)}
    return sort_requests(
        known_rows(tuple(store.rows(BudgetEntry)), day),
        [found.proposal for found in proposals if found.state == "open"],
        [known_row(row, day) for row in store.rows(Action) if row.meeting_id not in later],
    )


def _open_actions(store: Store, actions: Iterable[Action], day: date) -> Iterator[OpenAction]:
    names: dict[Id | None, str] = {person.id: person.name for person in store.rows(Person)}
    names[OWNER] = store.board_info().owner.name
    for action in actions:
        late = action.due_on is not None and action.due_on < day
        yield OpenAction(action, names.get(action.who_id, ""), mine=action.who_id == OWNER, late=late)
