"""What screens have on which the session's board is worked on: a line to type in, forms, undo; and keys of a card."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from learnboard.domain.board import Card
from learnboard.service.commands import ToggleDone
from learnboard.ui.editing.editor_screen import EDITOR_BINDINGS, EditorScreen
from learnboard.ui.toolkit.key_groups import CARD


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
            self.session.execute(ToggleDone(card.id, self.session.board.day))

    def action_edit_title(self) -> None:
        """Have the card's title typed anew."""
        self.action_ask("title")

    def action_ask(self, what: str) -> None:
        """Do something to the card, after asking what is needed for it."""
        from learnboard.ui.editing import key_result_prompts  # noqa: PLC0415 - not needed by the first paint

        if card := self.need_card():
            key_result_prompts.ASK[what](self, card)
