"""Commands of growth: reviews, stretches, skills and the week; see `commands`."""

from typing import NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id


class KeepTalk(NamedTuple):
    """Keep that the owner talked with the trusted person about a stretch today, and what came of it, if anything."""

    stretch: Id
    text: str = ""


GrowthCommand: TypeAlias = KeepTalk
