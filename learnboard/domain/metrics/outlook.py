"""What a budget was worth and where it goes, beside its sums (FORMAT.md §2, "money")."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.metrics.resources import Ledger, spent_amount
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry, EntryKind, Evaluation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.worth import SPENT, due_looks, mean_rating

_HALF: Final = Fraction(1, 2)


class KindValue(NamedTuple):
    """What was spent on entries of a kind, and the mean rating of them, 1 to 5; None without a rating."""

    spent: Fraction
    rating: Fraction | None


class Outlook(NamedTuple):
    """The outlook of a budget on a day.

    `lead_time_days` is the median of the days from proposal to decision, `forecast_remaining` what will remain at the
    cycle's end if it goes on like this, `value_reviews_due` are entries whose value should have been evaluated.
    """

    lead_time_days: Fraction | None
    forecast_remaining: Fraction
    value_reviews_due: tuple[Id, ...]
    by_kind: Mapping[EntryKind, KindValue]


def outlook(
    ledger: Ledger, entries: Iterable[BudgetEntry], evaluations: Iterable[Evaluation], *, elapsed: Fraction, day: date
) -> Outlook:
    """Compute the outlook of a budget from the entries of its cycle; `elapsed` is the part of the cycle, 0 to 1."""
    own = [entry for entry in entries if entry.cycle_id == ledger.budget.cycle_id]
    spent = sorted((entry for entry in own if entry.state in SPENT), key=lambda entry: entry.id)
    rated: dict[Id, list[Evaluation]] = {entry.id: [] for entry in spent}
    for row in evaluations:
        if row.budget_entry_id in rated:
            rated[row.budget_entry_id].append(row)
    forecast = ledger.spent + ledger.committed
    if elapsed:
        forecast = max(forecast, ledger.spent / elapsed)
    return Outlook(
        lead_time_days=_median(sorted(entry.lead_time for entry in own if entry.lead_time is not None)),
        forecast_remaining=ledger.allocated - forecast,
        value_reviews_due=tuple(entry.id for entry in spent if due_looks(entry, rated[entry.id], day)),
        by_kind=value_by_kind([entry for entry in spent if entry.currency == ledger.budget.currency], rated),
    )


def _median(ordered: Sequence[int]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-middle - 1]) * _HALF


def value_by_kind(
    spent: Iterable[BudgetEntry], rated: Mapping[Id, Sequence[Evaluation]]
) -> Mapping[EntryKind, KindValue]:
    """Return what was spent on each kind of entries, of one currency, and how they were `rated`, by their ids."""
    kinds: dict[EntryKind, list[BudgetEntry]] = {}
    for entry in spent:
        kinds.setdefault(entry.kind, []).append(entry)
    return {
        kind: KindValue(
            sum(map(spent_amount, entries), Fraction(0)),
            mean_rating([row for entry in entries for row in rated[entry.id]]),
        )
        for kind, entries in kinds.items()
    }
