"""The keys that work on a key result, wherever one is shown."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.board import Card
from learnboard.domain.model.fields import Visibility
from learnboard.service.commands import ChangeRow, DeleteRow, ToggleDone, ToggleIlo
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.keys.bindings import KEY_RESULT

if TYPE_CHECKING:
    from learnboard.ui.editing.prompts import Prompts

_NEXT_VISIBILITY: Final[Mapping[Visibility, Visibility]] = {
    "private": "mentor",
    "mentor": "shared",
    "shared": "private",
}


class KeyResultActions(EditorScreen):
    """An editor screen with a key result to work on."""

    NO_CARD: ClassVar[str] = "There is no key result here to work on: n makes one."
    BINDINGS: ClassVar[list[BindingType]] = [*KEY_RESULT]

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

    @cached_property
    def prompts(self) -> "Prompts":
        """What is typed in one line before something is done."""
        from learnboard.ui.editing.prompts import Prompts  # noqa: PLC0415 - not needed by the first paint

        return Prompts(self)

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open_card(self) -> None:
        """Open the card's page."""
        raise NotImplementedError

    def action_check_in(self) -> None:
        """Open the form of a check-in."""
        if card := self.need_card():
            features.open_check_in(self, card)

    def action_edit_title(self) -> None:
        """Have the card's title typed anew."""
        raise NotImplementedError

    def action_toggle_done(self) -> None:
        """Mark the card done, or not done after all."""
        if card := self.need_card():
            self.session.execute(ToggleDone(card.id, self.session.board.day))

    def action_set_due(self) -> None:
        """Ask for the due date."""
        if card := self.need_card():
            self.prompts.due(card.key_result)

    def action_set_labels(self) -> None:
        """Ask for the labels."""
        if card := self.need_card():
            self.prompts.labels(card.key_result)

    def action_toggle_ilo(self) -> None:
        """Make it the one Individual Learning Objective from today on, or end that."""
        if card := self.need_card():
            self.session.execute(ToggleIlo(card.id, self.session.board.day))

    def action_turn_visibility(self) -> None:
        """Show it to the next of nobody else, mentors and everybody."""
        if card := self.need_card():
            row = card.key_result
            self.session.execute(ChangeRow(row, replace(row, visibility=_NEXT_VISIBILITY[row.visibility])))

    def action_drop(self) -> None:
        """Ask why it is dropped; a dropped one is taken up again."""
        if card := self.need_card():
            row = card.key_result
            if row.dropped:
                self.session.execute(ChangeRow(row, replace(row, dropped_on=None, drop_reason="")))
            else:
                self.prompts.drop(row)

    def action_delete(self) -> None:
        """Delete it with all that belongs to it; nothing is asked, since it can be undone."""
        if card := self.need_card():
            self.session.execute(DeleteRow(card.key_result))
