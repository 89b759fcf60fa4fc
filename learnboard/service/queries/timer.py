"""The timer that runs on a board, and what it is for."""

from typing import Final

from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.timer import RunningTimer
from learnboard.domain.timing import Presence
from learnboard.storage.store import Store

PRESENCE: Final = ("timer", "")
"""The draft that keeps when keys came. It is no row, since the journal would make each of them a step to undo."""
_ORDER: Final[tuple[Visibility, ...]] = ("private", "mentor", "shared")


class LogSubject(NamedTuple):
    """What learning time is for: a key result with its title and who sees it, or none."""

    key_result: Id | None = None
    title: str = ""
    seen: Visibility = "shared"


def subject_of(store: Store, key_result: Id | None) -> LogSubject:
    """Return what a timer is for; nothing if its key result was deleted."""
    found = store.find(KeyResult, key_result) if key_result else None
    if found is None:
        return LogSubject()
    objective = store.row(Objective, found.objective_id)
    return LogSubject(found.id, found.title, min(found.visibility, objective.visibility, key=_ORDER.index))


def presence_of(store: Store, timer: RunningTimer) -> Presence:
    """Return when keys came since the timer was started, as it was written down last."""
    return Presence.of(store.draft(*PRESENCE), timer)
