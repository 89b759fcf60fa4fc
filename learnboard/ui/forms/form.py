"""What every form has in common: keys typed before it was there are kept for it."""

from math import inf
from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Form(ModalScreen[Answer]):
    """A form over the board. Until `ready_at`, in seconds of Textual's clock, no field has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.ready_at = inf

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
