"""How a budget entry goes from a wish to what it was worth: its states, who decides, and what an entry cannot be."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from learnboard.domain.metrics.resources import Ledger
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import OWNER, Id, Number
from learnboard.domain.model.money import BudgetEntry, EntryState
from learnboard.domain.model.people import Person
from learnboard.domain.relations import primary_mentor, stage

EntryGroup: TypeAlias = Literal["proposed", "approved", "booked", "opportunity", "idea", "spent", "over"]
GROUPS: Final[tuple[EntryGroup, ...]] = ("proposed", "approved", "booked", "opportunity", "idea", "spent", "over")
QuietMark: TypeAlias = Literal[50, 75]
"""A part of the cycle, in percent, at which what is left of a budget is pointed out once."""
CANCELLABLE: Final[Collection[EntryState]] = ("idea", "proposed", "approved", "booked")
CLOSED: Final[Collection[EntryState]] = ("declined", "cancelled")


# -- the list -----------------------------------------------------------------------------------------------------


def group_of(entry: BudgetEntry) -> EntryGroup:
    """Return where an entry stands in the list; an idea with a day is an opportunity."""
    match entry.state:
        case "idea":
            return "opportunity" if entry.happens_on else "idea"
        case "evaluated":
            return "spent"
        case "declined" | "cancelled":
            return "over"
        case state:
            return state


def day_of(entry: BudgetEntry) -> date | None:
    """Return the day that says most about an entry in its group: when it is, was proposed, decided or spent."""
    match group_of(entry):
        case "proposed":
            return entry.proposed_on
        case "approved" | "booked" | "opportunity" | "idea":
            return entry.happens_on or entry.decided_on
        case "spent":
            return entry.spent_on or entry.happens_on
        case _:
            return entry.decided_on or entry.proposed_on


def in_list_order(entries: Iterable[BudgetEntry]) -> tuple[BudgetEntry, ...]:
    """Return entries as they are listed: what waits for somebody comes first, what is over last and newest first."""

    def place(row: BudgetEntry) -> tuple[int, int, Id]:
        group = group_of(row)
        day = (day_of(row) or date.max).toordinal()
        return GROUPS.index(group), -day if group in ("spent", "over") else day, row.id

    return tuple(sorted(entries, key=place))


# -- who decides --------------------------------------------------------------------------------------------------


def decides_alone(currency: str, estimate: Number, settings: Settings) -> bool:
    """Whether the owner may spend an amount without asking: up to the board's limit, and in its currency only."""
    return currency == settings.currency and estimate <= settings.self_approval_limit


def deciders(people: Iterable[Person], day: date) -> tuple[Person, ...]:
    """Return who can say yes to money on a day: the primary mentor, other mentors, supervisors, then the rest."""
    order = {"mentor": 0, "supervisor": 1}
    known = tuple(people)
    primary = primary_mentor(known, day)
    current = [row for row in known if stage(row, day) in ("primary", "in_force")]
    return tuple(
        sorted(current, key=lambda row: (row is not primary, order.get(row.relation, 2), row.name.casefold(), row.id))
    )


# -- one state on -------------------------------------------------------------------------------------------------


def proposed(entry: BudgetEntry, day: date, settings: Settings) -> BudgetEntry:
    """Return an entry as it is proposed on a day: approved at once where the owner decides alone."""
    row = replace(entry, state="proposed", proposed_on=day)
    return approved(row, OWNER, day) if decides_alone(row.currency, row.estimate, settings) else row


def approved(entry: BudgetEntry, by: Id | None, day: date) -> BudgetEntry:
    """Return an entry as somebody approved it on a day; by the owner it is self-approved."""
    return replace(
        entry,
        state="approved",
        proposed_on=entry.proposed_on or day,
        decided_on=day,
        decided_by_id=by,
        decision_reason="",
        self_approved=by == OWNER,
    )


def declined(entry: BudgetEntry, by: Id | None, day: date, reason: str) -> BudgetEntry:
    """Return an entry as somebody declined it on a day."""
    row = approved(entry, by, day)
    return replace(row, state="declined", self_approved=False, decision_reason=reason)


def booked(entry: BudgetEntry, on: date | None) -> BudgetEntry:
    """Return an entry as it is arranged, for a day if it has one."""
    return replace(entry, state="booked", happens_on=on)


def spent(entry: BudgetEntry, actual: Number, on: date) -> BudgetEntry:
    """Return an entry as it was paid for on a day."""
    return replace(entry, state="spent", actual=actual, spent_on=on)


def cancelled(entry: BudgetEntry) -> BudgetEntry:
    """Return an entry that is no longer wanted; who decided what stays."""
    return replace(entry, state="cancelled")


def opened_again(entry: BudgetEntry) -> BudgetEntry:
    """Return an entry that was declined or cancelled as it is open again: approved if it was, else a wish as before."""
    if entry.state == "cancelled" and entry.decided_on:
        return replace(entry, state="booked" if entry.happens_on else "approved")
    state: EntryState = "proposed" if entry.proposed_on else "idea"
    return replace(entry, state=state, decided_on=None, decided_by_id=None, decision_reason="", self_approved=False)


def without_later(entry: BudgetEntry) -> BudgetEntry:
    """Return an entry without what its state has not come to yet, such as who decided about what is only proposed."""
    changes: dict[str, Any] = {}
    if entry.state == "idea":
        changes["proposed_on"] = None
    if entry.state in ("idea", "proposed"):
        changes |= {"decided_on": None, "decided_by_id": None, "decision_reason": "", "self_approved": False}
    if entry.state not in ("spent", "evaluated"):
        changes |= {"actual": None, "spent_on": None}
    return replace(entry, **changes)


# -- what is left -------------------------------------------------------------------------------------------------

_HALF, _THREE_QUARTERS, _QUARTER = Fraction(1, 2), Fraction(3, 4), Fraction(1, 4)


def quiet_mark(ledger: Ledger, elapsed: Fraction) -> QuietMark | None:
    """Return the part of the cycle that is over while more than its counterpart of the money is left; None if neither.

    That is half of the cycle with more than half of the money left, or three quarters with more than a quarter.
    """
    if ledger.allocated <= 0 or elapsed >= 1:
        return None
    left = ledger.remaining / ledger.allocated
    if elapsed >= _THREE_QUARTERS:
        return 75 if left > _QUARTER else None
    return 50 if elapsed >= _HALF and left > _HALF else None
