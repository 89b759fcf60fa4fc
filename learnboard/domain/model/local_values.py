"""What belongs to one board file and is no part of the format."""

from typing import ClassVar

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import Id


@dataclass(frozen=True, slots=True)
class LocalValue:
    """A value that this board keeps for itself by a name, such as a dismissed hint; it is never exported.

    Writing one is part of a step, so that undo knows it. `text` is what the feature of that name makes of it.
    """

    TABLE: ClassVar[str] = "local_values"

    id: Id
    text: str
