"""Confidence, status and health: what the owner reports, and whether that is recent (FORMAT.md §2)."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.metrics.progress import Pace
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.key_results import CheckIn, KeyResult

Health: TypeAlias = Literal["off_track", "outdated", "at_risk", "pending", "on_track", "achieved", "dropped"]
WEAKEST_FIRST: Final[tuple[Health, ...]] = ("off_track", "outdated", "at_risk", "pending", "on_track", "achieved")
_BY_PACE: Final[dict[Pace, Health]] = {
    "on_pace": "on_track",
    "behind": "at_risk",
    "far_behind": "off_track",
    "no_data": "pending",
}
_CADENCE_DAYS: Final = {"weekly": 7, "biweekly": 14, "monthly": 31}
_PERIOD_DAYS: Final = {"week": 7, "month": 31, "quarter": 92}
_LOST = 3
_SHAKY = 6
_COMMITTED = 7
_FALL = 2


def latest_confidences(check_ins: Sequence[CheckIn]) -> tuple[int | None, int | None]:
    """Return the latest confidence and the one before it, 1 to 10; None where there is none."""
    found = (row.confidence for row in reversed(check_ins) if row.confidence is not None)
    return next(found, None), next(found, None)


def status(check_ins: Sequence[CheckIn], *, committed: bool, pace: Pace) -> Health:
    """Return the status that the owner chose at the latest check-in, else the suggested one."""
    if check_ins and check_ins[-1].status is not None:
        return check_ins[-1].status
    confidence, before = latest_confidences(check_ins)
    if confidence is None:
        return _BY_PACE[pace]
    if confidence <= _LOST:
        return "off_track"
    fell = before is not None and before - confidence >= _FALL
    below = committed and confidence < _COMMITTED
    shaky = confidence <= _SHAKY and pace in ("behind", "far_behind")
    return "at_risk" if fell or below or shaky else "on_track"


def is_outdated(key_result: KeyResult, last_on: date, day: date, settings: Settings) -> bool:
    """Whether the latest check-in is older than the cadence, or a maintain's period, and the days of grace allow."""
    allowed = _CADENCE_DAYS[settings.check_in_cadence]
    if key_result.kind == "maintain" and key_result.period:
        allowed = max(allowed, _PERIOD_DAYS[key_result.period])
    return (day - last_on).days > allowed + settings.grace_days
