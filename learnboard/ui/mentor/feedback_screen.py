"""Base screens of the mentor's view, and the actions that write feedback."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Region
from textual.screen import Screen

from learnboard.domain.model.feedback import FeedbackItem
from learnboard.ui import features
from learnboard.ui.keys.bindings import WRITE_FEEDBACK
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.keys import MessageScreen
from learnboard.ui.toolkit.painting import PaintsRegions
from learnboard.ui.toolkit.status_lines import StatusLine
from learnboard.ui.toolkit.toasts import ToastGround, last_lines

if TYPE_CHECKING:
    from learnboard.ui.toolkit.form import FormScreen


TOLD: Final = 12
"""Seconds that an error stays on the screen."""
LEAVES: Final = "This is the first screen: q leaves."


class MentorScreen(ClosesOnce, MessageScreen, ToastGround, PaintsRegions, Screen[Any]):
    """A screen of a mentor's session."""

    def __init__(self, mentor_session: MentorSession) -> None:
        super().__init__()
        self.mentor_session = mentor_session

    def never_covered(self) -> Iterable[Region]:
        """What was done, and the keys."""
        return [last_lines(self.app.size)]

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and what can be done about it."""
        return self.query_one(StatusLine).said

    def say(self, message: str, hint: str = "") -> None:
        """Show a message in the status line, with a hint beside it."""
        self.query_one(StatusLine).say(message, hint)

    def refuse(self, message: str) -> None:
        """Show in a notification why something failed."""
        self.notify(message, severity="warning", markup=False, timeout=TOLD)

    def leave(self, *, on_snapshot: bool) -> None:
        """Quit the program. Warn once about unwritten items, from the open snapshot or from the list of people."""
        if warning := self.mentor_session.warning_before_leaving(on_snapshot=on_snapshot):
            self.say(warning)
        else:
            self.app.exit()

    def action_back(self) -> None:
        """Say which key leaves: nothing lies behind the first screen, and escape must not end the program."""
        self.say(LEAVES)

    def action_help(self) -> None:
        """Open the help of this screen."""
        features.open_help(self)


class FeedbackScreen(MentorScreen):
    """Screen with a subject to give feedback on."""

    BINDINGS: ClassVar[list[BindingType]] = [*WRITE_FEEDBACK]
    MORE_SIGNS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("47 % → 53 %", "last time, and now"),
        ("● → !", "was on track, is at risk"),
        ("•", "not written to a file yet"),
    )
    """Signs that help explains in addition to those of the board."""

    @property
    def subject(self) -> FeedbackSubject:
        """Subject of new feedback."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show the present feedback draft."""
        raise NotImplementedError

    # -- forms --------------------------------------------------------------------------------------------------------

    def open_form(self, name: str, make: Callable[[Mapping[str, str]], "FormScreen"]) -> None:
        """Open a form over this screen. Text left in it is kept as a draft and restored next time."""
        name, draft = self.mentor_session.form_draft(name)
        form = make(draft)
        form.keep = self.mentor_session.keep_form
        self.mentor_session.begin_form(name, lambda: form.draft)

        def answered(saved: bool | None) -> None:
            self.mentor_session.end_form(saved=bool(saved))
            self.renew()

        self.app.push_screen(form, answered)

    def write_about(self, subject: FeedbackSubject, item: FeedbackItem | None = None) -> None:
        """Open the form for feedback on a subject, or to edit an item."""
        features.open_feedback(self, subject, item)

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_write_on(self) -> None:
        """Write feedback on the subject under the cursor."""
        self.write_about(self.subject._replace(item=None))

    def action_note(self) -> None:
        """Edit the mentor's own note."""
        features.open_note(self)

    def action_undo(self) -> None:
        """Undo the last change to the feedback."""
        done = self.mentor_session.undo()
        self.say("Undid the last change to your feedback." if done else "There is nothing to undo.")
        self.renew()
