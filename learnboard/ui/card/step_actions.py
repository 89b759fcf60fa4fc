"""Actions on the steps of a card; the step under the cursor takes precedence over the card."""

from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import Milestone
from learnboard.service import factory
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow, MoveMilestone
from learnboard.service.queries.card import CardDetails
from learnboard.ui.card.steps import TypedTitle
from learnboard.ui.editing.editor_screen import EditorPage
from learnboard.ui.editing.key_result_actions import KeyResultActions
from learnboard.ui.editing.title_edit import EditedTitle, Titled, add_titles, present, rename
from learnboard.ui.keys.bindings import STEPS
from learnboard.ui.session import Session
from learnboard.ui.toolkit.keys import ALL
from learnboard.ui.toolkit.styles import CaretView, with_caret
from learnboard.ui.toolkit.text_buffer import TextBuffer

_NO_STEPS: Final = "Only a milestone key result has steps: enter changes its kind."
_NO_STEP_HERE: Final = "There is no step here: n adds one."


class StepActions(KeyResultActions, EditorPage):
    """A card's page with a cursor on one of its steps or on the card itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*STEPS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.details: CardDetails | None = None
        self._edited: tuple[EditedTitle, str] | None = None
        """The title being typed, with the caret in it."""
        self._step: Id | None = None
        self._place = 0

    # -- the cursor -----------------------------------------------------------------------------------------------

    @property
    def has_steps(self) -> bool:
        """Whether the card is of the kind that has steps."""
        return self.details is not None and self.details.key_result.kind == "milestone"

    @property
    def steps(self) -> tuple[Milestone, ...]:
        """The card's steps in board order."""
        return self.details.milestones if self.details and self.has_steps else ()

    @property
    def at(self) -> int | None:
        """The place of the step under the cursor; None for the card itself."""
        if self._step is None or not self.steps:
            return None
        place = self._place_of(self._step)
        return min(self._place if place is None else place, len(self.steps) - 1)

    @property
    def step(self) -> Milestone | None:
        """The step under the cursor; None for the card itself."""
        return None if self.at is None else self.steps[self.at]

    def go_to(self, step: Id | None) -> None:
        """Move the cursor to a step, or with None to the card itself."""
        self._step = step
        self._place = self.at or 0

    def go_to_first_open(self) -> None:
        """Move the cursor to the first open step, else to the first step, else to the card."""
        first = next((step for step in self.steps if not step.done_on), next(iter(self.steps), None))
        self.go_to(first.id if first else None)

    def settle(self) -> None:
        """Keep the cursor on its step after a change, or in its place if the step is gone."""
        self.go_to(self.step.id if self.step else None)

    def _place_of(self, step: Id) -> int | None:
        return next((place for place, row in enumerate(self.steps) if row.id == step), None)

    # -- titles being typed ---------------------------------------------------------------------------------------

    @property
    def typed_title(self) -> TypedTitle | None:
        """The title that is being typed, where it stands by now; None for none, or for that of a step that is gone."""
        if self._edited is None:
            return None
        (row, place), text = self._edited
        if not isinstance(row, Milestone):
            return TypedTitle(text)
        if place is not None:
            return TypedTitle(text, min(place, len(self.steps)), new=True)
        place = self._place_of(row.id)
        return None if place is None else TypedTitle(text, place)

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Show the title being typed in its place."""
        seen = with_caret(entry, ALL)
        self._edited = edited, seen.text
        self.redraw()
        return seen

    def present(self, row: Titled) -> Titled | None:
        """Return a step, or the card, as it is now."""
        if isinstance(row, Milestone):
            return next((step for step in self.steps if step.id == row.id), None)
        return present(self.session.board, row)

    def hide_title(self) -> None:
        """Show the page without the title being typed."""
        self._edited = None
        self.redraw()

    # -- actions --------------------------------------------------------------------------------------------------

    def _step_here(self) -> Milestone | None:
        """Return the step under the cursor, after reading changes by other programs."""
        self.session.keep_up()
        return self.step

    def action_edit_title(self) -> None:
        """Edit the title of the step or card in place."""
        if step := self._step_here():
            rename(self, step, name="step")
        elif card := self.need_card():
            rename(self, card.key_result)

    def action_toggle_done(self) -> None:
        """Mark the step or card done, or not done."""
        if step := self._step_here():
            done_on = None if step.done_on else self.session.board.day
            self.session.execute(ChangeRow(step, replace(step, done_on=done_on)))
        else:
            super().action_toggle_done()

    def action_set_due(self) -> None:
        """Prompt for the due date of the step or card."""
        if step := self._step_here():
            self.prompts.due(step)
        else:
            super().action_set_due()

    def action_delete(self) -> None:
        """Delete the step, or the card with all that belongs to it; this can be undone."""
        if step := self._step_here():
            self.session.execute(DeleteRow(step))
        else:
            super().action_delete()

    def action_weigh_step(self) -> None:
        """Prompt for the weight of the step."""
        if step := self._step_here():
            self.prompts.weight(step)
        else:
            self.say(_NO_STEP_HERE if self.has_steps else _NO_STEPS)

    def action_move_step(self, by: int) -> None:
        """Carry the step up or down."""
        step, place = self._step_here(), (self.at or 0) + by
        if step and 0 <= place < len(self.steps):
            self.session.execute(MoveMilestone(step.id, place))

    def action_write_step(self) -> None:
        """Prompt for new steps below the cursor, or at the end."""
        if card := self.need_card():
            if self.has_steps:
                self._add_steps(card.id, len(self.steps) if self.at is None else self.at + 1)
            else:
                self.say(_NO_STEPS)

    def _add_steps(self, key_result: Id, place: int) -> None:
        def add(title: str) -> bool:
            row, before = factory.new_milestone(title, key_result), self._step
            self.go_to(row.id)
            added = self.session.execute(AddRow(row, place))
            if not added:
                self.go_to(before)
            return added

        edited = EditedTitle(factory.new_milestone("", key_result), place)
        add_titles(self, "new step", edited, add=add, go_on=lambda: self._add_steps(key_result, place + 1))
