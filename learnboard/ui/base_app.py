"""What every program on the screen has: colours, keys offered to what is typed into, and leaving in order."""

import asyncio
import signal
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from learnboard.settings import COMFORTABLE, COMPACT, Preferences, save_settings
from learnboard.ui.keys.bindings import PROGRAM_KEYS, Program
from learnboard.ui.keys.preferences import apply_preferences, last_filters, show_problems
from learnboard.ui.keys.unknown import UnknownKeys
from learnboard.ui.terminal.colours import DARK, LIGHT
from learnboard.ui.terminal.driver import TerminalDriver
from learnboard.ui.toolkit.keys import TextInputScreen
from learnboard.ui.toolkit.toasts import TOAST_CSS, place_toasts

_IN_WORDS = ("enter", "backspace")
_NOTHING_SEEN: Final = ("app.focus_next", "app.focus_previous", "screen.copy_text")
"""What Textual binds on every screen: there is one focus, and nothing to select."""
_GRACE = 2
"""Seconds to leave in order when the terminal is gone."""
NO_PREFERENCES: Final = Preferences()
AGAIN: Final = "again"
"""What a program answers when the board is to be opened again."""
NEW_BOARD: Final = "new"
"""What it answers when a new board is to be made."""


class BaseApp(App[str]):
    """An app as this person likes it. `problems` are what is wrong in their settings."""

    TITLE = "learnboard"
    PROGRAM: ClassVar[Program] = "board"
    COMMANDS: ClassVar[set[Any]] = set()
    BINDINGS: ClassVar[list[BindingType]] = [*PROGRAM_KEYS]
    CSS = TOAST_CSS

    def __init__(self, preferences: Preferences = NO_PREFERENCES) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.problems = apply_preferences(self, preferences, self.PROGRAM)
        self.preferences = preferences
        self._leaves = False
        self._unknown_keys = UnknownKeys()
        self._acted = False
        self._notified = False
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
        from learnboard.ui.keys.palette import Palette  # noqa: PLC0415 - the palette is not needed by the first paint

        if not isinstance(self.screen, Palette):
            if isinstance(self.screen, TextInputScreen):
                self.screen.stop_typing()
            self.push_screen(Palette())

    def on_key(self, event: events.Key) -> None:
        """Give the key to what is being typed, if something is; else it does what it is bound to."""
        self._acted = False
        # What was typed behind the key that leaves is meant for the shell.
        taken = self._leaves or (
            isinstance(self.screen, TextInputScreen) and self.screen.on_typed_key(event.key, event.character)
        )
        if taken:
            event.prevent_default()
        self.call_next(self._after_key, self.screen, event, taken=taken)

    async def run_action(
        self,
        action: Any,  # a string, or what Textual has parsed already
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is bound to, and notice that it is bound to something."""
        acted = await super().run_action(action, default_namespace, namespaces)
        self._acted |= acted and action not in _NOTHING_SEEN
        return acted

    def _visit(self, screen: Screen[Any]) -> None:
        """A screen is on top: every key may be told anew, and toasts find their place whenever it is laid out."""
        self._unknown_keys.begin(screen)
        screen.screen_layout_refresh_signal.unsubscribe(self)
        screen.screen_layout_refresh_signal.subscribe(self, place_toasts)

    def _after_key(self, screen: Screen[Any], event: events.Key, *, taken: bool) -> None:
        """Say that a key did nothing; a title that is typed from now on must not lie under a toast."""
        if not taken and not self._acted:
            self._unknown_keys.tell(screen, event)
        if self._notified:
            place_toasts(self.screen)

    def notify(self, message: str, **options: Any) -> None:
        """Show a toast where it hides nothing that is needed."""
        self._notified = True
        super().notify(message, **options)

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
        """Leave because somebody else says so, in the middle of whatever is being done."""
        self.exit()

    def on_mount(self) -> None:
        """Notice which screen is visited; leave in order when the terminal goes away: Textual would not."""
        self.screen_change_signal.subscribe(self, self._visit)
        self._visit(self.screen)
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
