"""Screens that are closed by keys and clicks: each once."""

from typing import Any, ClassVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.message import Message


class ClosesOnce:
    """What a screen is that does nothing any more once it is closed.

    Textual takes a closed screen off the stack at once, but goes on giving it what was clicked and typed before: that
    would save twice, or close what stands under it.
    """

    MEANT_FOR_IT: ClassVar[tuple[type[Message], ...]] = (events.InputEvent,)
    """Messages that come too late for a closed screen."""
    _closed_once = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, now and once."""
        if self._closed_once:
            return cast("AwaitComplete", AwaitComplete.nothing())  # type: ignore[no-untyped-call]
        self._closed_once = True
        return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]  # of the screen that this is a part of

    def check_message_enabled(self, message: Message) -> bool:
        """Whether a message is to be handled."""
        if self._closed_once and isinstance(message, self.MEANT_FOR_IT):
            return False
        return cast("bool", super().check_message_enabled(message))  # type: ignore[misc]
