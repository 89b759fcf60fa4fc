"""What every form has in common: the keys of one burst reach what they were meant for.

Textual hands all keys of a burst to the field that has the focus, and does what they are bound to only after the field
has taken the letters among them. So a field does its own keys in its own turn, ends its form so, and hands on what was
typed after that; and what was typed before a form was there is typed again.
"""

from math import inf
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from learnboard.domain.clean import clean_line
from learnboard.ui.keys import CARD

Answer = TypeVar("Answer")


class Form(ModalScreen[Answer]):
    """A form over the board. Until `ready_at`, in seconds of Textual's clock, no field has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "app.focus_next", "next field", id="form.next", priority=True, key_display="tab"),
        Binding("shift+tab,up", "app.focus_previous", "previous", id="form.previous", show=False, priority=True),
        Binding("escape", "leave", "back, kept as a draft", id="form.leave"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__()
        self.ready_at = inf

    def action_save(self) -> None:
        """Save what is in the fields."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Close the form without saving."""
        self.dismiss(None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """From now on keys come to a field by themselves."""
        self.ready_at = min(self.ready_at, event.time)

    def take(self, event: events.Key) -> bool:
        """Whether a key that came to the board was meant for this form; it is typed again once a field can take it."""
        if event.time >= self.ready_at:
            return False
        self.call_after_refresh(self._type_again, event.key, event.character)
        return True

    def _type_again(self, key: str, character: str | None) -> None:
        self.app.post_message(events.Key(key, character))


class Field(Input):
    """A line to type in. What is pasted into it comes in clean: Textual would show control characters as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.save", "save", id="form.save", group=CARD),
    ]

    async def on_key(self, event: events.Key) -> None:
        """Do what a key does to this field or its form in the field's own turn; hand on what came after the form."""
        active = self.screen.active_bindings.get(event.key)
        if not self.screen.is_current:
            self.app.post_message(events.Key(event.key, event.character))
        elif active and isinstance(active.node, Field):  # by now the focus may be in another field than this
            await self.app.run_action(active.binding.action, self)
        elif active and active.node is self.screen and not active.binding.priority:
            await self.app.run_action(active.binding.action, self.screen)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take the text as one line."""
        event.stop()
        event.prevent_default()
        self.replace(clean_line(event.text), *self.selection)
