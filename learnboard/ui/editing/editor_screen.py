"""Screens on which the session's board is changed: a line to type in, forms, undo and help."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.service.commands import Redo, Result, Undo
from learnboard.ui import features
from learnboard.ui.keys.bindings import EDITOR
from learnboard.ui.session import Session
from learnboard.ui.toolkit.keys import MessageScreen, TextInputScreen
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine, key_line, prompt_line
from learnboard.ui.toolkit.text import Line
from learnboard.ui.toolkit.toasts import ToastGround, last_lines

if TYPE_CHECKING:
    from learnboard.ui.toolkit.form import FormScreen
    from learnboard.ui.toolkit.status_lines import Prompt


class FileLost(Message):
    """The board's file was moved, deleted or replaced while it is open."""


class EditorScreen(TextInputScreen, MessageScreen, ToastGround, Screen[None]):
    """A screen of a session, with a status line and a line to type in."""

    BINDINGS: ClassVar[list[BindingType]] = [*EDITOR]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._prompt: Prompt | None = None

    # -- observing the session ------------------------------------------------------------------------------------

    @property
    def status(self) -> StatusLine:
        """The line that says what was done."""
        return self.query_one(StatusLine)

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and what can be done about it."""
        return self.status.said

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        self.status.say(message, hint)

    def refuse(self, error: LearnboardError) -> None:
        """Say in a box why something was not done; where the board's file is lost, ask what is to become of it."""
        if isinstance(error, BoardUnavailable) and error.trouble == "moved":
            self.post_message(FileLost())
        else:
            self.notify(str(error), severity="warning", markup=False)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back when some time is over."""
        self.set_timer(seconds, call)

    # -- typing ---------------------------------------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """Whether something is being typed in the line."""
        return self._prompt is not None

    def prompt(self, prompt: "Prompt | None") -> None:
        """Have something typed; None for nothing any more."""
        self._prompt = prompt
        self.show_prompt(prompt)

    def never_covered(self) -> Iterable[Region]:
        """What was done, and what is typed in its place."""
        return [last_lines(self.app.size)]

    def show_prompt(self, prompt: "Prompt | None") -> None:
        """Show what is being typed."""
        self.status.prompt(prompt)
        self.query_one(KeyLine).prompt(prompt)

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type a key into what is asked for; nothing else has keys meanwhile."""
        prompt = self._prompt
        if prompt is None:
            return False
        ended = prompt.take(key, character)
        if self._prompt is prompt:  # it may have put another in its place
            self.prompt(None if ended else prompt)
        return True

    def stop_typing(self) -> None:
        """Leave what is asked for, as escape does."""
        if self._prompt is not None:
            self.on_typed_key("escape", None)

    def on_pasted_text(self, text: str) -> bool:
        """Type a pasted text into what is asked for."""
        if self._prompt is None:
            return False
        self._prompt.become(self._prompt.entry.inserted(text))
        self.prompt(self._prompt)
        return True

    def open_form(
        self,
        name: str,
        row: str,
        make: "Callable[[Mapping[str, str]], FormScreen]",
        then: Callable[[bool], object] = lambda _: None,
    ) -> None:
        """Open a form over this screen, with the draft that was left in it; `then` is told whether it was saved."""
        session = self.session
        form = make(session.draft(name, row))
        form.keep = lambda: session.keep_draft(name, row, form.draft)

        def answered(saved: bool | None) -> None:
            form.keep = None  # its clock may still be running
            session.keep_draft(name, row, {} if saved else form.draft)
            then(bool(saved))

        self.app.push_screen(form, answered)

    # -- actions --------------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Undo the newest step."""
        self.session.execute(Undo())

    def action_redo(self) -> None:
        """Redo the step that was undone last."""
        self.session.execute(Redo())

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)


class EditorPage(EditorScreen, PageScreen):
    """A page over the board on which the board is changed; it is told what happens to the board while it is open."""

    def on_mount(self) -> None:
        """Observe the board from now on."""
        self.session.observers.append(self)
        self.opened()

    def opened(self) -> None:
        """What is to be done once the board is observed."""

    def show(self, result: Result | None) -> None:
        """Show the session's board; `result` is what changed it, None for a change from elsewhere."""
        raise NotImplementedError

    def stop_observing(self) -> None:
        """Be told no more what happens to the board."""
        if self in self.session.observers:
            self.session.observers.remove(self)

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Say in the footer what was done, and what can be done about it."""
        PageScreen.say(self, message, hint)

    def never_covered(self) -> Iterable[Region]:
        """The footer, and the line of a title that is being typed."""
        return [*PageScreen.never_covered(self), *(self.page.caret_regions() if self.typing else ())]

    def show_prompt(self, prompt: "Prompt | None") -> None:  # noqa: ARG002 - it is drawn with the page
        """Show what is being typed in the footer."""
        self.redraw()

    def footer(self, width: int) -> list[Line]:
        """The last lines: what is typed, or else what was done; and the keys."""
        lines = super().footer(width)
        if self._prompt is None:
            return lines
        room = self.footer_width(width)
        return [prompt_line(self._prompt, room), key_line(self._prompt.keys, room)]
