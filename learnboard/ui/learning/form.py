"""The form of a log entry."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.durations import EXAMPLES
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.presentation.options import OPTIONS
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_choice import key_result_options
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import TimeSpent
from learnboard.ui.toolkit.fields import Choice, Day, Long
from learnboard.ui.toolkit.number_fields import Whole

_HIGHEST_ENERGY: Final = 5


def edit_entry(screen: EditorScreen, entry: LogEntry, titles: Mapping[Id, str]) -> None:
    """Open the form of an entry; `titles` are those of the key results that entries name."""
    day, session = screen.session.board.day, screen.session
    options = key_result_options(session.board, entry.key_result_id, titles)
    fields = [
        Day("on", "day", day, hint="today, yesterday, fri", past=True, needed=True),
        TimeSpent("minutes", "time", EXAMPLES),
        Long("text", "what", "what you learned, or did"),
        Choice("key_result_id", "for", options, gap=True),
        Choice("category", "category", OPTIONS["log_entries", "category"]),
        Choice("mode", "mode", OPTIONS["log_entries", "mode"]),
        Choice("time_source", "source", OPTIONS["log_entries", "time_source"]),
        Whole("energy", "energy", 1, _HIGHEST_ENERGY, beside="1 to 5", needed=False),
        Choice("visibility", "who sees it", OPTIONS["log_entries", "visibility"], gap=True),
    ]

    def form(draft: Mapping[str, str]) -> RowForm:
        return RowForm("Learning time", entry, fields, save=session.execute, draft=draft)

    screen.open_form("log entry", entry.id, form)
