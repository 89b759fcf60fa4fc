"""The form of a log entry."""

from collections.abc import Mapping
from typing import Any, Final

from learnboard.domain.durations import EXAMPLES, LONGEST, parse_duration
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.values import duration
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_choice import key_result_options
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long
from learnboard.ui.toolkit.number_fields import Whole

_HIGHEST_ENERGY: Final = 5


class TimeSpent(FormField):
    """A duration as people write it, in minutes."""

    fresh = True
    most = LONGEST

    def parse(self, text: str) -> int:
        """Return the minutes."""
        return parse_duration(text, self.most)

    def text_of(self, value: Any) -> str:
        """Return minutes as a duration that reads as these."""
        return "" if value is None else duration(value)

    def beside(self, text: str) -> str:
        """Return the duration as it was understood, where it reads otherwise."""
        try:
            understood = duration(self.parse(text))
        except InvalidValue:
            return ""
        return "" if text.strip() == understood else understood


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
