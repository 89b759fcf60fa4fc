"""The default keys of reviews and of growing; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import BOARD, CYCLE, MOVE, Bindings, hidden

GROWN: Final = frozenset({"board.review"})
"""What came with a key that a person may have given to something else before."""
REVIEW_KEY: Final = hidden("R", "open_review", "review", "board.review", BOARD)
REVIEW_PAGE: Final[Bindings] = (
    Binding("enter,space", "settle", "answer", id="review.settle", group=CYCLE),
    Binding("1", "judge('keep')", "keep", id="review.keep", group=CYCLE),
    Binding("2", "judge('change')", "change", id="review.change", group=CYCLE),
    Binding("3", "judge('let_go')", "let go", id="review.let_go", group=CYCLE),
    hidden("x,delete,backspace", "take_back", "take the answer back", "review.take_back", CYCLE),
    Binding("i", "invite", "invite", id="review.invite", group=CYCLE, tooltip="invite people to the review"),
    Binding("l,right,tab", "turn(1)", "next", id="review.next", group=MOVE, tooltip="the next objective"),
    hidden("h,left,shift+tab", "turn(-1)", "the objective before", "review.previous", MOVE),
    PAGE_CLOSE,
)
