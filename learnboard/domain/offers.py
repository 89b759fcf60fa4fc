"""Help that costs nothing: what was found for a key result that asks for it, and what the owner offers to others.

The format has no table of offers. Such help is a budget entry with an estimate of 0 whose `with_id` says who gives it
(FORMAT.md §1, "Tables"): somebody else, and then its key result is what it was found for; or the owner, who offers it.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.money import BudgetEntry, EntryState
from learnboard.domain.spending import CLOSED
from learnboard.domain.title_words import is_meant, words_of

_GIVEN: Final[Collection[EntryState]] = ("spent", "evaluated")
_NOT_THE_MATTER: Final = frozenset(
    "help helps hour hours minutes week weeks time session sessions somebody someone anybody anyone want wanted need "  # noqa: SIM905
    "needs could would like show shows give gives offer offers you your my me her his their".split()
)
"""Words of asks and offers that say nothing of what they are about."""


def is_help(row: BudgetEntry) -> bool:
    """Whether an entry is help that costs nothing: an amount of 0, and a person."""
    return row.with_id is not None and row.estimate == 0 and not row.actual


def is_offer(row: BudgetEntry) -> bool:
    """Whether an entry is help that the owner gives."""
    return row.with_id == OWNER and is_help(row)


def is_found(row: BudgetEntry) -> bool:
    """Whether an entry is help that somebody else gives for a key result, unless it came to nothing."""
    return row.key_result_id is not None and row.with_id != OWNER and is_help(row) and row.state not in CLOSED


def found_help(entries: Iterable[BudgetEntry]) -> dict[Id, tuple[BudgetEntry, ...]]:
    """Return the help that was found for each key result, by their ids, in the order of its ids."""
    found: dict[Id, tuple[BudgetEntry, ...]] = {}
    for row in sorted(filter(is_found, entries), key=lambda row: row.id):
        assert row.key_result_id is not None
        found[row.key_result_id] = (*found.get(row.key_result_id, ()), row)
    return found


def open_offers(entries: Iterable[BudgetEntry], cycle: Cycle, day: date) -> tuple[BudgetEntry, ...]:
    """Return what the owner offers in a cycle and has neither given nor called off by a day, by its day.

    What happens on an earlier day is over, also where nobody noted it.
    """
    rows = (row for row in entries if is_offer(row) and row.cycle_id == cycle.id)
    still = (row for row in rows if row.state not in (*CLOSED, *_GIVEN) and (row.happens_on or day) >= day)
    return tuple(sorted(still, key=lambda row: (row.happens_on or date.max, row.id)))


def matter_of(*texts: str) -> frozenset[str]:
    """Return the words of texts that say what they are about, without case and accents."""
    return frozenset(words_of(" ".join(texts))) - _NOT_THE_MATTER


def in_common(wanted: Collection[str], offered: Collection[str]) -> tuple[str, ...]:
    """Return the words of what is wanted that are offered too, also as beginnings of each other, by the alphabet."""
    both = (word for word in wanted if any(is_meant(word, other) or is_meant(other, word) for other in offered))
    return tuple(sorted(both))
