"""The base of all apps: themes, preferences, routing of typed keys, and orderly exit."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, Final

from textual import constants, events, on
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.errors import NoWidget
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.notifications import Notify
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from learnboard.settings import COMFORTABLE, COMPACT, Preferences, save_settings
from learnboard.ui.input_order import OrderedInput
from learnboard.ui.keys.bindings import PROGRAM_KEYS, Program
from learnboard.ui.keys.preferences import apply_preferences, known_theme, last_filters, show_problems
from learnboard.ui.keys.unknown import UnknownKeys
from learnboard.ui.terminal.colours import THEMES
from learnboard.ui.terminal.driver import TerminalDriver
from learnboard.ui.toolkit.keys import TextInputScreen
from learnboard.ui.toolkit.legible import legible
from learnboard.ui.toolkit.toasts import TOAST_CSS, place_toasts, provide_rack, withdraw_toasts

_OWN_THEMES: Final = {theme.name: theme for theme in THEMES}
"""Themes whose colours are chosen and held by tests."""
_IN_WORDS = ("enter", "backspace")
_NOT_WHILE_TYPING: Final = ("quit", "suspend_process")
_QUITS: Final = ("ctrl+c", "ctrl+q")
_BRIEFLY: Final = 3
_NOTHING_SEEN: Final = ("app.focus_next", "app.focus_previous", "screen.copy_text")
"""What Textual binds on every screen: there is one focus, and nothing to select."""
_GRACE = 2
"""Seconds for an orderly exit once the terminal is gone, or the program is told to end."""
NO_PREFERENCES: Final = Preferences()
AGAIN: Final = "again"
"""The app's result if the board is to be opened again."""
NEW_BOARD: Final = "new"
"""The app's result if a new board is to be made."""


