"""The program on the screen: opens the board, leaves cleanly when it is told to."""

import asyncio
import signal
from collections.abc import Callable
from datetime import date
from shutil import get_terminal_size
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from learnboard.service.desk import Desk
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.forms.form import Form
from learnboard.ui.keys import BOARD
from learnboard.ui.themes import DARK, LIGHT

_GRACE = 2
"""Seconds to leave in order when the terminal is gone."""
_SMALL_SCREEN = 24
"""Lines. Cards take four or five of them: a third of the lines are the cards of a column in view, and some more."""


def _provider() -> type[Any]:
    from learnboard.ui.palette import KeyProvider  # noqa: PLC0415 - the palette is not needed by the first paint

    return KeyProvider


class LearnboardApp(App[None]):
    """One board. `today` is asked for the day, so that a test or the demo can choose it."""

    TITLE = "learnboard"
    COMMANDS: ClassVar[set[Any]] = {_provider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", "palette", id="app.palette", show=False, priority=True, group=BOARD),
        Binding("ctrl+q,ctrl+c", "quit", "quit at once", id="app.quit", show=False, priority=True, group=BOARD),
    ]

    def __init__(self, desk: Desk, today: Callable[[], date], notice: str = "") -> None:
        super().__init__()
        # Read before the screen is taken, so that a board that cannot be read is told on the command line.
        board = desk.open(today(), first=max(_SMALL_SCREEN, get_terminal_size().lines) // 3)
        self._board_screen = BoardScreen(desk, board, today, notice)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The board is the first thing there is."""
        return self._board_screen

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed ahead, while a form was being opened."""
        if isinstance(self.screen, Form) and self.screen.take(event):
            event.prevent_default()

    def on_app_focus(self) -> None:
        """Somebody is back at the terminal, perhaps on another day, perhaps from another window."""
        self._board_screen.keep_up()

    def on_mount(self) -> None:
        """Leave in order when the terminal goes away: Textual would not."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.exit)

        def hung_up(*_: object) -> None:
            # What is being drawn may wait forever for a terminal that is gone. All changes are on the disk.
            signal.alarm(_GRACE)
            loop.call_soon_threadsafe(self.exit)

        # A handler of Python's own: one of the event loop would wait for what is being drawn.
        signal.signal(signal.SIGHUP, hung_up)
