"""Binding groups, the shared movement keys, and how typed text reaches a screen.

Textual gives all keys of a burst to the focused widget and runs their bindings only afterwards, so keys typed ahead
can overtake each other. Therefore no widget takes letters. Keys bubble up to the app in order, and the app offers each
to the screen that is active by then (`TextInputScreen`); text is edited in values, not in `Input` widgets. Keys typed
ahead while a form opens reach the form.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from textual.binding import Binding

if TYPE_CHECKING:
    from learnboard.ui.toolkit.text_buffer import TextBuffer

MOVE: Final = Binding.Group("Move")
CARRY: Final = Binding.Group("Carry")
CARD: Final = Binding.Group("Key result")
COLUMN: Final = Binding.Group("Objective")
CYCLE: Final = Binding.Group("Cycle")
FIND: Final = Binding.Group("Find")
GOAL: Final = Binding.Group("Goal")
BOARD: Final = Binding.Group("Board")
FEEDBACK: Final = Binding.Group("Feedback")
MEETING: Final = Binding.Group("Meeting")
PERSON: Final = Binding.Group("Person")
LEARNING: Final = Binding.Group("Learning time")
MONEY: Final = Binding.Group("Money")
PROPOSAL: Final = Binding.Group("Proposals")
HINTS: Final = Binding.Group("Hints")
SKILLS: Final = Binding.Group("Skills")
STRETCH: Final = Binding.Group("Stretches")
VIEW: Final = Binding.Group("View")
ORDER: Final = (
    MEETING,
    FEEDBACK,
    GOAL,
    PERSON,
    LEARNING,
    MONEY,
    PROPOSAL,
    HINTS,
    SKILLS,
    STRETCH,
    CARD,
    CARRY,
    COLUMN,
    CYCLE,
    VIEW,
    FIND,
    BOARD,
    MOVE,
)
"""Groups by importance to the user."""

Bindings: TypeAlias = tuple[Binding, ...]
Move: TypeAlias = Literal["up", "down", "left", "right", "first", "last", "page_up", "page_down"]
"""Direction of a movement key: the argument of `action_move` on boards, lists and pages."""
ALL: Final = 1_000_000
"""More rows or lines than any list has."""


def hidden(key: str, action: str, description: str, id: str, group: Binding.Group) -> Binding:  # noqa: A002 - Textual's
    """Return a binding that the key line does not show."""
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
"""For read-only pages."""
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
    """Return how many rows a movement goes down in a list; negative is up."""
    return _ROWS[move]


def form_keys(save: str = "save", leave: str = "back, kept as a draft", outside: str = "your editor") -> Bindings:
    """Return the bindings of a form, with descriptions for saving, leaving, and what opens beside it."""
    return (
        Binding("enter", "submit", save, id="form.save", group=CARD),
        Binding("ctrl+s", "save", save, id="form.save_anywhere", group=CARD),
        Binding("tab,down", "step(1)", "next", id="form.next", group=CARD),
        hidden("shift+tab,up", "step(-1)", "previous", "form.previous", CARD),
        Binding("escape", "leave", leave, id="form.leave", group=CARD),
        hidden("ctrl+r", "start_over", "start over", "form.start_over", CARD),
        hidden("ctrl+o", "edit_outside", outside, "form.edit_outside", CARD),
    )


FORM: Final[Bindings] = form_keys()


class TextInputScreen:
    """Interface of screens that take typed text."""

    @property
    def typing(self) -> bool:
        """Whether keys are meant for a field just now."""
        raise NotImplementedError

    @property
    def typed(self) -> "TextBuffer | None":
        """The text that keys are typed into just now; None for none."""
        raise NotImplementedError

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Handle a key as text. Return False if it is not text, so that its binding runs."""
        raise NotImplementedError

    def on_pasted_text(self, text: str) -> bool:
        """Handle pasted text. Return False if nothing is being typed."""
        raise NotImplementedError

    def stop_typing(self) -> None:
        """Keep the text being typed, if leaving it keeps it: something else is about to take the keys."""


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
