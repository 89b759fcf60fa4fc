"""The default keys of reviews, stretches, skills, weeks and hints; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import BOARD, CARD, HINTS, Bindings, hidden

GROWTH_CARD: Final[Bindings] = (hidden("y", "copy_ticket", "copy as a ticket", "card.copy", CARD),)
"""On a key result, wherever one is shown."""
GROWTH_BOARD: Final[Bindings] = (
    hidden("W", "open_week", "the week", "board.week", BOARD),
    hidden("F", "open_hints", "hints: what could be clearer", "board.hints", BOARD),
)
"""On the board, to open a screen."""
GROWTH_IDS: Final = frozenset(binding.id for binding in (*GROWTH_CARD, *GROWTH_BOARD))
"""What came with a key that a person may have given to something else before."""
HINT_LIST: Final[Bindings] = (
    Binding("enter,o", "open", "go there", id="hints.open", group=HINTS, tooltip="open what the hint is about"),
    Binding("delete,backspace", "dismiss_hint", "dismiss", id="hints.dismiss", group=HINTS, tooltip="for good"),
    Binding(
        "v", "turn_dismissed", "dismissed", id="hints.dismissed", group=HINTS, tooltip="show or hide dismissed ones"
    ),
    PAGE_CLOSE,
)
