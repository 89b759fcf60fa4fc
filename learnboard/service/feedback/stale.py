"""Cards of which nothing new is known: what to check in before a meeting."""

from datetime import date
from typing import NamedTuple

from learnboard.domain.board import Board, Card
from learnboard.domain.people import Meeting, Person
from learnboard.domain.wording import day_text
from learnboard.service.reading import read_more
from learnboard.service.row_words import short_name
from learnboard.storage.store import Store

_ALL = 100_000


class Stale(NamedTuple):
    """A card of which nothing new is known, the title of its objective, and why: `no word for 40 days`."""

    card: Card
    objective: str
    why: str


def stale(store: Store, board: Board) -> tuple[Stale, ...]:
    """Cards of active objectives: those that are outdated, those without a check-in, those silent since a meeting.

    The meeting is the last one with a mentor before the day. In each of the three the order is that of the board;
    what is achieved or dropped wants no check-in.
    """
    while not board.complete:
        board = read_more(store, board, _ALL)
    last, met = store.last_check_ins(board.day), _last_met(store, board.day)
    found: dict[str, list[Stale]] = {"outdated": [], "pending": [], "silent": []}
    for column in board.columns:
        for card in column.cards if column.objective.status == "active" else ():
            if told := _why(card, last.get(card.id), met, board.day):
                found[told[0]].append(Stale(card, column.objective.title, told[1]))
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
