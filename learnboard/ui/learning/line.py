"""Learning time typed in one line, with what it is understood as above it; tab goes through what it is logged as."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.log_line import LogLine, read_log
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.presentation.learning import EXAMPLE_LOG, log_doubts, understood
from learnboard.service.factory import new_id
from learnboard.service.queries.learning import LogHabit, log_habit, minutes_beside
from learnboard.service.queries.timer import LogSubject
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.line_prompt import LinePrompt
from learnboard.ui.toolkit.text import Line

_FIRST_LINE: Final = 4
"""Facts in the first of the two lines."""
_HIGHEST_ENERGY: Final = 5


class LogPrompt(LinePrompt):
    """The prompt for learning time in one line."""

    TABLE: ClassVar = "log_entries"
    LABEL: ClassVar = "log"
    EXAMPLE: ClassVar = EXAMPLE_LOG
    DRAFT: ClassVar = ("log line", "")
    FIELDS: ClassVar[Sequence[str]] = ("category", "key_result_id", "mode", "time_source", "visibility", "energy")
    DONE: ClassVar = "log"
    CHANGE: ClassVar = "change what it is logged as"
    DIGITS: ClassVar[Mapping[str, int]] = {"energy": _HIGHEST_ENERGY}

    def __init__(self, screen: EditorScreen, subject: LogSubject | None = None) -> None:
        """Make the prompt.

        Without another key result in the line, the time is for the `subject`, by default the screen's current card.
        """
        super().__init__(screen)
        self._day = self._board.day
        subject = subject or _current(screen)
        self._here = subject.key_result
        if subject.key_result:
            self._known.setdefault(subject.key_result, (subject.title, subject.seen))
        self._habits: dict[Id | None, LogHabit] = {}

    # -- what a line means ----------------------------------------------------------------------------------------

    def read(self, text: str) -> LogLine:
        """Return what a line says."""
        return read_log(text, self._day, self.titles, self._known)

    def meant(self, named: Sequence[Id]) -> Id | None:
        """Return the one key result that is named; else the current one, unless several others are named."""
        if len(named) == 1:
            return named[0]
        return self._here if not named or self._here in named else None

    def made(self, line: LogLine, key_result: Id | None) -> LogEntry:
        """Return the entry that a line means, with what was chosen and else as it was last time."""
        habit = self._habit(key_result)
        values = {**habit._asdict(), "energy": None, **self._chosen, "key_result_id": key_result}
        return LogEntry(id=new_id(), on=line.on, minutes=line.minutes, text=line.text, **values)

    def _habit(self, key_result: Id | None) -> LogHabit:
        if key_result not in self._habits:
            seen = self._known[key_result][1] if key_result in self._known else "shared"
            try:
                habit = self._screen.session.service.query(log_habit, key_result, seen)
            except LearnboardError:
                return LogHabit()
            self._habits[key_result] = habit
        return self._habits[key_result]

    def choices(self, name: str) -> Sequence[Any]:
        """Return what can be chosen in a field; an energy also none."""
        return [None, *range(1, _HIGHEST_ENERGY + 1)] if name == "energy" else super().choices(name)

    def doubt(self, row: LogEntry) -> str:
        """Return why an entry is asked about: its day, or how much that has with it."""
        cycles = self._screen.session.board.cycles
        in_cycle = any(cycle.starts_on <= row.on <= cycle.ends_on for cycle in cycles)
        try:
            before = self._screen.session.service.query(minutes_beside, row)
        except LearnboardError:  # what cannot be read now is refused when it is logged
            before = 0
        return log_doubts(row, self._day, in_cycle=in_cycle, minutes_before=before)

    # -- showing --------------------------------------------------------------------------------------------------

    def told(self, row: LogEntry, width: int) -> Sequence[Line]:
        """Return what the line is understood as in two lines."""
        facts = understood(row, self.title(row.key_result_id), self._day)
        first = self.fact_line(facts[:_FIRST_LINE], "accent", width)
        if undecided := self.undecided(width):
            return [first, self.warning_line(undecided, width)]
        return [first, self.fact_line(facts[_FIRST_LINE:], "muted", width)]


def _current(screen: EditorScreen) -> LogSubject:
    """The current card of a screen, if it has one."""
    card = screen.card
    return LogSubject(card.id, card.key_result.title, card.key_result.visibility) if card else LogSubject()


def open_log(screen: EditorScreen) -> None:
    """Prompt for learning time on any screen."""
    LogPrompt(screen).ask()
