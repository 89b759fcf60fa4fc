"""The weekly time for learning, which a board keeps for itself."""

from typing import Final

from learnboard.domain.learning_block import LearningBlock
from learnboard.domain.model.local_values import LocalValue
from learnboard.storage.store import Store

BLOCK_NAME: Final = "learning block"


def learning_block(store: Store) -> LearningBlock | None:
    """Return the weekday and time that were chosen for learning, if any."""
    kept = store.find(LocalValue, BLOCK_NAME)
    return LearningBlock.of(kept.text) if kept else None
