"""The keys that write feedback, on every screen of the mentor's view that shows something to write about."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from learnboard.domain.model.feedback import FeedbackItem, Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.feedback import item_text
from learnboard.ui.mentor.reader import feedback_context_of
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, board_subject, subject_of
from learnboard.ui.toolkit.key_groups import BOARD, FEEDBACK

if TYPE_CHECKING:
    from learnboard.ui.toolkit.form import FormScreen


TOLD = 12
"""Seconds that a refusal stays on the screen."""


class FeedbackScreen(Screen[Any]):
    """A screen with a thing to write about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "write_on", "give feedback", id="mentor.comment", group=FEEDBACK),
        Binding("o", "note", "own note", id="mentor.note", show=False, group=FEEDBACK),
        Binding("u", "undo", "undo", id="board.undo", show=False, group=FEEDBACK),
        Binding("question_mark", "help", "help", id="board.help", group=BOARD),
    ]
    MORE_SIGNS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("47 % → 53 %", "last time, and now"),
        ("● → !", "was on track, is at risk"),
        ("•", "not written to a file yet"),
    )
    """What help says of signs beside those of every board."""

    def __init__(self, mentor_session: MentorSession) -> None:
        super().__init__()
        self.mentor_session = mentor_session

    @property
    def subject(self) -> FeedbackSubject:
        """What is written about."""
        raise NotImplementedError

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what is written now."""
        raise NotImplementedError

    def refuse(self, message: str) -> None:
        """Say in a box why something could not be done."""
        self.notify(message, severity="warning", markup=False, timeout=TOLD)

    # -- forms --------------------------------------------------------------------------------------------------------

    def open_form(self, name: str, make: Callable[[Mapping[str, str]], "FormScreen"]) -> None:
        """Open a form over this screen; what stands in it when it is left, stands there when it is opened again."""
        form = make(self.mentor_session.feedback_draft.forms.get(name, {}))
        form.keep = self.mentor_session.keep_form
        self.mentor_session.begin_form(name, lambda: form.draft)

        def answered(saved: bool | None) -> None:
            self.mentor_session.end_form(saved=bool(saved))
            self.renew()

        self.app.push_screen(form, answered)

    def write_about(self, subject: FeedbackSubject, item: FeedbackItem | None = None) -> None:
        """Open the form for feedback on a thing, or for an item that is to be changed."""
        # Forms are loaded when the first is opened.
        from learnboard.ui.mentor.forms import FeedbackForm  # noqa: PLC0415

        snapshot_view = self.mentor_session.snapshot_view
        subjects = [subject, *self._around(subject)]
        occasions = [feedback_context_of(snapshot_view, each.target) for each in subjects]

        def save(made: FeedbackItem) -> bool:
            self.mentor_session.put(made)
            where = subject_of(snapshot_view.snapshot.records, made.target).named
            self.say(item_text(made.kind, where), "u undo")
            return True

        def form(draft: Mapping[str, str]) -> FeedbackForm:
            return FeedbackForm(subjects, occasions, self.mentor_session.today, save=save, draft=draft, item=item)

        name = f"change {item.id}" if item else f"feedback {subject.target.kind} {subject.target.id}"
        self.open_form(name, form)

    def _around(self, subject: FeedbackSubject) -> list[FeedbackSubject]:
        """What else feedback may be about that is given here: what the thing belongs to, and the whole board."""
        records = self.mentor_session.snapshot_view.snapshot.records
        targets: list[Target] = []
        row: Any = None
        match subject.target.kind:
            case "key_result":
                row = next((row for row in records.key_results if row.id == subject.target.id), None)
                targets += [Target("objective", row.objective_id)] if row else []
            case "budget_entry":
                row = next((row for row in records.budget_entries if row.id == subject.target.id), None)
            case "log_entry":
                row = next((row for row in records.log_entries if row.id == subject.target.id), None)
            case "board":
                goal = self.mentor_session.snapshot_view.board.goal
                return [subject_of(records, Target("goal", goal.id))] if goal else []
            case _:
                pass
        of: Id | None = getattr(row, "key_result_id", None)
        targets += [Target("key_result", of)] if of else []
        return [*(subject_of(records, target) for target in targets), board_subject(records)]

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_write_on(self) -> None:
        """Write feedback on what the cursor stands on."""
        self.write_about(self.subject._replace(item=None))

    def action_note(self) -> None:
        """Write a note of one's own."""
        from learnboard.ui.mentor.forms import NoteForm  # noqa: PLC0415 - as above

        def save(text: str) -> bool:
            self.mentor_session.note(text)
            self.say("kept your note on this machine")
            return True

        self.open_form("note", lambda draft: NoteForm(self.mentor_session.feedback_draft.note, save=save, draft=draft))

    def action_undo(self) -> None:
        """Take the last change of what is written back."""
        done = self.mentor_session.undo()
        self.say("took the last change of your feedback back" if done else "There is nothing to take back.")
        self.renew()

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.keys.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))
