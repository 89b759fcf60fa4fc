"""A success is copied, to be told to others."""

from functools import partial

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import quoted
from learnboard.presentation.worth import no_success_text
from learnboard.service.export.success import success_document
from learnboard.service.queries.worth import find_spent
from learnboard.ui.editing.editor_screen import EditorScreen


def copy_success(screen: EditorScreen, entry: Id) -> None:
    """Copy what was worth it as Markdown, to the terminal's clipboard too; say why if it is no success."""
    query, day = screen.session.service.query, screen.session.board.day
    try:
        found = query(find_spent, entry, day)
        if not found.success:
            screen.say(no_success_text(found.entry, found.evaluations))
            return
        text = query(partial(success_document, entry=entry, day=day))
    except LearnboardError as error:
        screen.say(str(error))
        return
    screen.app.copy_to_clipboard(text.decode())
    screen.say(f"Copied {quoted(found.entry.title)} as Markdown, without what only you see.")
