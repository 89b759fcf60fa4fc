"""The export's form, opened from the board or from the meeting; what was written is told on both."""

from collections.abc import Mapping, Sequence

from learnboard.domain.errors import LearnboardError
from learnboard.service.handover.readers import handed_over
from learnboard.ui.bench import Workplace
from learnboard.ui.forms.export import ExportScreen
from learnboard.ui.forms.occasion import Occasion


def open_export(place: Workplace) -> None:
    """Open the form over a screen."""
    session = place.session
    desk, board = session.desk, session.board
    try:
        people = [one for one in desk.readers(board) if one.to_on is None or one.to_on >= board.day]
        occasion = Occasion(desk.path, board.day, people, handed_over(desk.store))
    except LearnboardError as error:
        place.refuse(error)
        return

    def wrote(sentence: str, notices: Sequence[str]) -> None:
        session.keep_up()  # it was written beside this board, which is to be no surprise later
        session.say(sentence)
        for notice in notices:
            place.notify(notice, severity="warning", markup=False)

    def form(draft: Mapping[str, str]) -> ExportScreen:
        return ExportScreen(occasion, wrote=wrote, draft=draft)

    place.open_form("export", "", form)
