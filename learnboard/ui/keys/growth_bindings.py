"""The default keys of what helps a person grow: the week, and a key result as a ticket; see `bindings`."""

from typing import Final

from learnboard.ui.toolkit.keys import BOARD, CARD, Bindings, hidden

GROWTH_CARD: Final[Bindings] = (hidden("y", "copy_ticket", "copy as a ticket", "card.copy", CARD),)
"""On a key result, wherever one is shown."""
GROWTH_BOARD: Final[Bindings] = (hidden("W", "open_week", "the week", "board.week", BOARD),)
"""On the board, to open a screen."""
GROWTH_IDS: Final = frozenset({"card.copy", "board.week"})
"""What came with a key that a person may have given to something else before."""
