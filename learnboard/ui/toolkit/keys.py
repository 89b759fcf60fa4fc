"""Keys on a screen: their groups, the one family of keys that move, and how typed text gets to a screen.

Textual hands all keys of a burst to the widget that has the focus, and runs what they are bound to only after that:
keys typed ahead overtake each other. So no letter is given to a widget. Keys come up to the app in their order, and the
app offers each to the screen that is there by then (`TextInputScreen`); text is typed into values, not into `Input`
widgets. What is typed ahead while a form is being opened comes to the form.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from textual.binding import Binding

MOVE: Final = Binding.Group("Move")
CARRY: Final = Binding.Group("Carry")
CARD: Final = Binding.Group("Key result")
COLUMN: Final = Binding.Group("Objective")
FIND: Final = Binding.Group("Find")
BOARD: Final = Binding.Group("Board")
FEEDBACK: Final = Binding.Group("Feedback")
MEETING: Final = Binding.Group("Meeting")
VIEW: Final = Binding.Group("View")
ORDER: Final = (MEETING, FEEDBACK, CARD, CARRY, COLUMN, VIEW, FIND, BOARD, MOVE)
"""What a person needs first stands first."""

Bindings: TypeAlias = tuple[Binding, ...]
Move: TypeAlias = Literal["up", "down", "left", "right", "first", "last", "page_up", "page_down"]
"""Where a movement key leads: the argument of `action_move` on boards, lists and pages."""
ALL: Final = 1_000_000
"""More rows or lines than there are."""


def hidden(key: str, action: str, description: str, id: str, group: Binding.Group) -> Binding:  # noqa: A002 - Textual's
    """A key that has no place on the last line of the screen."""
    return Binding(key, action, description, id=id, group=group, show=False)


CURSOR: Final[Bindings] = (
    hidden("j,down", "move('down')", "down", "cursor.down", MOVE),
    hidden("k,up", "move('up')", "up", "cursor.up", MOVE),
    hidden("g,home", "move('first')", "to the first", "cursor.first", MOVE),
    hidden("G,end", "move('last')", "to the last", "cursor.last", MOVE),
    hidden("pagedown", "move('page_down')", "page down", "cursor.page_down", MOVE),
    hidden("pageup", "move('page_up')", "page up", "cursor.page_up", MOVE),
)
CURSOR_SIDEWAYS: Final[Bindings] = (
    hidden("h,left", "move('left')", "to the left", "cursor.left", MOVE),
    hidden("l,right", "move('right')", "to the right", "cursor.right", MOVE),
)
SPACE_PAGES: Final[Bindings] = (hidden("space", "move('page_down')", "page down", "cursor.page_down", MOVE),)
"""On pages that are only read."""
_ROWS: Final[Mapping[Move, int]] = {
    "up": -1,
    "down": 1,
    "page_up": -10,
    "page_down": 10,
    "first": -ALL,
    "last": ALL,
    "left": 0,
    "right": 0,
}


def rows_moved(move: Move) -> int:
    """How many rows further down a movement leads in a list; negative is up."""
    return _ROWS[move]


def form_keys(save: str = "save", leave: str = "back, kept as a draft") -> Bindings:
    """The keys of a form, by what saving and leaving is called there."""
    return (
        Binding("enter", "submit", save, id="form.save", group=CARD),
        Binding("ctrl+s", "save", save, id="form.save_anywhere", group=CARD),
        Binding("tab,down", "step(1)", "next", id="form.next", group=CARD),
        hidden("shift+tab,up", "step(-1)", "previous", "form.previous", CARD),
        Binding("escape", "leave", leave, id="form.leave", group=CARD),
        hidden("ctrl+r", "start_over", "start over", "form.start_over", CARD),
    )


FORM: Final[Bindings] = form_keys()


class TextInputScreen:
    """What a screen is that may be typed into."""

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Take a key as text; False when it is none, and does what it is bound to."""
        raise NotImplementedError

    def on_pasted_text(self, text: str) -> bool:
        """Take a pasted text; False when nothing is being typed."""
        raise NotImplementedError

    def stop_typing(self) -> None:
        """Something else is about to have the keys: keep what is being typed, if it is kept by leaving it."""


class MessageScreen:
    """What a screen is that has a line for messages."""

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and beside it what can be done about it."""
        raise NotImplementedError

    @property
    def asks(self) -> bool:
        """Whether the message is a question, or tells how far something is: no other may take its place."""
        return False

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        raise NotImplementedError
