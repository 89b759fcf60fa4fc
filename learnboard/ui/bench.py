"""What screens have on which the session's board is worked on: a line to type in, forms, undo; and keys of a card."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from learnboard.domain.board import Card
from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.service.wishes import Redo, ToggleDone, Undo
from learnboard.ui.keys import BOARD, CARD
from learnboard.ui.lines import KeyLine, StatusLine
from learnboard.ui.session import Session
from learnboard.ui.taking import TextInputScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from learnboard.ui.forms.form import FormScreen
    from learnboard.ui.prompt import Prompt


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
        self.session.do(Undo())

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.session.do(Redo())

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))


class KeyResultActions(EditorScreen):
    """A workplace with a key result to work on."""

    NO_CARD: ClassVar[str] = "There is no key result here to work on: n makes one."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_card", "open", id="card.open", group=CARD),
        Binding("space", "ask('check_in')", "check in", id="card.check_in", group=CARD),
        Binding("e", "edit_title", "edit title", id="card.edit_title", show=False, group=CARD),
        Binding("x", "toggle_done", "done or not", id="card.toggle_done", show=False, group=CARD),
        Binding("t", "ask('due')", "due date", id="card.set_due", show=False, group=CARD),
        Binding("number_sign", "ask('labels')", "labels", id="card.set_labels", show=False, group=CARD),
        Binding("i", "ask('ilo')", "make it the ILO, or end it", id="card.toggle_ilo", show=False, group=CARD),
        Binding("p", "ask('visibility')", "who sees it", id="card.turn_visibility", show=False, group=CARD),
        Binding("d", "ask('drop')", "drop it, or take it up", id="card.drop", show=False, group=CARD),
        Binding("delete,backspace", "ask('gone')", "delete", id="card.delete", show=False, group=CARD),
        *EDITOR_BINDINGS,
    ]

    @property
    def card(self) -> Card | None:
        """The card to work on."""
        raise NotImplementedError

    def need_card(self) -> Card | None:
        """The card to work on, after a look at what other programs did; without one, a word about it."""
        self.session.keep_up()
        if self.card is None:
            self.say(self.NO_CARD)
        return self.card

    def action_open_card(self) -> None:
        """Open the card's page."""
        raise NotImplementedError

    def action_toggle_done(self) -> None:
        """Mark the card done, or not done after all."""
        if card := self.need_card():
            self.session.do(ToggleDone(card.id, self.session.board.day))

    def action_edit_title(self) -> None:
        """Have the card's title typed anew."""
        self.action_ask("title")

    def action_ask(self, what: str) -> None:
        """Do something to the card, after asking what is needed for it."""
        from learnboard.ui import asking  # noqa: PLC0415 - not needed by the first paint

        if card := self.need_card():
            asking.ASK[what](self, card)
