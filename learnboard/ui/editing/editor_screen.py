"""What screens have on which the session's board is worked on: a line to type in, forms, undo; and keys of a card."""

from typing import TYPE_CHECKING, Final

from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.service.commands import Redo, Undo
from learnboard.ui.session import Session
from learnboard.ui.toolkit.key_groups import BOARD
from learnboard.ui.toolkit.prompt import TextInputScreen
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from learnboard.ui.toolkit.form import FormScreen
    from learnboard.ui.toolkit.prompt import Prompt


EDITOR_BINDINGS: Final = (
    Binding("u", "undo", "undo", id="board.undo", group=BOARD),
    Binding("U", "redo", "redo", id="board.redo", show=False, group=BOARD),
    Binding("question_mark", "help", "help", id="board.help", group=BOARD),
)
"""The keys of every such screen."""


class FileLost(Message):
    """The board's file was moved, deleted or replaced while it is open."""


class EditorScreen(TextInputScreen, Screen[None]):
    """A screen of a session, with a status line and a line to type in."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._prompt: Prompt | None = None

    @property
    def status(self) -> StatusLine:
        """The line that says what was done."""
        return self.query_one(StatusLine)

    # -- watching the session -----------------------------------------------------------------------------------

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        self.status.say(message, hint)

    def refuse(self, error: LearnboardError) -> None:
        """Say in a box why something was not done; where the board's file is lost, ask what is to become of it."""
        if isinstance(error, BoardUnavailable) and error.trouble == "moved":
            self.post_message(FileLost())
        else:
            self.notify(str(error), severity="warning", markup=False)

    def later(self, seconds: float, call: "Callable[[], None]") -> None:
        """Call back when some time is over."""
        self.set_timer(seconds, call)

    # -- typing -------------------------------------------------------------------------------------------------

    def ask(self, prompt: "Prompt | None") -> None:
        """Have something typed; None for nothing any more."""
        self._prompt = prompt
        self.show_prompt(prompt)

    def show_prompt(self, prompt: "Prompt | None") -> None:
        """Show what is being typed."""
        self.status.ask(prompt)
        self.query_one(KeyLine).ask(prompt)

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type a key into what is asked for; nothing else has keys meanwhile."""
        prompt = self._prompt
        if prompt is None:
            return False
        ended = prompt.take(key, character)
        if self._prompt is prompt:  # it may have put another in its place
            self.ask(None if ended else prompt)
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
        self.ask(self._prompt)
        return True

    def open_form(
        self,
        name: str,
        row: str,
        make: "Callable[[Mapping[str, str]], FormScreen]",
        then: "Callable[[bool], object]" = lambda _: None,
    ) -> None:
        """Open a form over this screen; what stands in it when it is left, stands there when it is opened again.

        `then` is told whether it was saved.
        """
        session = self.session
        form = make(session.draft(name, row))
        form.keep = lambda: session.keep_draft(name, row, form.draft)

        def answered(saved: bool | None) -> None:
            form.keep = None  # its clock may still be running
            session.keep_draft(name, row, {} if saved else form.draft)
            then(bool(saved))

        self.app.push_screen(form, answered)

    # -- actions ------------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take the last step back."""
        self.session.execute(Undo())

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.session.execute(Redo())

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.keys.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))
