"""Learning time of a board: what a new entry starts from, and what it can be for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.as_of import is_later, known_row
from learnboard.domain.board import Board
from learnboard.domain.learning_block import LearningBlock
from learnboard.domain.metrics.resources import Hours, hours, minutes_left
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.learning import Category, HoursPolicy, LogEntry, Mode, TimeSource
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.title_words import TitleWords, index_titles
from learnboard.service.queries.learning_block import learning_block
from learnboard.service.queries.timer import LogSubject, subject_of
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


def minutes_beside(store: Store, entry: LogEntry) -> int:
    """Return the minutes of the other entries on an entry's day."""
    return sum(row.minutes for row in store.rows(LogEntry, on=entry.on) if row.id != entry.id)


def last_logged(store: Store, day: date) -> dict[Id, date]:
    """Return the last day, up to a day, on which time was logged for each key result that has an entry."""
    return store.last_days(LogEntry, day)


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


class LearningTime(NamedTuple):
    """Learning time on a day: the entries, the newest first, the policies, and the figures of the board's cycle.

    `agreed` are the minutes of the day's week, `left` what is left of them (None if none are agreed on); `titles` are
    those of the key results that entries name, `timed` is what the running timer is for, and the `block` is the weekly
    time that calendars get.
    """

    entries: tuple[LogEntry, ...]
    policies: tuple[HoursPolicy, ...]
    hours: Hours
    agreed: int
    left: int | None
    titles: Mapping[Id, str]
    block: LearningBlock | None = None
    timed: LogSubject = LogSubject()

    def policy_on(self, day: date) -> HoursPolicy | None:
        """Return the policy in force on a day."""
        return next((row for row in self.policies if row.from_on <= day <= (row.to_on or day)), None)


def read_learning(store: Store, board: Board) -> LearningTime:
    """Return the learning time of a board on its day, with the figures of the cycle that is shown."""
    entries = store.rows(LogEntry)
    known = [row for row in entries if row.on <= board.day]
    policies = store.rows(HoursPolicy)
    in_force = [known_row(row, board.day) for row in policies if not is_later(row, board.day)]
    left = minutes_left(in_force, known, board.day)
    named = {row.key_result_id for row in entries if row.key_result_id}
    return LearningTime(
        entries=tuple(sorted(entries, key=lambda row: (row.on, row.id), reverse=True)),
        policies=tuple(sorted(policies, key=lambda row: (row.from_on, row.id))),
        hours=hours(in_force, known, board.cycle, board.day) if board.cycle else Hours(0, 0),
        agreed=sum(row.minutes_per_week for row in in_force if row.from_on <= board.day <= (row.to_on or board.day)),
        left=left,
        titles={row.id: row.title for row in store.rows(KeyResult, id=list(named))} if named else {},
        block=learning_block(store),
        timed=subject_of(store, board.timer.key_result) if board.timer else LogSubject(),
    )


def read_proposals(store: Store) -> tuple[Proposal, ...]:
    """Return all proposals: one of them may have agreed on learning time."""
    return tuple(store.rows(Proposal))
