"""What a person does takes effect in its order, whichever way Textual sends it.

Textual hands each event from queue to queue: the mouse to the widget under the pointer, a key to the widget that has
the focus, and from there to the screen and the app, where a key acts. Events on one way keep their order. On different
ways one can overtake another: a key the end of a drag, a click the key before it, what is typed on a screen that opens
what was typed before. So an event waits while others are under way on another way.
"""

from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any, Final, Self
from weakref import ref

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.toolkit.keys import TextInputScreen

ORDERED: Final = (events.InputEvent, events.Paste)
"""What a person does: keys, the mouse and pastes."""
PATIENCE: Final = 0.25
"""Seconds after which what waits goes on: what it waits for was lost with the widget that had it."""
_PRESSES: Final = (events.MouseDown, events.MouseUp)
_TOLD_BACK: Final = (events.Key, events.Paste, *_PRESSES)
"""Events that come back to the app once their widget and its screen are done with them."""
_TEXTUALS_OWN: Final = "-textual-system"
"""The class of scroll bars, which let nothing come back."""


class Way(NamedTuple):
    """How an event is sent: on which screen, to which widget, and whether it is the mouse's. It keeps neither alive."""

    screen: ref[Screen[Any]]
    target: ref[Widget]
    mouse: bool

    @classmethod
    def to(cls, screen: Screen[Any], target: Widget, *, mouse: bool) -> Self:
        """Return the way to a widget."""
        return cls(ref(screen), ref(target), mouse)

    @property
    def comes_back(self) -> bool:
        """Whether the widget passes on what it is sent; those of Textual take it."""
        target = self.target()
        return isinstance(self.screen(), TextInputScreen) and target is not None and not target.has_class(_TEXTUALS_OWN)


class InputOrder:
    """The events that are under way, all on one way, and those that wait for them."""

    def __init__(self) -> None:
        self._way: Way | None = None
        self._under_way = 0
        self._waiting = deque[events.Event]()

    def must_wait(self, way: Way) -> bool:
        """Whether an event has to wait for others before it is sent on a way."""
        return bool(self._waiting) or self._is_blocked(way)

    def wait(self, event: events.Event) -> None:
        """Let an event wait behind those that wait already."""
        self._waiting.append(event)

    def insert(self, event: events.Event) -> bool:
        """Let an event wait before all others, as something under way asks for it; False if nothing is."""
        if self._under_way or self._waiting:
            self._waiting.appendleft(event)
        return bool(self._waiting)

    def next(self) -> events.Event | None:
        """Return the event that has waited longest; None without one."""
        return self._waiting[0] if self._waiting else None

    def goes_on(self, way: Way) -> bool:
        """Let the event that has waited longest go, if nothing is under way on another way than its own."""
        if self._is_blocked(way):
            return False
        self._waiting.popleft()
        return True

    def sent(self, event: events.Event, way: Way) -> None:
        """Remember that an event is under way until it comes back."""
        if isinstance(event, _TOLD_BACK) and way.comes_back:
            self._way = way
            self._under_way += 1

    def came_back(self, event: events.Event) -> bool:
        """Notice that an event is done with; return whether others have waited for it."""
        way = self._way
        if way and self._under_way and isinstance(event, _TOLD_BACK) and isinstance(event, _PRESSES) == way.mouse:
            self._under_way -= 1
        return not self._under_way and bool(self._waiting)

    def forget(self) -> None:
        """Wait no longer for what is under way."""
        self._under_way = 0

    def _is_blocked(self, way: Way) -> bool:
        before = self._way
        if not self._under_way or before is None or before == way:
            return False
        # A closed screen is clicked no more, but passes keys on.
        screen = before.screen()
        return not before.mouse or (screen is not None and screen in screen.app.screen_stack)


class OrderedInput(App[str]):
    """What an app is in which everything takes effect in the order in which it was done."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self._order = InputOrder()
        super().__init__(*arguments, **more)

    async def on_event(self, event: events.Event) -> None:
        """Send what is done on its way once nothing before it is on another one."""
        if not isinstance(event, ORDERED):
            await self.pass_on(event)
        elif event.is_forwarded:
            await self.pass_on(event)
            if self._order.came_back(event):
                await self._go_on()
        elif self._order.must_wait(self._way_of(event)):
            self._order.wait(event)
            self._be_patient(event)
        else:
            await self._send(event)

    async def pass_on(self, event: events.Event) -> None:
        """Let an event take effect, or send it to its widget."""
        await super().on_event(event)

    async def _send(self, event: events.Event) -> None:
        way = self._way_of(event)
        await self.pass_on(event)
        if event.is_forwarded:
            self._order.sent(event, way)

    async def _go_on(self) -> None:
        """Send what waits and need not any more."""
        while (event := self._order.next()) and self._order.goes_on(self._way_of(event)):
            await self._send(event)

    def _be_patient(self, event: events.Event) -> None:
        self.set_timer(PATIENCE, partial(self._lose, event))

    async def _lose(self, event: events.Event) -> None:
        """Wait no longer for what does not come back: the widget that had it is gone."""
        if self._order.next() is event:
            self._order.forget()
            await self._go_on()

    def _way_of(self, event: events.Event) -> Way:
        """How an event would be sent now."""
        screen = self.screen
        if not isinstance(event, events.MouseEvent):
            return Way.to(screen, self.focused or screen, mouse=False)
        with suppress(NoWidget):
            return Way.to(screen, self.mouse_captured or screen.get_widget_at(*event.screen_offset)[0], mouse=True)
        return Way.to(screen, screen, mouse=True)

    def simulate_key(self, key: str) -> None:
        """Press a key for a click on it: before all that was done after the click."""
        if self._order.insert(event := events.Key(key, None)):
            self._be_patient(event)
        else:
            super().simulate_key(key)
