"""The default keys of reviews, stretches, skills, weeks and hints; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import BOARD, HINTS, Bindings, hidden

HINTS_KEY: Final = hidden("F", "open_hints", "hints: what could be clearer", "board.hints", BOARD)
GROWTH_KEYS: Final = frozenset({"board.hints"})
"""Of these, what came to a screen that people knew before."""
HINT_LIST: Final[Bindings] = (
    Binding("enter,o", "open", "go there", id="hints.open", group=HINTS, tooltip="open what the hint is about"),
    Binding("delete,backspace", "dismiss_hint", "dismiss", id="hints.dismiss", group=HINTS, tooltip="for good"),
    Binding(
        "v", "turn_dismissed", "dismissed", id="hints.dismissed", group=HINTS, tooltip="show or hide dismissed ones"
    ),
    PAGE_CLOSE,
)
