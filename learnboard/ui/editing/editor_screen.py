"""Base screens for changing the session's board: prompts, forms, undo and help."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from learnboard.domain.errors import BlockedStep, BoardUnavailable, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.presentation.cycles import closed_refusal
from learnboard.service.commands import Redo, Result, Undo
from learnboard.service.resource_commands import SkipStep
from learnboard.ui import features
from learnboard.ui.keys.bindings import EDITOR
from learnboard.ui.session import Session
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.prompt_screen import PromptScreen
from learnboard.ui.toolkit.status_lines import key_line, lines_above, prompt_line
from learnboard.ui.toolkit.text import Line
from learnboard.ui.toolkit.toasts import withdraw_toasts

if TYPE_CHECKING:
    from learnboard.domain.board import Card
    from learnboard.ui.toolkit.form import FormScreen
    from learnboard.ui.toolkit.status_lines import Prompt


_SECONDS: Final = 5
"""Seconds that the shortest refusal stays on the screen."""
_READ: Final = 13
"""Characters that a person reads in a second who was about to do something else."""

_SKIP: Final = "u once more leaves that step as it is, and goes on with the one before."


class FileLost(Message):
    """The board's file was moved, deleted or replaced while open."""


class EditorScreen(PromptScreen):
    """A screen of a session, with a status line, prompts and forms."""

    BINDINGS: ClassVar[list[BindingType]] = [*EDITOR]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._skips: object = None
        """The newest step when undo offered to skip one; another one since then is undone as ever."""
        self._offer = ""
        """The toast that offers it; empty if there is none."""

    # -- observing the session ------------------------------------------------------------------------------------

    def refuse(self, error: LearnboardError) -> None:
        """Show why a command was rejected; if the board's file is lost, ask how to continue."""
        if isinstance(error, BoardUnavailable) and error.trouble == "moved":
            self.post_message(FileLost())
        else:
            blocked = isinstance(error, BlockedStep)
            self._skips = self._newest_step() if blocked else None
            message = f"{error} {_SKIP}" if blocked else str(error)
            self._offer = message if blocked else self._offer
            seconds = max(_SECONDS, len(message) / _READ)
            self.notify(message, severity="warning", markup=False, timeout=seconds)

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it; what no longer holds is taken away."""
        self._withdraw_offer()
        super().say(message, hint)

    def _withdraw_offer(self) -> None:
        """Take the toast away that offers to skip a step, unless that is what u does."""
        if self._offer and self._skips != self._newest_step():
            withdraw_toasts(self.app, self._offer)
            self._offer = ""

    @property
    def closed_cycle(self) -> str:
        """The title of the cycle on the board if it is closed, else an empty text."""
        cycle = self.session.board.cycle
        return cycle.title if cycle and cycle.status == "closed" else ""

    def refuses_closed(self) -> bool:
        """Say that the cycle on the board is closed, if it is, before anything is asked for that could not be saved."""
        if closed := self.closed_cycle:
            self.say(closed_refusal(closed))
        return bool(closed)

    def tell_time(self) -> None:
        """Show how long the timer has run, where that is shown."""

    # -- forms --------------------------------------------------------------------------------------------------------

    def open_form(
        self,
        name: str,
        row: str,
        make: "Callable[[Mapping[str, str]], FormScreen]",
        then: Callable[[bool], object] = lambda _: None,
    ) -> None:
        """Open a form over this screen with its draft; `then` receives whether the form was saved."""
        session = self.session
        form = make(session.draft(name, row))
        form.keep = lambda: session.keep_draft(name, row, form.draft)

        def answered(saved: bool | None) -> None:
            form.keep = None  # its timer may still be running
            (session.finish_draft if saved else session.keep_draft)(name, row, form.draft)
            then(bool(saved))

        self.app.push_screen(form, answered)

    def _newest_step(self) -> object:
        """What differs after every step; None if that cannot be read now."""
        with suppress(LearnboardError):
            return self.session.service.last_step
        return None

    # -- actions --------------------------------------------------------------------------------------------------

    @property
    def card(self) -> "Card | None":
        """The current key result, on a screen that has one."""
        return None

    @property
    def timed(self) -> Id | None:
        """The key result that the timer starts for here; None for none."""
        return self.card.id if self.card else None

    def action_log_time(self) -> None:
        """Prompt for learning time in a line."""
        self.session.keep_up()
        features.open_log(self)

    def action_turn_timer(self) -> None:
        """Start the timer of learning time, or stop it and log the time."""
        self.session.keep_up()
        features.turn_timer(self)

    def action_undo(self) -> None:
        """Undo the latest step; skip it if the press before told that it can no longer be undone."""
        offered, self._skips = self._skips, None
        self._withdraw_offer()
        skips = offered is not None and offered == self._newest_step()
        self.session.execute(SkipStep() if skips else Undo())

    def action_redo(self) -> None:
        """Redo the step undone last."""
        self.session.execute(Redo())

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)


class EditorPage(EditorScreen, PageScreen):
    """A page over the board that can change it, and observes it while open."""

    def on_mount(self) -> None:
        """Start observing the board."""
        self.session.observers.append(self)
        self.opened()

    def opened(self) -> None:
        """React to being mounted; called once the page observes the board."""

    def show(self, result: Result | None) -> None:
        """Show the session's board; `result` is that of the command behind the change, None for one from elsewhere."""
        raise NotImplementedError

    def stop_observing(self) -> None:
        """Stop observing the board."""
        if self in self.session.observers:
            self.session.observers.remove(self)

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Show a message in the footer, and a hint on what can be done about it."""
        self._withdraw_offer()
        PageScreen.say(self, message, hint)

    def never_covered(self) -> Iterable[Region]:
        """The footer, and the line of a title that is being typed."""
        return [*PageScreen.never_covered(self), *(self.page.caret_regions() if self.typing else ())]

    def show_prompt(self, prompt: "Prompt | None") -> None:  # noqa: ARG002 - it is drawn with the page
        """Draw the prompt and its keys in the footer."""
        self.redraw()

    def footer(self, width: int) -> list[Line]:
        """Return the footer: the prompt or else the message, and the keys."""
        lines = super().footer(width)
        if self._prompt is None:
            return lines
        room = self.footer_width(width)
        return [*lines_above(self._prompt, room), prompt_line(self._prompt, room), key_line(self._prompt.keys, room)]
