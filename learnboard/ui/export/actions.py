"""The export's form, opened from the board or from the meeting; what was written is told on both."""

from collections.abc import Mapping, Sequence

from learnboard.domain.errors import LearnboardError
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.export.context import ExportContext
from learnboard.ui.export.screen import ExportScreen


def open_export(place: EditorScreen) -> None:
    """Open the form over a screen."""
    session = place.session
    service, board = session.service, session.board
    try:
        people = [one for one in service.readers(board) if one.to_on is None or one.to_on >= board.day]
        context = ExportContext(service.path, board.day, people, service.past_exports())
    except LearnboardError as error:
        place.refuse(error)
        return

    def wrote(message: str, notices: Sequence[str]) -> None:
        session.keep_up()  # it was written beside this board, which is to be no surprise later
        session.say(message)
        for notice in notices:
            place.notify(notice, severity="warning", markup=False)

    def form(draft: Mapping[str, str]) -> ExportScreen:
        return ExportScreen(context, wrote=wrote, draft=draft)

    place.open_form("export", "", form)
