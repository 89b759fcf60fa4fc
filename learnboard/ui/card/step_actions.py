"""The keys that work on the steps of a card: the step under the cursor has them before the card itself."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import Milestone
from learnboard.service.queries.card import CardDetails
from learnboard.ui.card.steps import TypedTitle
from learnboard.ui.editing.key_result_actions import KeyResultActions
from learnboard.ui.session import Session
from learnboard.ui.toolkit.key_groups import CARD, CARRY

NEW_STEP: Final = "new step"
_NO_STEPS: Final = "Only a milestone key result has steps: enter changes its kind."
_NO_STEP_HERE: Final = "There is no step here: n writes one."
_OF_STEPS: Final = ("due", "gone")
"""What can be asked of a step as of a card."""


class StepActions(KeyResultActions):
    """A bench with the details of its card, and a cursor on one of the steps or on the card itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "write_step", NEW_STEP, id="step.new", group=CARD),
        Binding("w", "weigh_step", "weight of the step", id="step.weight", show=False, group=CARD),
        Binding("K,shift+up", "move_step(-1)", "carry the step up", id="step.up", show=False, group=CARRY),
        Binding("J,shift+down", "move_step(1)", "carry the step down", id="step.down", show=False, group=CARRY),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.details: CardDetails | None = None
        self.typing: TypedTitle | None = None
        """Where a title is being typed."""
        self._step: Id | None = None
        self._place = 0

    # -- the cursor ---------------------------------------------------------------------------------------------

    @property
    def stepwise(self) -> bool:
        """Whether the card is one that has steps."""
        return self.details is not None and self.details.key_result.kind == "milestone"

    @property
    def steps(self) -> tuple[Milestone, ...]:
        """The card's steps in board order."""
        return self.details.milestones if self.details and self.stepwise else ()

    @property
    def at(self) -> int | None:
        """The place of the step under the cursor; None is the card itself."""
        if self._step is None or not self.steps:
            return None
        place = next((place for place, step in enumerate(self.steps) if step.id == self._step), self._place)
        return min(place, len(self.steps) - 1)

    @property
    def step(self) -> Milestone | None:
        """The step under the cursor."""
        return None if self.at is None else self.steps[self.at]

    def go_to(self, step: Id | None) -> Id | None:
        """Put the cursor on a step, or on the card itself; answers where it was."""
        before, self._step = self._step, step
        self._place = self.at or 0
        return before

    def begin(self) -> None:
        """Put the cursor on the first step that is open, else on the first, else on the card."""
        first = next((step for step in self.steps if not step.done_on), next(iter(self.steps), None))
        self.go_to(first.id if first else None)

    def settle(self) -> None:
        """Keep the cursor on its step, or where that was, after a change."""
        self.go_to(self.step.id if self.step else None)

    # -- actions ------------------------------------------------------------------------------------------------

    def action_edit_title(self) -> None:
        """Have the title of the step, or of the card, typed anew where it stands."""
        if not self._done_to_step("title"):
            from learnboard.ui.card.step_prompts import rename_card  # noqa: PLC0415 - read when something is typed

            rename_card(self)

    def action_toggle_done(self) -> None:
        """Mark the step, or the card, done or not done after all."""
        if not self._done_to_step("done"):
            super().action_toggle_done()

    def action_ask(self, what: str) -> None:
        """Do something to the step if that can be done to steps, else to the card."""
        if what not in _OF_STEPS or not self._done_to_step(what):
            super().action_ask(what)

    def action_weigh_step(self) -> None:
        """Have the weight of the step typed."""
        if not self._done_to_step("weight"):
            self.say(_NO_STEP_HERE if self.stepwise else _NO_STEPS)

    def action_move_step(self, by: int) -> None:
        """Carry the step up or down."""
        self._done_to_step("up" if by < 0 else "down")

    def action_write_step(self) -> None:
        """Have new steps typed under the one with the cursor, or at the end."""
        card = self.need_card()
        if card and self.stepwise:
            from learnboard.ui.card import step_prompts  # noqa: PLC0415

            step_prompts.write(self, card.id, len(self.steps) if self.at is None else self.at + 1)
        elif card:
            self.say(_NO_STEPS)

    def _done_to_step(self, what: str) -> bool:
        """Do something to the step under the cursor; False without one."""
        self.session.keep_up()
        step = self.step
        if step:
            from learnboard.ui.card import step_prompts  # noqa: PLC0415

            step_prompts.DO[what](self, step)
        return step is not None
