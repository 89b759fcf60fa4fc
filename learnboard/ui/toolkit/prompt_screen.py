"""A screen on which one line can be typed, in place of the status line."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.geometry import Region
from textual.screen import Screen

from learnboard.ui.toolkit.keys import MessageScreen, TextInputScreen
from learnboard.ui.toolkit.pointer import PointedText, drawn_place
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine
from learnboard.ui.toolkit.toasts import ToastGround, last_lines

if TYPE_CHECKING:
    from learnboard.ui.toolkit.status_lines import Prompt
    from learnboard.ui.toolkit.text_buffer import TextBuffer

PAUSE: Final = 1.0
"""Seconds after the first key that is not kept yet until what is being typed is kept."""


class PauseHost(Protocol):
    """What `kept_at_pauses` needs from the screen of a prompt."""

    def is_typing(self, prompt: "Prompt") -> bool:
        """Whether a prompt is still being typed into."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back when some time is over."""


def kept_at_pauses(host: PauseHost, prompt: "Prompt", keep: Callable[[str], object]) -> Callable[[], None]:
    """Return what is to be called at every change of a prompt: it has the text kept within a second.

    So no sudden end takes away what is being typed.
    """
    waits = False

    def pause() -> None:
        nonlocal waits
        waits = False
        if host.is_typing(prompt):
            keep(prompt.entry.text)

    def changed() -> None:
        nonlocal waits
        if not waits:  # however many keys follow
            waits = True
            host.later(PAUSE, pause)

    return changed


class PromptScreen(TextInputScreen, PointedText, MessageScreen, ToastGround, Screen[Any]):
    """A screen with a status line and a key line, which a prompt takes while it is shown."""

    _prompt: "Prompt | None" = None

    @property
    def status(self) -> StatusLine:
        """The status line."""
        return self.query_one(StatusLine)

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and what can be done about it."""
        return self.status.said

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""
        self.status.say(message, hint)

    def never_covered(self) -> Iterable[Region]:
        """What was done, and what is typed in its place."""
        return [last_lines(self.app.size, self.status.lines_above)]

    # -- typing ---------------------------------------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """Whether a prompt is shown."""
        return self._prompt is not None

    def prompt(self, prompt: "Prompt | None") -> None:
        """Show a prompt; None ends it."""
        self._prompt = prompt
        self.show_prompt(prompt)

    def is_typing(self, prompt: "Prompt") -> bool:
        """Whether a prompt is still being typed into."""
        return self._prompt is prompt

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call `call` after some seconds."""
        self.set_timer(seconds, call)

    def show_prompt(self, prompt: "Prompt | None") -> None:
        """Draw the prompt and its keys."""
        self.status.prompt(prompt)
        self.query_one(KeyLine).prompt(prompt)

    @property
    def typed(self) -> "TextBuffer | None":
        """The text of the prompt."""
        return self._prompt.entry if self._prompt else None

    def place_at(self, x: int, y: int) -> int | None:
        """Return the place in the prompt's text that is drawn at a cell of the screen."""
        return drawn_place(self, x, y, self._prompt.seen) if self._prompt else None

    def point(self, at: int, times: int) -> None:
        """Place the caret in the prompt, or select a word or all of it."""
        if self._prompt:
            self._prompt.become(self._prompt.entry.clicked(at, times))
            self.prompt(self._prompt)

    def select_to(self, at: int) -> None:
        """Select in the prompt."""
        if self._prompt:
            self._prompt.become(self._prompt.entry.moved(at, select=True))
            self.prompt(self._prompt)

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type a key into the prompt, which takes every key while it is shown."""
        prompt = self._prompt
        if prompt is None:
            return False
        ended = prompt.take(key, character)
        if self._prompt is prompt:  # it may have been replaced by another
            self.prompt(None if ended else prompt)
        return True

    def stop_typing(self) -> None:
        """Leave what is asked for, and keep it if it is kept so."""
        prompt = self._prompt
        if prompt is None:
            return
        self.prompt(None)
        (prompt.stop or prompt.leave)(prompt.entry.text)

    def on_pasted_text(self, text: str) -> bool:
        """Paste text into the prompt."""
        if self._prompt is None:
            return False
        self._prompt.become(self._prompt.entry.inserted(text))
        self.prompt(self._prompt)
        return True