class BaseApp(OrderedInput):
    """An app with the user's preferences applied; `problems` are the errors in their settings."""

    TITLE = "learnboard"
    # Of what stands behind a form no more is seen than where things are.
    CSS = f"""
    ModalScreen, CommandPalette {{ background: $background 90%; }}
    ModalScreen.-whole {{ background: $background; }}
    Screen > .screen--selection {{ color: $foreground; background: $background; text-style: reverse; }}
    {TOAST_CSS}
    """
    PROGRAM: ClassVar[Program] = "board"
    COMMANDS: ClassVar[set[Any]] = set()
    BINDINGS: ClassVar[list[BindingType]] = [*PROGRAM_KEYS]

    def __init__(self, preferences: Preferences = NO_PREFERENCES) -> None:
        self.preferences = preferences  # first: the theme is asked for below
        super().__init__(driver_class=None if constants.DRIVER else TerminalDriver)
        self.problems = apply_preferences(self, preferences, self.PROGRAM)
        self.key_came: Callable[[], None] = lambda: None
        """Notices that somebody is there; called for every key."""
        self.crash: BaseException | None = None
        """The error of the program itself that ended it."""
        self.ended = False
        """Whether a signal has ended it: nothing comes next."""
        self._leaves = False
        self._unknown_keys = UnknownKeys()
        self._acted = False
        self._follow_up: Callable[[], None] | None = None
        self._notified = False
        self._last_filters = last_filters(self, preferences)
        self._pressed = Offset()
        self._copied: object = None
        self._disable_tooltips = True  # there are none, and every screen would get a widget for them

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's line filters, followed by those of the preferences."""
        return [*super().get_line_filters(), *self._last_filters]

    # -- preferences ----------------------------------------------------------------------------------------------

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and ours, from the very start."""
        return {**super().available_themes, **_OWN_THEMES}

    def _preferred_theme(self) -> str:
        return known_theme(self.preferences, self.available_themes)

    # From the start: a theme that is set later has all styles read a second time before the first paint.
    theme: Reactive[str] = Reactive(Initialize(_preferred_theme))

    def keep(self, **changes: str | bool) -> None:
        """Save a choice in the settings file, with a notification if that fails."""
        message = save_settings(self.preferences.path, **changes)
        if message:
            self.notify(message, severity="warning", markup=False)

    def keep_density(self, compact: bool) -> None:
        """Save whether a card takes one line."""
        self.keep(density=COMPACT if compact else COMFORTABLE)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables; of a theme that is not ours with texts that can be read on its grounds."""
        variables = super().get_css_variables()
        if self.theme not in _OWN_THEMES:
            self.theme_variables = variables = legible(variables)
        return variables

    def action_choose_theme(self, name: str) -> None:
        """Switch to a theme and save the choice."""
        self.theme = name
        self.keep(theme=name)

    def get_key_display(self, binding: Binding) -> str:
        """Return the name of a key: a word where Textual has a symbol that some terminals lack."""
        worded = binding.key in _IN_WORDS or binding.key.startswith("ctrl+")
        shown = binding.key if worded and not binding.key_display else super().get_key_display(binding)
        if not self.preferences.ascii:
            return shown
        from learnboard.ui.terminal.ascii import key_in_words  # noqa: PLC0415 - only needed for plain signs

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
        self.key_came()
        # What was typed behind the key that leaves is meant for the shell.
        taken = self._leaves or (isinstance(self.screen, TextInputScreen) and self._type(self.screen, event))
        if taken:
            event.prevent_default()
        self._follow_up = partial(self._after_key, self.screen, event, taken=taken)

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

    def _refresh_notifications(self) -> None:
        if self._notifications and not self._disable_notifications:
            for screen in self.screen_stack[-1:]:
                provide_rack(screen)
        super()._refresh_notifications()

    def _on_notify(self, event: Notify) -> None:
        """Textual adds a toast, also one that is there already: of two that say the same the newer one stays."""
        withdraw_toasts(self, event.notification.message)

    def _type(self, screen: TextInputScreen, event: events.Key) -> bool:
        """Type a key; what it cuts or copies goes to the clipboard, of the terminal too."""
        before = screen.typed
        if event.key == "ctrl+v" and before is not None:
            return screen.on_pasted_text(self.clipboard)
        taken = screen.on_typed_key(event.key, event.character)
        typed = screen.typed
        if taken and typed is not None and typed.taken and typed is not before:
            self.copy_to_clipboard(typed.taken)
        elif event.key in _QUITS and screen.typing:
            self.notify("Nothing is selected to copy: esc leaves.", timeout=_BRIEFLY, markup=False)
            return True
        return taken

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """While a text is typed, the keys that leave and suspend edit it."""
        return action not in _NOT_WHILE_TYPING or not self._is_typing

    @property
    def _is_typing(self) -> bool:
        screen = self.screen
        return isinstance(screen, TextInputScreen) and screen.typing

    def on_paste(self, event: events.Paste) -> None:
        """Pass pasted text to the screen that takes typed text."""
        if isinstance(self.screen, TextInputScreen):
            self.screen.on_pasted_text(event.text)

    # -- the mouse ------------------------------------------------------------------------------------------------

    async def pass_on(self, event: events.Event) -> None:
        """Look at the mouse first."""
        if isinstance(event, events.MouseEvent) and not event.is_forwarded:
            await self._on_mouse(event)
        else:
            await super().pass_on(event)
        if isinstance(event, events.Key) and self._follow_up and self._running:
            # Not by `call_next`, which takes longer to find out what to call than it takes to do it.
            follow_up, self._follow_up = self._follow_up, None
            follow_up()

    async def _on_mouse(self, event: events.MouseEvent) -> None:
        """Pass on what the mouse does: a click is in one cell, and nothing is clicked outside the window."""
        screen, at = self.screen, event.screen_offset
        if isinstance(event, events.MouseDown):
            self._pressed = at
        elif isinstance(event, events.MouseUp) and at != self._pressed:
            self._mouse_down_widget = None  # else what ends a drag would be a click, if it is on the same widget
        focused = screen.focused
        with suppress(NoWidget):  # the window has become smaller since
            await super().pass_on(event)
        if screen.region.contains_point(at):
            return
        # Some terminals tell of more than the window. Textual takes the focus away for it, and tells nobody.
        if screen.focused is None and focused:
            screen.set_focus(focused, scroll_visible=False)
        if isinstance(event, events.MouseMove | events.MouseUp):
            (focused or screen).post_message(event)

    def on_text_selected(self) -> None:
        """Copy what was selected, to the terminal's clipboard too, and say so."""
        screen = self.screen
        if not screen.selections or screen.selections is self._copied:
            return
        self._copied = screen.selections
        text = screen.get_selected_text()
        if text:
            self.copy_to_clipboard(text)
            say = getattr(screen, "say", partial(self.notify, markup=False))
            say(f"Copied {len(text)} {'character' if len(text) == 1 else 'characters'}.")

    # -- lifecycle -----------------------------------------------------------------------------------------------

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Exit, ignoring all further keys."""
        self._leaves = True
        super().exit(*arguments, **more)

    @on(Driver.SignalResume)
    def paint_anew(self) -> None:
        """Repaint everything after a return from the shell."""
        self.refresh(layout=True)

    def end(self) -> None:
        """Quit on a signal, whatever is in progress; keep what is being typed."""
        self.ended = True
        for step in self.keeping():
            step()
        self.exit()

    def keeping(self) -> Iterator[Callable[[], object]]:
        """What is to be done, step by step, to keep what is being typed: a title is kept as escape would."""
        yield from (screen.stop_typing for screen in reversed(self.screen_stack) if isinstance(screen, TextInputScreen))

    def on_mount(self) -> None:
        """Notice which screen is visited; leave in order when the terminal goes away: Textual would not."""
        self.screen_change_signal.subscribe(self, self._visit)
        self._visit(self.screen)
        if self.problems:
            self.call_after_refresh(show_problems, self, self.problems)
        loop = asyncio.get_running_loop()

        def told_to_end(*_: object) -> None:
            # Drawing may block forever on a terminal that is gone, or stuck. All changes are already on disk.
            signal.alarm(_GRACE)
            if not loop.is_closed():  # it may be leaving already
                loop.call_soon_threadsafe(self.end)

        # Not handlers of the event loop: they would wait for blocked drawing.
        signal.signal(signal.SIGHUP, told_to_end)
        signal.signal(signal.SIGTERM, told_to_end)

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
