"""Cards found by a filter or by a few letters, and sent to a column by its number."""

from typing import TYPE_CHECKING

from learnboard.domain.model.fields import Id
from learnboard.service.commands import MoveKeyResult
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.toolkit.prompt import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

if TYPE_CHECKING:
    from learnboard.ui.board.screen import BoardScreen


_FEW = 9
"""Columns whose numbers have one digit."""


def find(screen: "BoardScreen") -> None:
    """Filter the board as it is typed."""
    board_filter, card = screen.board_filter, screen.card
    if not screen.session.read_all():
        return
    board_filter.warm(screen.board)
    screen.say("")

    def changed(entry: TextBuffer) -> None:
        board_filter.query = entry.text
        screen.look(card.id if card else None)
        _go_to_a_card(screen)

    def leave(_: str) -> bool:
        screen.action_clear_filter()
        return True

    def preparation(down: bool) -> None:
        screen.ask(None)
        screen.view.action_go("down" if down else "up")

    def hint(text: str) -> str:
        if not text.strip():
            return "words, #label, is:at-risk, kind:metric, due:<30d, conf:<5, -not"
        return f"{board_filter.count}   {board_filter.problem}" if board_filter.problem else board_filter.count

    others = {"down": lambda: preparation(down=True), "up": lambda: preparation(down=False)}
    keys = (("enter", "to the cards"), ("escape", "show all again"))
    screen.ask(Prompt("/", TextBuffer.of(board_filter.query), lambda _: True, leave, changed, hint, others, keys=keys))


def _go_to_a_card(screen: "BoardScreen") -> None:
    """Where the filter left the cursor's column empty, go to the first that is not."""
    if screen.card is None:
        columns = screen.view.board.columns
        place = next((place for place, column in enumerate(columns) if column.cards), None)
        if place is not None:
            screen.look(cursor=Cursor(place, 0))


def jump(screen: "BoardScreen") -> None:
    """Find a card by a few letters and go there."""
    from learnboard.ui.board.jump import JumpScreen  # noqa: PLC0415 - only a jump needs it

    if not screen.session.read_all():
        return

    def arrive(card: Id | None) -> None:
        if card is None:
            return
        if all(card != each.id for column in screen.view.board.columns for each in column.cards):
            screen.board_filter.query = ""
        screen.look(card)

    screen.app.push_screen(JumpScreen(screen.board), arrive)


def carry_to(screen: "BoardScreen") -> None:
    """Carry the card to a column by its number; among few columns a digit is enough."""
    card, columns = screen.need_card(), screen.board.columns
    if card is None:
        return

    def carry(text: str) -> bool:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < _FEW else 0
        if not 1 <= number <= len(columns):
            screen.app.bell()
            return False
        there, shown = columns[number - 1], screen.view.board.columns[number - 1].cards
        if there.id == card.key_result.objective_id:
            return True
        place = there.place_among(shown, screen.view.cursor.row, card.id)
        return screen.session.execute(MoveKeyResult(card.id, there.id, place))

    def changed(entry: TextBuffer) -> None:
        if len(columns) > _FEW or not entry.text:
            return
        if carry(entry.text):
            screen.ask(None)
        else:
            prompt.entry = TextBuffer()

    def hint(_: str) -> str:
        return f"1 to {len(columns)}"

    prompt = Prompt("carry to column", TextBuffer(), carry, changed=changed, hint=hint)
    screen.ask(prompt)
