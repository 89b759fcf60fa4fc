"""Cards of which nothing new is known: what to check in before a meeting."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from learnboard.domain.as_of import known_row, later_row
from learnboard.domain.board import Board, Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.metrics.funding import proposal_state
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.report import OpenRequests
from learnboard.presentation.labels import short_name
from learnboard.presentation.values import day_text
from learnboard.service.queries.board import read_more
from learnboard.service.queries.decisions import DECIDING, decision
from learnboard.service.queries.exports import PastExport, past_exports
from learnboard.service.queries.feedback_import import ImportItem, ImportPreview, ImportStatus, import_preview
from learnboard.service.queries.feedback_targets import names_of
from learnboard.service.queries.suggestions import row_from_suggestion, suggests
from learnboard.storage.store import Store

_ALL = 100_000


class StaleCard(NamedTuple):
    """A card of which nothing new is known, the title of its objective, and why: `no word for 40 days`."""

    card: Card
    objective: str
    reason: str


def stale(store: Store, board: Board) -> tuple[StaleCard, ...]:
    """Cards of active objectives: those that are outdated, those without a check-in, those silent since a meeting.

    The meeting is the last one with a mentor before the day. In each of the three the order is that of the board;
    what is achieved or dropped wants no check-in.
    """
    while not board.complete:
        board = read_more(store, board, _ALL)
    last, met = store.last_check_ins(board.day), _last_met(store, board.day)
    found: dict[str, list[StaleCard]] = {"outdated": [], "pending": [], "silent": []}
    for column in board.columns:
        for card in column.cards if column.objective.status == "active" else ():
            if told := _why(card, last.get(card.id), met, board.day):
                found[told[0]].append(StaleCard(card, column.objective.title, told[1]))
    return tuple(one for group in found.values() for one in group)


def _why(card: Card, last: date | None, met: tuple[date, str] | None, day: date) -> tuple[str, str] | None:
    health = card.figures.health
    if health in ("achieved", "dropped"):
        return None
    if last is None:
        return "pending", "no check-in yet"
    if health == "outdated":
        return "outdated", f"no word for {(day - last).days:,} days"
    if met and last <= met[0]:
        return "silent", f"nothing since you met {met[1]} on {day_text(met[0])}"
    return None


def _last_met(store: Store, day: date) -> tuple[date, str] | None:
    """The last meeting with a mentor before a day, and whom it was with."""
    held = [one for one in store.rows(Meeting, kind="mentor", held=True) if one.on < day]
    if not held:
        return None
    person = next((found for id_ in held[-1].with_ids if (found := store.find(Person, id_))), None)
    return held[-1].on, short_name(person.name) if person else "your mentor"


__all__ = [
    "ImportItem",
    "ImportPreview",
    "ImportStatus",
    "Inbox",
    "InboxAction",
    "InboxItem",
    "OpenAction",
    "OpenItems",
    "StaleCard",
    "import_preview",
    "inbox",
    "open_items",
]
InboxAction: TypeAlias = Literal["take_up", "confirm"]


class InboxItem(NamedTuple):
    """Feedback, with the title of what it is about (empty: the board itself, or nothing that is on the board).

    `effect` says what taking up or confirming would do, or why a decision cannot be confirmed.
    """

    feedback: Feedback
    about: str
    actions: tuple[InboxAction, ...]
    effect: str


class Inbox(NamedTuple):
    """All feedback that has arrived, the newest first. `unattached` is about nothing on the board, and unanswered."""

    unanswered: tuple[InboxItem, ...]
    answered: tuple[InboxItem, ...]
    unattached: tuple[InboxItem, ...]


class OpenAction(NamedTuple):
    """An action that is not done: whose it is (empty: nobody's; `mine`: the owner's), and whether its day is past."""

    action: Action
    who: str
    mine: bool
    late: bool


class OpenItems(NamedTuple):
    """What waits on a day. `decisions` are asked of others; `last` is what was exported, the newest first."""

    stale: tuple[StaleCard, ...]
    inbox: Inbox
    actions: tuple[OpenAction, ...]
    decisions: OpenRequests
    exports: tuple[PastExport, ...]


def open_items(store: Store, board: Board) -> OpenItems:
    """What waits for the owner on the board's day."""
    asked = _asks(store, board.day)
    return OpenItems(
        stale=stale(store, board),
        inbox=inbox(store, board.day),
        actions=_open_actions(store, asked.actions, board.day),
        decisions=asked,
        exports=past_exports(store),
    )


