"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id


class PauseHours(NamedTuple):
    """Grant no learning time by a policy from a day to a day; after them it goes on as it was."""

    policy: Id
    from_on: date
    to_on: date


ResourceCommand: TypeAlias = PauseHours
