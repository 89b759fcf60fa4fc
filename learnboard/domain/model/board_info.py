"""The identity of a board and its settings (FORMAT.md §1)."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Id, Number

Cadence: TypeAlias = Literal["weekly", "biweekly", "monthly"]
_PACE_GAPS = (Number("0.10"), Number("0.25"))
_SCORE_BANDS = (Number("0.40"), Number("0.70"))
_SELF_APPROVAL_LIMIT = Number("50.00")


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose board it is."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The board's settings; they travel with it. Days are whole days, gaps and bands are ratios of 1."""

    currency: str = "EUR"
    check_in_cadence: Cadence = "biweekly"
    grace_days: int = 3
    meeting_cadence_days: int = 42
    pace_gaps: tuple[Number, Number] = _PACE_GAPS
    score_bands: tuple[Number, Number] = _SCORE_BANDS
    self_approval_limit: Number = _SELF_APPROVAL_LIMIT
    max_objectives: int = 5
    max_key_results: int = 5
    cost_per_hour: Annotated[Number | None, MINOR_1] = None


@dataclass(frozen=True, slots=True)
class BoardInfo:
    """The row that identifies the board; `id` is the format's `board_id`."""

    TABLE: ClassVar[str] = "identity"

    id: Id
    owner: Owner
    settings: Settings
