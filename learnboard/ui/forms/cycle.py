"""The form of a cycle."""

from collections.abc import Callable, Mapping
from datetime import date

from learnboard.domain.goals import Cycle
from learnboard.service.edits import AddRow, ChangeRow
from learnboard.ui.forms.fields import Choice, Day, FormField, Whole
from learnboard.ui.forms.rows import RowForm
from learnboard.ui.forms.words import OPTIONS

_MOST_SESSIONS = 366


def _cycle_fields(day: date) -> list[FormField]:
    return [
        FormField("title", "title", "2027"),
        Choice("kind", "kind", OPTIONS["cycles", "kind"], gap=True),
        Day("starts_on", "from", day, hint="1 jan", near=True, needed=True),
        Day("ends_on", "to", day, hint="31 dec", needed=True),
        Whole("planned_sessions", "sessions", 0, _MOST_SESSIONS, beside="feedback sessions you plan to have"),
        Choice("status", "status", OPTIONS["cycles", "status"], gap=True),
    ]


class CycleForm(RowForm):
    """Asks for all of a cycle."""

    def __init__(
        self,
        cycle: Cycle,
        day: date,
        *,
        save: Callable[[ChangeRow | AddRow], bool],
        draft: Mapping[str, str] | None = None,
        new: bool = False,
    ) -> None:
        title = "New cycle" if new else "Cycle"
        super().__init__(title, cycle, _cycle_fields(day), save=save, draft=draft, new=new)
