"""The default keys of growth: stretches; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import CARD, STRETCH, Bindings, hidden

STRETCH_KEY: Final = hidden("exclamation_mark", "open_stretches", "stretches", "card.stretch", CARD)
STRETCH_LIST: Final[Bindings] = (
    Binding("n", "new", "new", id="stretches.new", group=STRETCH, tooltip="prepare a stretch"),
    Binding("enter", "open", "change", id="stretches.open", group=STRETCH, tooltip="change the stretch"),
    Binding("x", "step", "go on", id="stretches.step", group=STRETCH, tooltip="begin the stretch, or end it"),
    Binding("t", "talk", "talked", id="stretches.talk", group=STRETCH, tooltip="you talked with the trusted person"),
    hidden("p", "turn_visibility", "who sees it", "stretches.turn_visibility", STRETCH),
    hidden("delete,backspace", "delete", "delete", "stretches.delete", STRETCH),
    PAGE_CLOSE,
)
