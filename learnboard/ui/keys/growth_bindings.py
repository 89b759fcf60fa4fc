"""The default keys of reviews, stretches, skills, weeks and hints; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import BOARD, CARD, CYCLE, HINTS, MOVE, SKILLS, STRETCH, Bindings, hidden

GROWTH_CARD: Final[Bindings] = (
    hidden("exclamation_mark", "open_stretches", "stretches", "card.stretch", CARD),
    hidden("asterisk", "open_ilo_history", "the ILO over time", "card.ilo_history", CARD),
    hidden("a", "find_help", "help found", "card.help", CARD),
    hidden("y", "copy_ticket", "copy as a ticket", "card.copy", CARD),
)
"""On a key result, wherever one is shown."""
GROWTH_BOARD: Final[Bindings] = (
    hidden("W", "open_week", "the week", "board.week", BOARD),
    hidden("R", "open_review", "review", "board.review", BOARD),
    hidden("S", "open_skills", "skills", "board.skills", BOARD),
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
SKILLS_PAGE: Final[Bindings] = (
    Binding("n", "new", "rate", id="skills.rate", group=SKILLS, tooltip="rate the skills under the cursor anew"),
    hidden("1,2,3,4,5", "rate", "rate with that digit", "skills.digit", SKILLS),
    Binding("enter", "open", "draft objective", id="skills.open", group=SKILLS, tooltip="of a gap a draft objective"),
    hidden("e", "edit", "change your newest view", "skills.edit", SKILLS),
    Binding("N", "new_instrument", "other skills", id="skills.instrument", group=SKILLS, tooltip="rate other skills"),
    hidden("p", "turn_visibility", "who sees your view", "skills.turn_visibility", SKILLS),
    hidden("delete,backspace", "delete", "delete your newest view", "skills.delete", SKILLS),
    PAGE_CLOSE,
)
STRETCH_LIST: Final[Bindings] = (
    Binding("n", "new", "new", id="stretches.new", group=STRETCH, tooltip="prepare a stretch"),
    Binding("enter", "open", "change", id="stretches.open", group=STRETCH, tooltip="change the stretch"),
    Binding("x", "step", "go on", id="stretches.step", group=STRETCH, tooltip="begin the stretch, or end it"),
    Binding("t", "talk", "talked", id="stretches.talk", group=STRETCH, tooltip="you talked with the trusted person"),
    hidden("p", "turn_visibility", "who sees it", "stretches.turn_visibility", STRETCH),
    hidden("delete,backspace", "delete", "delete", "stretches.delete", STRETCH),
    PAGE_CLOSE,
)
ILO_LIST: Final[Bindings] = (
    Binding("enter", "open", "open", id="ilo.open", group=CARD, tooltip="open the key result"),
    Binding("e", "edit", "change", id="ilo.edit", group=CARD, tooltip="change why, who helped, from when till when"),
    PAGE_CLOSE,
)
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
