"""Screens that are closed by keys and clicks: each once."""

from typing import Any, ClassVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget


class ClosesOnce:
    """What a screen is that does nothing any more once it is closed.

    Textual takes a closed screen off the stack at once, but goes on giving it what was clicked before: that would save
    twice, or close what stands under it. Keys pass through it to the app, which gives them to the screen on top.
    """

    MEANT_FOR_IT: ClassVar[tuple[type[Message], ...]] = (events.MouseEvent,)
    """Messages that come too late for a closed screen."""
    _closed_once = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, now and once, with all that stands over it: Textual closes what is on top."""
        screen = cast("Screen[Any]", self)
        if self._closed_once or screen not in screen.app.screen_stack:
            return cast("AwaitComplete", AwaitComplete.nothing())  # type: ignore[no-untyped-call]
        self._closed_once = True
        while (over := screen.app.screen) is not screen:
            over.dismiss()
        closed = super().dismiss(result)  # type: ignore[misc]  # of the screen that this is a part of
        _forget_painted(screen)
        return cast("AwaitComplete", closed)

    async def _dispatch_message(self, message: Message) -> None:
        if not (self._closed_once and isinstance(message, self.MEANT_FOR_IT)):
            await super()._dispatch_message(message)  # type: ignore[misc]


def _forget_painted(screen: Screen[Any]) -> None:
    """Free the painted lines of a closed screen: Textual remembers those of the last thousand widgets, gone or not."""
    for widget in screen.walk_children(Widget):
        widget.refresh()
        if widget.show_vertical_scrollbar:
            widget.vertical_scrollbar.refresh()
