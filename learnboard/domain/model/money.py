"""Budgets, their entries, and the value of these (FORMAT.md §1). Currencies are of ISO 4217."""

from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Belongs, Between, Id, Number, PersonId, Refers, Title, Visibility

EntryKind: TypeAlias = Literal[
    "course", "conference", "book", "coaching", "membership", "workshop", "tool", "certification", "other"
]
EntryState: TypeAlias = Literal["idea", "proposed", "approved", "declined", "booked", "spent", "evaluated", "cancelled"]
Level: TypeAlias = Literal["reaction", "learning", "behaviour", "results"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What can be spent in a cycle in one currency."""

    TABLE: ClassVar[str] = "budgets"

    id: Id
    cycle_id: Annotated[Id, Belongs("cycles")]
    currency: str
    allocated: Number


@dataclass(frozen=True, slots=True)
class BudgetAdjustment:
    """A change of the allocated amount, and its reason."""

    TABLE: ClassVar[str] = "budget_adjustments"

    id: Id
    budget_id: Annotated[Id, Belongs("budgets")]
    amount: Number
    reason: str
    approved_by_id: PersonId
    on: date


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """What money is or would be spent on."""

    TABLE: ClassVar[str] = "budget_entries"

    id: Id
    cycle_id: Annotated[Id, Belongs("cycles")]
    title: Title
    kind: EntryKind
    currency: str
    estimate: Number
    actual: Number | None
    state: EntryState
    key_result_id: Annotated[Id | None, Refers("key_results")]
    expected_value: str
    proposed_on: date | None
    decided_on: date | None
    decided_by_id: PersonId
    self_approved: bool
    decision_reason: str
    spent_on: date | None
    shared_as: str | None
    shared_on: date | None
    visibility: Visibility
    happens_on: Annotated[date | None, MINOR_1] = None
    with_id: Annotated[PersonId, MINOR_1] = None
    link: Annotated[str, MINOR_1] = ""

    @property
    def lead_time(self) -> int | None:
        """Days from proposal to decision; None without a decision (FORMAT.md §2)."""
        return (self.decided_on - self.proposed_on).days if self.decided_on and self.proposed_on else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value of an entry, 1 to 5, at one of Kirkpatrick's levels."""

    TABLE: ClassVar[str] = "evaluations"

    id: Id
    budget_entry_id: Annotated[Id, Belongs("budget_entries")]
    level: Level
    rating: Annotated[int, Between(1, 5)]
    on: date
    note: str
