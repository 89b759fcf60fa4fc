"""The money of a board's cycle: entries, budgets and their figures on the board's day."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from learnboard.domain.as_of import known_rows, not_yet_evaluated
from learnboard.domain.board import Board
from learnboard.domain.metrics.outlook import Outlook, outlook
from learnboard.domain.metrics.resources import Ledger, ledger
from learnboard.domain.model.fields import Id, distinct
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry, EntryState, Evaluation
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.spending import in_list_order
from learnboard.storage.store import Store


class CycleMoney(NamedTuple):
    """Money in a cycle as known on a day: entries in the order of their list, budgets by currency with their figures.

    `elapsed` is the part of the cycle that is over, 0 to 1. `titles` are those of the key results that entries name.
    """

    entries: tuple[BudgetEntry, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    adjustments: tuple[BudgetAdjustment, ...] = ()
    people: tuple[Person, ...] = ()
    titles: Mapping[Id, str] = {}
    elapsed: Fraction = Fraction(0)

    @property
    def names(self) -> Mapping[Id, str]:
        """The names of all people by id."""
        return {person.id: person.name for person in self.people}

    def ledger_of(self, currency: str) -> Ledger | None:
        """Return the ledger of the budget in a currency."""
        return next((each for each in self.ledgers if each.budget.currency == currency), None)


def read_money(store: Store, board: Board) -> CycleMoney:
    """Return the money of the cycle that is shown, as known on the board's day."""
    context, day = board.cycle_context, board.day
    people = tuple(store.rows(Person))
    if context is None:
        return CycleMoney(people=people)
    entries, evaluations = _known(store, store.rows(BudgetEntry, cycle_id=context.cycle.id), day)
    budgets = sorted(store.rows(Budget, cycle_id=context.cycle.id), key=lambda row: (row.currency, row.id))
    stored = tuple(store.rows(BudgetAdjustment, budget_id=[row.id for row in budgets])) if budgets else ()
    adjustments = known_rows(stored, day)
    ledgers = tuple(ledger(row, adjustments, entries) for row in budgets)
    named = {row.key_result_id for row in entries if row.key_result_id}
    return CycleMoney(
        entries=in_list_order(entries),
        evaluations=evaluations,
        ledgers=ledgers,
        outlooks=tuple(outlook(row, entries, evaluations, elapsed=context.elapsed, day=day) for row in ledgers),
        adjustments=tuple(sorted(adjustments, key=lambda row: (row.on, row.id))),
        people=people,
        titles={row.id: row.title for row in store.rows(KeyResult, id=list(named))} if named else {},
        elapsed=context.elapsed,
    )


def entry_states(store: Store, day: date) -> dict[Id, frozenset[EntryState]]:
    """Return the states, as known on a day, of the entries for each key result that has one, whatever their cycle."""
    found: dict[Id, set[EntryState]] = {}
    for row in _known(store, store.rows(BudgetEntry), day)[0]:
        if row.key_result_id:
            found.setdefault(row.key_result_id, set()).add(row.state)
    return {id_: frozenset(states) for id_, states in found.items()}


def _known(
    store: Store, stored: Sequence[BudgetEntry], day: date
) -> tuple[tuple[BudgetEntry, ...], tuple[Evaluation, ...]]:
    """Entries and their evaluations as known on a day."""
    entries = known_rows(tuple(stored), day)
    rows = tuple(store.rows(Evaluation, budget_entry_id=[row.id for row in entries])) if entries else ()
    evaluations = known_rows(rows, day)
    later = distinct(rows, "budget_entry_id") - distinct(evaluations, "budget_entry_id")
    return not_yet_evaluated(entries, later), evaluations