def inbox(store: Store, day: date) -> Inbox:
    """All feedback, and what can be done about it on a day.

    What has arrived is there, whatever day its author's clock showed.
    """
    rows = sorted(store.rows(Feedback), key=lambda one: one.id)
    rows.sort(key=lambda one: one.written_at, reverse=True)
    titles = names_of(store, (row.target for row in rows))
    entries = [(_entry(store, row, titles, day), row.target in titles) for row in rows]
    open_ = [(entry, here) for entry, here in entries if entry.feedback.answer == "unanswered"]
    return Inbox(
        unanswered=tuple(entry for entry, here in open_ if here),
        answered=tuple(entry for entry, _ in entries if entry.feedback.answer != "unanswered"),
        unattached=tuple(entry for entry, here in open_ if not here),
    )


def _entry(store: Store, feedback: Feedback, titles: Mapping[Target, str], day: date) -> InboxItem:
    about = titles.get(feedback.target, "")
    if feedback.answer != "unanswered":
        return InboxItem(feedback, about, (), "")
    try:
        if feedback.kind in DECIDING:
            return InboxItem(feedback, about, ("confirm",), _message(decision(store, feedback, day).would))
        if suggests(feedback):
            return InboxItem(feedback, about, ("take_up",), _message(_would_become(store, feedback, day)))
    except LearnboardError as error:
        return InboxItem(feedback, about, (), str(error))
    return InboxItem(feedback, about, (), "")


def _would_become(store: Store, feedback: Feedback, day: date) -> str:
    """Both forms of what a suggestion would be; on a board without objectives there is one."""
    action = row_from_suggestion(store, feedback, "action", day).what
    try:
        return f"becomes {row_from_suggestion(store, feedback, 'key_result', day).what}, or {action}"
    except LearnboardError:
        return f"becomes {action}"


def _message(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _asks(store: Store, day: date) -> OpenRequests:
    """Decisions that are waited for and actions that are not done, as known on a day, in the order of `Asks`."""
    entries = [known_row(row, day) for row in store.rows(BudgetEntry) if not later_row(row, day)]
    proposals = [known_row(row, day) for row in store.rows(Proposal) if not later_row(row, day)]
    later = {row.id for row in store.rows(Meeting) if later_row(row, day)}
    actions = [known_row(row, day) for row in store.rows(Action) if row.meeting_id not in later]
    proposed = [row for row in entries if row.state == "proposed"]
    open_ = [row for row in proposals if proposal_state(row, (), day) == "open"]
    undone = [row for row in actions if row.done_on is None]
    return OpenRequests(
        tuple(sorted(proposed, key=lambda one: _by(one.proposed_on, one.id))),
        tuple(sorted(open_, key=lambda one: _by(one.closes_on, one.id))),
        tuple(sorted(undone, key=lambda one: _by(one.due_on, one.id))),
    )


def _by(on: date | None, id_: Id) -> tuple[date, Id]:
    return on or date.max, id_


def _open_actions(store: Store, actions: Iterable[Action], day: date) -> tuple[OpenAction, ...]:
    names: dict[Id | None, str] = {person.id: person.name for person in store.rows(Person)}
    names[OWNER] = store.board_info().owner.name
    return tuple(
        OpenAction(
            action,
            names.get(action.who_id, ""),
            mine=action.who_id == OWNER,
            late=action.due_on is not None and action.due_on < day,
        )
        for action in actions
    )
