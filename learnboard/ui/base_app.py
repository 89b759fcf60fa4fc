"""What every program on the screen has: colours, keys offered to what is typed into, and leaving in order."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.worker import WorkerFailed

from learnboard.settings import COMFORTABLE, COMPACT, Preferences, save_settings
from learnboard.ui.keys.bindings import PROGRAM_KEYS, Program
from learnboard.ui.keys.preferences import apply_preferences, last_filters, show_problems
from learnboard.ui.terminal.colours import DARK, LIGHT
from learnboard.ui.terminal.driver import TerminalDriver
from learnboard.ui.toolkit.keys import TextInputScreen

_IN_WORDS = ("enter", "backspace")
_GRACE = 2
"""Seconds to leave in order when the terminal is gone."""
NO_PREFERENCES: Final = Preferences()
AGAIN: Final = "again"
"""What a program answers when the board is to be opened again."""
NEW_BOARD: Final = "new"
"""What it answers when a new board is to be made."""


def _provider() -> type[Any]:
    from learnboard.ui.keys.palette import KeyProvider  # noqa: PLC0415 - the palette is not needed by the first paint

    return KeyProvider


class BaseApp(App[str]):
    """An app as this person likes it. `problems` are what is wrong in their settings."""

    TITLE = "learnboard"
    PROGRAM: ClassVar[Program] = "board"
    COMMANDS: ClassVar[set[Any]] = {_provider}
    BINDINGS: ClassVar[list[BindingType]] = [*PROGRAM_KEYS]

    def __init__(self, preferences: Preferences = NO_PREFERENCES) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.problems = apply_preferences(self, preferences, self.PROGRAM)
        self.preferences = preferences
        self.crash: BaseException | None = None
        """The error of the program itself that ended it."""
        self._leaves = False
        self._last_filters = last_filters(self, preferences)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes, wherever it is painted."""
        return [*super().get_line_filters(), *self._last_filters]

    # -- what is preferred ----------------------------------------------------------------------------------------

    def keep(self, **changes: str | bool) -> None:
        """Keep a choice in the settings file; that it cannot be kept is told."""
        message = save_settings(self.preferences.path, **changes)
        if message:
            self.notify(message, severity="warning", markup=False)

    def keep_density(self, compact: bool) -> None:
        """Keep whether a card takes one line."""
        self.keep(density=COMPACT if compact else COMFORTABLE)

    def action_choose_theme(self, name: str) -> None:
        """Take other colours, now and from now on."""
        self.theme = name
        self.keep(theme=name)

    def get_key_display(self, binding: Binding) -> str:
        """A key as a person calls it: by its word where Textual has a sign that not every terminal has."""
        worded = binding.key in _IN_WORDS or binding.key.startswith("ctrl+")
        shown = binding.key if worded and not binding.key_display else super().get_key_display(binding)
        if not self.preferences.ascii:
            return shown
        from learnboard.ui.terminal.ascii import key_in_words  # noqa: PLC0415 - few want plain signs

        return key_in_words(shown)

    # -- keys -----------------------------------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """Show the palette; what is being typed is ended first, since the palette may begin something else."""
        if isinstance(self.screen, TextInputScreen):
            self.screen.stop_typing()
        super().action_command_palette()

    def on_key(self, event: events.Key) -> None:
        """Give the key to what is being typed, if something is; else it does what it is bound to."""
        # What was typed behind the key that leaves is meant for the shell.
        taken = self._leaves or (
            isinstance(self.screen, TextInputScreen) and self.screen.on_typed_key(event.key, event.character)
        )
        if taken:
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Give a pasted text to what is being typed."""
        if isinstance(self.screen, TextInputScreen):
            self.screen.on_pasted_text(event.text)

    # -- coming and leaving ---------------------------------------------------------------------------------------

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Leave: no key changes anything from now on."""
        self._leaves = True
        super().exit(*arguments, **more)

    @on(Driver.SignalResume)
    def paint_anew(self) -> None:
        """Somebody is back from the shell: nothing of what was painted before stands there any more."""
        self.refresh(layout=True)

    def end(self) -> None:
        """Leave because somebody else says so, in the middle of whatever is being done: what was typed is kept."""
        for step in self.keeping():
            step()
        self.exit()

    def keeping(self) -> Iterator[Callable[[], object]]:
        """What is to be done, step by step, to keep what is being typed: a title is kept as escape would."""
        yield from (screen.stop_typing for screen in reversed(self.screen_stack) if isinstance(screen, TextInputScreen))

    def on_mount(self) -> None:
        """Leave in order when the terminal goes away: Textual would not."""
        if self.problems:
            self.call_after_refresh(show_problems, self, self.problems)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.end)

        def hung_up(*_: object) -> None:
            # What is being drawn may wait forever for a terminal that is gone. All changes are on the disk.
            signal.alarm(_GRACE)
            loop.call_soon_threadsafe(self.end)

        # A handler of Python's own: one of the event loop would wait for what is being drawn.
        signal.signal(signal.SIGHUP, hung_up)

    # -- errors of the program itself -----------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """Leave because of an error that nobody caught, and keep what was typed as far as can be.

        Textual's own way prints the traceback with what stands in the variables, which is a person's board.
        """
        if self.crash is None:
            self.crash = error.error if isinstance(error, WorkerFailed) else error
            self._leaves = True
            with suppress(Exception):
                for step in self.keeping():
                    with suppress(Exception):  # it may be the very one that failed
                        step()
        super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:  # noqa: ARG002 - nothing is drawn over the terminal
        """Leave; whoever started the program reports the error."""
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()
