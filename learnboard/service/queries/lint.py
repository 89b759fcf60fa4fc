"""The hints of a board, with what of its money and learning time they look at."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from learnboard.domain.as_of import known_rows
from learnboard.domain.board import Board
from learnboard.domain.lint import Lint, LintFacts, lint
from learnboard.domain.metrics.resources import hours
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.money import BudgetEntry
from learnboard.service.queries.board import USUAL_SIZE
from learnboard.storage.store import Store

_DISMISSED: Final = "lint "


def dismissed_name(finding: str) -> Id:
    """Return the name of the board's own value that says that a finding was dismissed."""
    return f"{_DISMISSED}{finding}"


def lint_facts(store: Store, board: Board) -> LintFacts:
    """Return what the rules know of money and learning time, as known on the board's day."""
    cycle, day = board.cycle, board.day
    if cycle is None:
        return LintFacts()
    entries = known_rows(tuple(store.rows(BudgetEntry, cycle_id=cycle.id)), day)
    minutes: Counter[Id] = Counter()
    own_minutes: Counter[Id] = Counter()
    for row in _logged(store, board):
        if cycle.starts_on <= row.on <= min(day, cycle.ends_on) and row.key_result_id:
            if row.time_source == "learning_budget":
                minutes[row.key_result_id] += row.minutes
            elif row.time_source == "own_time":
                own_minutes[row.key_result_id] += row.minutes
    entitled = hours(known_rows(tuple(store.rows(HoursPolicy)), day), (), cycle, day).entitled
    return LintFacts(entries, minutes, own_minutes, entitled)


def _logged(store: Store, board: Board) -> Sequence[LogEntry]:
    """The entries that may be on key results of the board: most of a log is on none, and is not even read."""
    ids = [card.id for column in board.columns for card in column.cards]
    return store.rows(LogEntry, key_result_id=ids) if len(ids) <= USUAL_SIZE else store.rows(LogEntry)


def dismissed_findings(store: Store) -> frozenset[str]:
    """Return the ids of the findings that were dismissed."""
    return frozenset(row.id.removeprefix(_DISMISSED) for row in store.rows(LocalValue) if row.id.startswith(_DISMISSED))


def lint_board(store: Store, board: Board) -> Lint:
    """Return the hints of a board that is read completely."""
    return lint(board, lint_facts(store, board), dismissed_findings(store))
