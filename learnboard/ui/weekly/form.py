"""The form of the week: what was done, which open actions are done, what is next, and whether the work is on track."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from learnboard.domain.action_line import read_action, read_actions
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.fields import OWNER
from learnboard.domain.text import clean_line
from learnboard.domain.week import WeekNotes, numbers_of
from learnboard.presentation.meetings import action_understood
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.week import NOTHING_OPEN, next_heading, open_heading, open_line, week_title
from learnboard.service.growth_commands import WriteWeek
from learnboard.service.queries.week import Week, read_week
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Choice, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.number_fields import Whole
from learnboard.ui.toolkit.text import Line, StyledText, paragraph_lines, simplified

_WORST, _BEST = 1, 5
_INTRO: Final = "Only you see it unless you choose otherwise. What you did is filled in from your log and check-ins."


class _Done(FormField):
    """The numbers of open actions that are done."""

    def __init__(self, count: int) -> None:
        super().__init__("done", "done", "1 3, of what is open below; empty: none")
        self._count = count

    def parse(self, text: str) -> Any:
        """Return the places of the actions, from 0.

        Raises:
            InvalidValue: if a number is not that of an open one.
        """
        return numbers_of(text, self._count)


class _Next(Long):
    """What is next, one a line."""

    def __init__(self, week: Week) -> None:
        super().__init__("next", "what is next", f"one a line, {next_heading(week.day)}; “, by fri” says otherwise")
        self._week = week

    def parse(self, text: str) -> str:
        """Return the text.

        Raises:
            InvalidValue: if a line means a day that there is not, or nothing to do.
        """
        found = super().parse(text)
        read_actions(found, self._week.people, self._week.day)
        return found


class WeekForm(FormScreen):
    """Form for a week; its command is WriteWeek."""

    def __init__(self, week: Week, *, save: Callable[[Any], bool], draft: Mapping[str, str] | None = None) -> None:
        """Show what was done in the week, or what was written about it already."""
        self._week = week
        notes = week.notes
        fields: list[FormField] = [
            Long("did", "what I did", "what you learned, tried and finished"),
            *([_Done(len(week.open))] if week.open else []),
            _Next(week),
            Whole("on_track", "on track", _WORST, _BEST, needed=False, beside="with the work, 1 to 5"),
            Choice("visibility", "who sees it", OPTIONS["reflections", "visibility"]),
        ]
        opened = {
            "did": notes.did or "\n".join(week.did),
            "done": "",
            "next": notes.following,
            "on_track": str(notes.on_track or ""),
            "visibility": fields[-1].text_of(notes.visibility),
        }
        shown = {field.name: opened[field.name] for field in fields}
        super().__init__(week_title(week.day), fields, shown, save=save, draft=draft)
        self.intro = (_INTRO,)

    def preview(self, width: int) -> list[Line]:
        """Return what is open by number, what is done muted, and how the lines of what is next are understood."""
        values, _ = self.form_state.values()
        week, done = self._week, values.get("done", ())
        lines: list[Line] = [[StyledText(open_heading(week.open) if week.open else NOTHING_OPEN, "muted")]]
        for place, each in enumerate(week.open):
            style = "muted" if place in done else "warn" if each.times else "text"
            note = ": done" if place in done else ""
            text = f"{place + 1}  {simplified(open_line(each, week.day))}{note}"
            lines += paragraph_lines(text, width, style)
        for text, style in self._understood():
            lines += paragraph_lines(simplified(text), width, style)
        return lines

    def _understood(self) -> list[tuple[str, str]]:
        week = self._week
        names = {person.id: person.name for person in week.people if person.id != OWNER}
        understood: list[tuple[str, str]] = []
        for line in self.form_state.texts["next"].splitlines():
            if not clean_line(line):
                continue
            try:
                action = read_action(line, week.people, week.day)
            except InvalidValue as error:
                understood.append((str(error), "warn"))
                continue
            told = action_understood(action, names, week.day)
            due = "" if action.due_on else f", {next_heading(week.day)}"
            understood.append((f"{told}{due}", "warn" if action.unknown else "accent"))
        return understood

    def command(self, values: Values) -> WriteWeek:
        """Return the command that keeps the week."""
        week = self._week
        notes = WeekNotes(values["did"], values["next"], values["on_track"], values["visibility"])
        done = tuple(week.open[place].action.id for place in values.get("done", ()))
        return WriteWeek(week.day, week.notes, notes, done)


def open_week(screen: EditorScreen) -> None:
    """Open the form of the week that the board's day is in; what was typed before stands in it again."""
    session, day = screen.session, screen.session.board.day
    try:
        week = session.service.query(read_week, day, day)
    except LearnboardError as error:
        screen.refuse(error)
        return

    def form(draft: Mapping[str, str]) -> WeekForm:
        return WeekForm(week, save=session.execute, draft=draft)

    year, number, _ = day.isocalendar()
    screen.open_form("week", f"{year}-{number}", form)
