"""The keys that write feedback, on every screen of the mentor's view that shows something to write about."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from learnboard.domain.feedback import Target
from learnboard.domain.feedback_document import FeedbackItem
from learnboard.domain.fields import Id
from learnboard.ui.keys import BOARD, FEEDBACK
from learnboard.ui.mentor.sitting import Sitting
from learnboard.ui.mentor.things import Thing, thing_of, whole_board
from learnboard.ui.mentor.words import KINDS

if TYPE_CHECKING:
    from learnboard.ui.forms.form import FormScreen

TOLD = 12
"""Seconds that a refusal stays on the screen."""


class Writer(Screen[Any]):
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

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    @property
    def thing(self) -> Thing:
        """What is written about."""
        raise NotImplementedError

    def say(self, sentence: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what is written now."""
        raise NotImplementedError

    def refuse(self, sentence: str) -> None:
        """Say in a box why something could not be done."""
        self.notify(sentence, severity="warning", markup=False, timeout=TOLD)

    # -- forms --------------------------------------------------------------------------------------------------------

    def open_form(self, name: str, make: Callable[[Mapping[str, str]], "FormScreen"]) -> None:
        """Open a form over this screen; what stands in it when it is left, stands there when it is opened again."""
        form = make(self.sitting.letter.half.get(name, {}))
        form.keep = self.sitting.keep_form
        self.sitting.begin_form(name, lambda: form.draft)

        def answered(saved: bool | None) -> None:
            self.sitting.end_form(saved=bool(saved))
            self.renew()

        self.app.push_screen(form, answered)

    def write_about(self, thing: Thing, item: FeedbackItem | None = None) -> None:
        """Open the form for feedback on a thing, or for an item that is to be changed."""
        # Forms are loaded when the first is opened.
        from learnboard.ui.mentor.forms import FeedbackForm  # noqa: PLC0415
        from learnboard.ui.mentor.prompts import occasion  # noqa: PLC0415

        visit = self.sitting.visit
        things = [thing, *self._around(thing)]
        occasions = [occasion(visit, each) for each in things]

        def save(made: FeedbackItem) -> bool:
            self.sitting.put(made)
            where = thing_of(visit.snapshot.records, made.target).named
            self.say(f"{KINDS[made.kind]} on {where}", "u undo")
            return True

        def form(draft: Mapping[str, str]) -> FeedbackForm:
            return FeedbackForm(things, occasions, self.sitting.today, save=save, draft=draft, item=item)

        name = f"change {item.id}" if item else f"feedback {thing.target.kind} {thing.target.id}"
        self.open_form(name, form)

    def _around(self, thing: Thing) -> list[Thing]:
        """What else feedback may be about that is given here: what the thing belongs to, and the whole board."""
        records = self.sitting.visit.snapshot.records
        targets: list[Target] = []
        row: Any = None
        match thing.target.kind:
            case "key_result":
                row = next((row for row in records.key_results if row.id == thing.target.id), None)
                targets += [Target("objective", row.objective_id)] if row else []
            case "budget_entry":
                row = next((row for row in records.budget_entries if row.id == thing.target.id), None)
            case "log_entry":
                row = next((row for row in records.log_entries if row.id == thing.target.id), None)
            case "board":
                goal = self.sitting.visit.board.goal
                return [thing_of(records, Target("goal", goal.id))] if goal else []
            case _:
                pass
        of: Id | None = getattr(row, "key_result_id", None)
        targets += [Target("key_result", of)] if of else []
        return [*(thing_of(records, target) for target in targets), whole_board(records)]

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_write_on(self) -> None:
        """Write feedback on what the cursor stands on."""
        self.write_about(self.thing._replace(item=None))

    def action_note(self) -> None:
        """Write a note of one's own."""
        from learnboard.ui.mentor.forms import NoteForm  # noqa: PLC0415 - as above

        def save(text: str) -> bool:
            self.sitting.note(text)
            self.say("kept your note on this machine")
            return True

        self.open_form("note", lambda draft: NoteForm(self.sitting.letter.note, save=save, draft=draft))

    def action_undo(self) -> None:
        """Take the last change of what is written back."""
        done = self.sitting.undo()
        self.say("took the last change of your feedback back" if done else "There is nothing to take back.")
        self.renew()

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))
