"""Actions on a key result, for every screen that shows one."""

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

NEXT_VISIBILITY: Final[Mapping[Visibility, Visibility]] = {
    "private": "mentor",
    "mentor": "shared",
    "shared": "private",
}


class KeyResultActions(EditorScreen):
    """An editor screen with a current key result."""

    NO_CARD: ClassVar[str] = "There is no key result here yet: n makes one."
    BINDINGS: ClassVar[list[BindingType]] = [*KEY_RESULT]

    @property
    def card(self) -> Card | None:
        """The current card."""
        raise NotImplementedError

    def need_card(self) -> Card | None:
        """Return the current card, after reading changes by other programs; show a message if there is none."""
        self.session.keep_up()
        if self.refuses_closed():
            return None
        if self.card is None:
            self.say(self.NO_CARD)
        return self.card

    @cached_property
    def prompts(self) -> "Prompts":
        """The prompts for fields of a row."""
        from learnboard.ui.editing.prompts import Prompts  # noqa: PLC0415 - not needed by the first paint

        return Prompts(self)

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open_card(self) -> None:
        """Open the card's page."""
        raise NotImplementedError

    def action_check_in(self) -> None:
        """Open the check-in form."""
        if card := self.need_card():
            features.open_check_in(self, card)

    def action_edit_title(self) -> None:
        """Edit the card's title in place."""
        raise NotImplementedError

    def action_toggle_done(self) -> None:
        """Mark the card done, or not done."""
        if card := self.need_card():
            self.session.execute(ToggleDone(card.id, self.session.board.day))

    def action_set_due(self) -> None:
        """Prompt for the due date."""
        if card := self.need_card():
            self.prompts.due(card.key_result)

    def action_set_labels(self) -> None:
        """Prompt for the labels."""
        if card := self.need_card():
            self.prompts.labels(card.key_result)

    def action_toggle_ilo(self) -> None:
        """Make the card the Individual Learning Objective from today on, or end that and ask what was learned."""
        if card := self.need_card():
            if card.ilo:
                self.prompts.end_ilo(card.key_result)
            else:
                self.session.execute(ToggleIlo(card.id, self.session.board.day))

    def action_open_ilo_history(self) -> None:
        """Open the times of the Individual Learning Objective."""
        features.open_ilo_history(self, self.card)

    def action_open_stretches(self) -> None:
        """Open the stretches, with the cursor on that of the card."""
        self.session.keep_up()
        features.open_stretches(self, self.card)

    def action_find_help(self) -> None:
        """Open the form for the help that was found where some is asked for."""
        if card := self.need_card():
            features.open_found_help(self, card)

    def action_turn_visibility(self) -> None:
        """Change the visibility to the next of private, mentor and shared."""
        if card := self.need_card():
            row = card.key_result
            self.session.execute(ChangeRow(row, replace(row, visibility=NEXT_VISIBILITY[row.visibility])))

    def action_drop(self) -> None:
        """Prompt for a reason and drop the card; if it is dropped already, resume it."""
        if card := self.need_card():
            row = card.key_result
            if row.dropped:
                self.session.execute(ChangeRow(row, replace(row, dropped_on=None, drop_reason="")))
            else:
                self.prompts.drop(row)

    def action_copy_ticket(self) -> None:
        """Copy the card as the text of a ticket; it is no change, so a closed cycle allows it."""
        self.session.keep_up()
        if self.card is None:
            self.say(self.NO_CARD)
        else:
            features.copy_ticket(self, self.card)

    def action_delete(self) -> None:
        """Delete the card with all that belongs to it, without asking, since this can be undone."""
        if card := self.need_card():
            self.session.execute(DeleteRow(card.key_result))
