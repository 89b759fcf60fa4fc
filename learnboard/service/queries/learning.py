"""Learning time of a board: what a new entry starts from, and what it can be for."""

from typing import Final, NamedTuple

from learnboard.domain.board import Board
from learnboard.domain.log_line import TitleWords, index_titles
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.learning import Category, LogEntry, Mode, TimeSource
from learnboard.storage.store import Store

_ORDER: Final[tuple[Visibility, ...]] = ("private", "mentor", "shared")


class LogHabit(NamedTuple):
    """What a new entry has unless something else is chosen."""

    category: Category = "other"
    mode: Mode = "experience"
    time_source: TimeSource = "learning_budget"
    visibility: Visibility = "mentor"


def log_habit(store: Store, key_result: Id | None, seen: Visibility) -> LogHabit:
    """Return what the last entry on a key result had, else the last one of all.

    An entry on a key result that had none is not more visible than that is: `seen`.
    """
    if key_result and (last := _last(store, key_result_id=key_result)):
        return LogHabit(last.category, last.mode, last.time_source, last.visibility)
    last = _last(store)
    habit = LogHabit(last.category, last.mode, last.time_source, last.visibility) if last else LogHabit()
    return habit._replace(visibility=min(habit.visibility, seen, key=_ORDER.index))


def _last(store: Store, **where: object) -> LogEntry | None:
    """The last entry by its day, and of one day by its id."""
    count = store.count(LogEntry, **where)
    return store.rows(LogEntry, limit=1, offset=count - 1, **where)[0] if count else None


def loggable(board: Board) -> dict[Id, tuple[str, Visibility]]:
    """Return the open key results of a board with their titles, and who sees each: never more than its objective."""
    return {
        card.id: (card.key_result.title, min(card.key_result.visibility, column.objective.visibility, key=_ORDER.index))
        for column in board.columns
        if column.objective.status in ("active", "draft")
        for card in column.cards
        if card.figures.health not in ("achieved", "dropped")
    }


def titles_of(board: Board) -> TitleWords:
    """Return the open key results of a board by the words of their titles."""
    return index_titles((id_, title) for id_, (title, _) in loggable(board).items())
