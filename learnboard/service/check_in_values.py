"""What a check-in starts from, and what it would change."""

from datetime import date
from typing import NamedTuple

from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.key_results import Blocker


class CheckInPreview(NamedTuple):
    """A key result's figures before and after a check-in."""

    before: Figures
    after: Figures


class CheckInStart(NamedTuple):
    """What a new check-in starts from: the day that it is of unless another is given, and the open blocker."""

    on: date
    blocker: Blocker | None
