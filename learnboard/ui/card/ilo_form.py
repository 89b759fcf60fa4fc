"""The form of a time as the Individual Learning Objective."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.key_results import IloPeriod
from learnboard.domain.relations import in_list_order
from learnboard.presentation.ilo import ILO_NAME
from learnboard.presentation.options import OPTIONS, Option
from learnboard.service.queries.people import all_people
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.people_field import person_options
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day

_ALONE: Final = Option(None, "nobody", "you found it yourself")


def open_period(screen: EditorScreen, row: IloPeriod) -> None:
    """Open the form of a period: what it has to do with, who helped to find it, and its days."""
    session = screen.session
    day = session.board.day
    try:
        people = in_list_order(session.service.query(all_people), day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    fields = [
        Choice("relation", "why", OPTIONS["ilo_periods", "relation"]),
        Choice("helped_by_id", "helped by", person_options(people, _ALONE)),
        Day("from_on", "from", day, near=True, needed=True, gap=True),
        Day("to_on", "to", day, hint="empty while it goes on; i ends it and asks what you learned", near=True),
    ]

    def form(draft: Mapping[str, str]) -> RowForm:
        return RowForm(ILO_NAME, row, fields, save=session.execute, draft=draft)

    screen.open_form("ilo period", row.id, form)
