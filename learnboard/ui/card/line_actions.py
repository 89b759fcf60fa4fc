"""Keys on the lines of a card's page: steps, the blocker, actions, check-ins, money that was spent.

The line under the cursor comes first.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final, TypeAlias

from textual.binding import BindingType

from learnboard.domain.agenda import narrower
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import Blocker, CheckIn, IloPeriod, Milestone
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.domain.worth import SPENT
from learnboard.service import factory
from learnboard.service.commands import AddRow, ChangeRow, CloseBlocker, DeleteRow, FinishAction, MoveMilestone
from learnboard.service.queries.card import CardDetails
from learnboard.ui import features
from learnboard.ui.card.action_prompt import ask_action
from learnboard.ui.card.ilo_form import open_period
from learnboard.ui.card.sections import BLOCKER
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
_NOT_DONE: Final = "A check-in is neither done nor due: enter corrects it, del deletes it."
_SPENT: Final = "This is money that was spent: enter looks back at what it was worth, $ shows all money."
_CLOSES: Final = "x says that it is no longer in the way, enter corrects the check-in that tells of it."
_PERIOD: Final = "This was a time as the Individual Learning Objective: enter changes it, i ends it."
_TELLS: Final[Mapping[type, str]] = {
    CheckIn: _NOT_DONE,
    BudgetEntry: _SPENT,
    Blocker: _CLOSES,
    IloPeriod: _PERIOD,
}
"""What is said of a line to which a key does not apply."""


CardLine: TypeAlias = Milestone | Blocker | Action | CheckIn | IloPeriod | BudgetEntry


def line_id(line: CardLine) -> Id:
    """Return what the cursor keeps of a line to find it again."""
    return BLOCKER if isinstance(line, Blocker) else line.id


class LineActions(KeyResultActions, EditorPage):
    """A card's page with a cursor on one of its lines or on the card itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*STEPS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.details: CardDetails | None = None
        self._edited: tuple[EditedTitle, str] | None = None
        """The title being typed, with the caret in it."""
        self._line: Id | None = None
        """The id of the row under the cursor; of the blocker, BLOCKER; None on the card itself."""
        self._place = 0
        """Its place among its like."""
        self._like: type = CheckIn
        """Of which kind it is."""

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
    def lines(self) -> tuple[CardLine, ...]:
        """What the cursor walks over below the card itself."""
        if self.details is None:
            return ()
        check_ins = self.details.check_ins
        blocker = check_ins[0].blocker if check_ins else None
        reported: tuple[Blocker, ...] = (blocker,) if blocker else ()
        spent = [row for row in self.details.budget_entries if row.state in SPENT]
        periods = self.details.ilo_periods
        return (*self.steps, *reported, *self.details.actions, *self.details.coming, *check_ins, *periods, *spent)

    @property
    def place(self) -> int | None:
        """The place of the line under the cursor; None for the card itself."""
        if self._line is None:
            return None
        lines = self.lines
        found = next((place for place, row in enumerate(lines) if line_id(row) == self._line), None)
        if found is not None:
            return found
        # It is gone: the cursor stays among its like, so that a key pressed again does the same to the next.
        places = self._places_of(self._like)
        return places[min(self._place, len(places) - 1)] if places else None

    def _places_of(self, kind: type) -> list[int]:
        return [place for place, row in enumerate(self.lines) if isinstance(row, kind)]

    @property
    def line(self) -> CardLine | None:
        """The line under the cursor; None for the card itself."""
        return None if self.place is None else self.lines[self.place]

    @property
    def at(self) -> int | None:
        """The place of the step under the cursor; None for another line and for the card itself."""
        return self.place if self.step else None

    @property
    def step(self) -> Milestone | None:
        """The step under the cursor; None for another line and for the card itself."""
        return self.line if isinstance(self.line, Milestone) else None

    def go_to(self, line: Id | None) -> None:
        """Move the cursor to the line with an id, or with None to the card itself."""
        self._line = line
        self._like = type(self.line) if isinstance(self.line, Milestone | Action) else CheckIn
        places = self._places_of(type(self.line))
        self._place = places.index(self.place) if self.place in places else 0

    def go_to_first_open(self) -> None:
        """Move the cursor to the first open step, else to the first step, else to the card."""
        first = next((step for step in self.steps if not step.done_on), next(iter(self.steps), None))
        self.go_to(first.id if first else None)

    def settle(self) -> None:
        """Keep the cursor on its line after a change, or in its place if the line is gone."""
        self.go_to(line_id(self.line) if self.line else None)

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

    def _line_here(self) -> CardLine | None:
        """Return the line under the cursor, after reading changes by other programs."""
        self.session.keep_up()
        return self.line

    def _step_here(self) -> Milestone | None:
        line = self._line_here()
        return line if isinstance(line, Milestone) else None

    def action_open_card(self) -> None:
        """Open the form of the check-in, or that of the card."""
        line = self._line_here()
        if isinstance(line, Blocker | CheckIn):
            self._correct(line)
        elif isinstance(line, BudgetEntry):
            features.open_evaluation(self, line.id)
        elif isinstance(line, IloPeriod):
            open_period(self, line)
        elif isinstance(line, Action):
            self._ask_action(line)
        elif card := self.need_card():
            features.open_key_result(self, card)

    def _correct(self, line: Blocker | CheckIn) -> None:
        """Open the form of a check-in, or of the one that tells of the open blocker."""
        if (card := self.need_card()) and self.details:
            features.open_check_in(self, card, line if isinstance(line, CheckIn) else self.details.check_ins[0])

    def _go_to_newest(self) -> None:
        """Move the cursor to the newest check-in that counts, rather than leave it to keys for what has gone."""
        newest = next(iter(self.details.check_ins), None) if self.details else None
        if newest:
            self.go_to(newest.id)
            self.redraw()

    def action_edit_title(self) -> None:
        """Edit the title of the step or card in place; a check-in has its form."""
        line = self._line_here()
        if isinstance(line, Milestone):
            rename(self, line, name="step")
        elif isinstance(line, Action):
            self._ask_action(line)
        elif isinstance(line, BudgetEntry | IloPeriod):
            self.say(_TELLS[type(line)])
        elif line:
            self._correct(line)
        elif card := self.need_card():
            rename(self, card.key_result)

    def action_toggle_done(self) -> None:
        """Mark the step or card done, or not done; a blocker is no longer in the way."""
        match self._line_here():
            case Milestone() as step:
                done_on = None if step.done_on else self.session.board.day
                self.session.execute(ChangeRow(step, replace(step, done_on=done_on)))
            case Blocker() as blocker:
                if (card := self.need_card()) and self.session.execute(CloseBlocker(card.id, blocker)):
                    self._go_to_newest()
            case Action() as action:
                self.session.execute(FinishAction(action.id, None if action.done_on else self.session.board.day))
            case CheckIn():
                self.say(_NOT_DONE)
            case BudgetEntry() | IloPeriod() as line:
                self.say(_TELLS[type(line)])
            case None:
                super().action_toggle_done()

    def action_set_due(self) -> None:
        """Prompt for the due date of the step or card."""
        line = self._line_here()
        if isinstance(line, Milestone):
            self.prompts.due(line)
        elif isinstance(line, Action):
            self._ask_action(line)
        elif line:
            self.say(_TELLS[type(line)])
        else:
            super().action_set_due()

    def action_delete(self) -> None:
        """Delete the step or check-in, or the card with all that belongs to it; this can be undone."""
        line = self._line_here()
        if isinstance(line, Blocker | BudgetEntry):
            self.say(_TELLS[type(line)])
        elif line:
            self.session.execute(DeleteRow(line))
        else:
            super().action_delete()

    def action_write_action(self) -> None:
        """Prompt for a new action: how the key result is to be reached. It moves no progress."""
        self.session.keep_up()
        self._ask_action(None)

    def _ask_action(self, action: Action | None) -> None:
        if (card := self.need_card()) and self.details:
            seen = narrower(card.key_result.visibility, self.details.objective.visibility)
            ask_action(self, card, action, seen)

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
            row, before = factory.new_milestone(title, key_result), self._line
            self.go_to(row.id)
            added = self.session.execute(AddRow(row, place))
            if not added:
                self.go_to(before)
            return added

        edited = EditedTitle(factory.new_milestone("", key_result), place)
        add_titles(self, "new step", edited, add=add, go_on=lambda: self._add_steps(key_result, place + 1))
