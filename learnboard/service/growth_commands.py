"""Commands of skills; see `commands`."""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id

if TYPE_CHECKING:
    from learnboard.domain.model.growth import Assessment


class KeepInstrument(NamedTuple):
    """Keep an instrument with its axes, so that it can be rated; axes that it has already stay behind them.

    Without axes it is forgotten, but not what was rated by it.
    """

    name: str
    axes: tuple[str, ...]


class RateSkills(NamedTuple):
    """Add, change or delete an assessment of the owner's.

    `before` is as it was seen, None for a new one; without `after` it is deleted.
    """

    before: "Assessment | None"
    after: "Assessment | None"


class DraftFromGap(NamedTuple):
    """Make a draft objective, from peer feedback, of an axis that others see otherwise than the owner."""

    instrument: str
    axis: str
    cycle: Id


GrowthCommand: TypeAlias = KeepInstrument | RateSkills | DraftFromGap
