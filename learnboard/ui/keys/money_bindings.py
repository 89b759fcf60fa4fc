"""The default keys of money; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import FIND, MONEY, Bindings, hidden

MONEY_PAGE: Final[Bindings] = (
    Binding("n", "new", "new", id="money.new", group=MONEY, tooltip="a wish for money"),
    Binding("enter", "open", "change", id="money.open", group=MONEY, tooltip="change the entry"),
    Binding("x", "step", "go on", id="money.step", group=MONEY, tooltip="ask, approved, booked, spent: one state on"),
    hidden("X,ctrl+r", "turn_back", "cancel, decline or open again", "money.turn_back", MONEY),
    Binding("slash", "filter", "filter", id="board.filter", group=FIND),
    Binding("N", "open_proposals", "proposals", id="money.proposals", group=MONEY, tooltip="proposals by consent"),
    Binding("v", "open_worth", "worth", id="money.worth", group=MONEY, tooltip="what the money was worth"),
    Binding("A", "open_allocations", "budgets", id="money.allocations", group=MONEY, tooltip="how much there is"),
    hidden("y", "copy", "copy the success as Markdown", "money.copy", MONEY),
    hidden("p", "turn_visibility", "who sees it", "money.turn_visibility", MONEY),
    hidden("delete,backspace", "delete", "delete", "money.delete", MONEY),
    PAGE_CLOSE,
)
ALLOCATION_LIST: Final[Bindings] = (
    Binding("n", "new", "adjust", id="allocation.new", group=MONEY, tooltip="adjust the budget, with a reason"),
    Binding("N", "new_budget", "budget", id="allocation.budget", group=MONEY, tooltip="a budget in another currency"),
    Binding("enter", "open", "change", id="allocation.open", group=MONEY, tooltip="change what was allocated"),
    hidden("delete,backspace", "delete", "delete", "allocation.delete", MONEY),
    PAGE_CLOSE,
)
