"""Entries that money was spent on, looked back at on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from learnboard.domain.as_of import known_rows, not_yet_evaluated
from learnboard.domain.board import Board
from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.outlook import value_by_kind
from learnboard.domain.model.fields import Id, distinct
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import BudgetEntry, EntryKind, Evaluation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.worth import SPENT, Look, due_looks, happened_on, is_success, mean_rating
from learnboard.presentation.worth import not_spent_text
from learnboard.storage.store import Store


class SpentEntry(NamedTuple):
    """An entry that money was spent on, its evaluations, and the looks back that are due.

    `purpose` is the title of the key result that it was for.
    """

    entry: BudgetEntry
    evaluations: tuple[Evaluation, ...]
    looks: tuple[Look, ...]
    purpose: str = ""

    @property
    def id(self) -> Id:
        """The id of the entry."""
        return self.entry.id

    @property
    def rating(self) -> Fraction | None:
        """The mean of its ratings; None without one."""
        return mean_rating(self.evaluations)

    @property
    def success(self) -> bool:
        """Whether it is a success."""
        return is_success(self.evaluations)


class KindWorth(NamedTuple):
    """What was spent in a cycle on entries of a kind, in one currency, and the mean of their ratings."""

    kind: EntryKind
    currency: str
    spent: Fraction
    rating: Fraction | None


class LookBack(NamedTuple):
    """Everything that was spent, of all cycles: what is due first, the newest of the others first.

    `kinds` are those of the cycle that is shown; of each currency, the board's first, those that cost most
    come first.
    """

    entries: tuple[SpentEntry, ...]
    kinds: tuple[KindWorth, ...]


def spent_entries(store: Store, day: date) -> tuple[SpentEntry, ...]:
    """Return the entries that are spent on a day: those to look back at by the day they happened, then the newest."""
    rows = tuple(store.rows(Evaluation))
    evaluations = known_rows(rows, day)
    later = distinct(rows, "budget_entry_id") - distinct(evaluations, "budget_entry_id")
    entries = not_yet_evaluated(known_rows(tuple(store.rows(BudgetEntry)), day), later)
    rated: dict[Id, list[Evaluation]] = {}
    for row in evaluations:
        rated.setdefault(row.budget_entry_id, []).append(row)
    spent = [entry for entry in entries if entry.state in SPENT]
    titles = _titles(store, spent)
    found = [
        SpentEntry(entry, own := tuple(rated.get(entry.id, ())), due_looks(entry, own, day), titles.get(purpose, ""))
        for entry in spent
        for purpose in [entry.key_result_id or ""]
    ]
    return tuple(sorted(found, key=_place))


def _place(row: SpentEntry) -> tuple[bool, int, Id]:
    on = (happened_on(row.entry) or date.min).toordinal()
    return (False, on, row.id) if row.looks else (True, -on, row.id)


def _titles(store: Store, entries: Iterable[BudgetEntry]) -> Mapping[Id, str]:
    ids = {entry.key_result_id for entry in entries if entry.key_result_id}
    return {row.id: row.title for row in store.rows(KeyResult, id=list(ids))} if ids else {}


def due_entries(store: Store, day: date) -> tuple[SpentEntry, ...]:
    """Return the entries to look back at on a day, the one that happened first before others."""
    return tuple(row for row in spent_entries(store, day) if row.looks)


def find_spent(store: Store, entry: Id, day: date) -> SpentEntry:
    """Return an entry that is spent on a day.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it is not spent.
    """
    found = next((row for row in spent_entries(store, day) if row.id == entry), None)
    if found is None:
        raise Rejected(not_spent_text(store.row(BudgetEntry, entry)))
    return found


def read_look_back(store: Store, board: Board) -> LookBack:
    """Return what was spent, looked back at on the board's day."""
    entries = spent_entries(store, board.day)
    cycle = board.cycle.id if board.cycle else ""
    groups: dict[str, list[SpentEntry]] = {}
    for row in entries:
        if row.entry.cycle_id == cycle:
            groups.setdefault(row.entry.currency, []).append(row)
    own = board.settings.currency
    order = sorted(groups, key=lambda currency: (currency != own, currency))
    return LookBack(entries, tuple(kind for currency in order for kind in _kinds(currency, groups[currency])))


def _kinds(currency: str, rows: Iterable[SpentEntry]) -> list[KindWorth]:
    rows = list(rows)
    values = value_by_kind([row.entry for row in rows], {row.id: row.evaluations for row in rows})
    kinds = [KindWorth(kind, currency, value.spent, value.rating) for kind, value in values.items()]
    return sorted(kinds, key=lambda kind: (-kind.spent, kind.kind))
