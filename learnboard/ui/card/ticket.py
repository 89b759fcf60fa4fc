"""Copies a key result as the text of a ticket, to the terminal's clipboard too."""

from functools import partial

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.presentation.ticket import copied_text
from learnboard.service.export.ticket import ticket_document
from learnboard.ui.editing.editor_screen import EditorScreen


def copy_ticket(screen: EditorScreen, card: Card) -> None:
    """Copy a card, or say why that is not done."""
    session = screen.session
    try:
        text = session.service.query(partial(ticket_document, key_result=card.id, day=session.board.day))
    except LearnboardError as error:
        screen.say(str(error))
        return
    screen.app.copy_to_clipboard(text.decode())
    screen.say(copied_text(card.key_result))
