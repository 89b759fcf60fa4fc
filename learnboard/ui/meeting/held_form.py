"""The form of a meeting that was held: what was said, what was agreed, and when the next one is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.action_line import ActionLine, KnownPerson, read_action, read_actions
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.people import Meeting
from learnboard.domain.text import clean_line
from learnboard.domain.upcoming import next_day
from learnboard.presentation.meetings import (
    action_understood,
    cadence_words,
    development_text,
    held_name,
    meeting_title,
)
from learnboard.presentation.values import day_text, short_day
from learnboard.service.commands import HoldMeeting
from learnboard.service.queries.agenda import MeetingAgenda
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.meeting.plan_form import planned_row
from learnboard.ui.toolkit.fields import Day, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import Whole
from learnboard.ui.toolkit.text import Line, StyledText, cut, paragraphs, simplified

_WORST, _BEST = 1, 5
_TODAY: Final = "today"


class Actions(Long):
    """Actions, one a line."""

    def __init__(self, people: Sequence[KnownPerson], day: date) -> None:
        super().__init__("actions", "actions", "Hazel: a week of notice, by fri", gap=True)
        self._people, self._day = people, day

    def parse(self, text: str) -> Any:
        """Return the actions.

        Raises:
            InvalidValue: if a line means a day that there is not, or nothing to do.
        """
        return read_actions(text, self._people, self._day)


class Unreached(FormField):
    """The numbers of the topics that were not reached."""

    def __init__(self, count: int) -> None:
        super().__init__("parked", "not reached", "2 4; empty: all were talked about")
        self._count = count

    def parse(self, text: str) -> Any:
        """Return the places of the topics, from 0.

        Raises:
            InvalidValue: if a number is not that of a topic.
        """
        words = text.replace(",", " ").split()
        numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
        if len(numbers) != len(words) or not all(1 <= number <= self._count for number in numbers):
            raise InvalidValue(f"The topics have the numbers 1 to {self._count}: write those that you did not reach.")
        return tuple(sorted({number - 1 for number in numbers}))


def _told(day: date) -> list[FormField]:
    return [
        Day("on", "day", day, past=True, needed=True, hint="yesterday, 3 may"),
        Long("notes", "notes", "whoever was there sees them with an export"),
        Long("private_note", "private note", "only you"),
    ]


def _pulse() -> FormField:
    return Whole("pulse", "pulse", _WORST, _BEST, needed=False, beside="1 to 5, how it was for you; only you see it")


def _check_day(on: date, day: date) -> None:
    if on > day:
        raise WrongField("on", f"{day_text(on)} is still to come: a meeting is held by today at the latest.")


class HeldForm(FormScreen):
    """Form for a meeting that was held. The next day follows the day of this one until it is changed by hand."""

    def __init__(
        self, agenda: MeetingAgenda, cadence: int, day: date, *, save: Callable[[Any], bool], draft: Mapping[str, str]
    ) -> None:
        assert agenda.meeting is not None
        self._record = save
        self._agenda, self._meeting, self._cadence, self._day = agenda, agenda.meeting, cadence, day
        self._names = {person.id: person.name for person in agenda.people if person.id != OWNER}
        self._planned = min(agenda.meeting.on, day) if agenda.meeting.state != "proposed" else day
        """The day that is offered: that of the meeting if it is over, else today."""
        self._suggested = self._next(self._planned)
        """The next day that was filled in, and not by hand."""
        self._apart = False
        """Whether saving was refused: the next attempt records a meeting of its own if another window has this one."""
        row = planned_row(agenda.meeting)
        fields: list[FormField] = [
            *_told(day),
            *([Unreached(len(agenda.topics))] if agenda.topics else []),
            Actions(agenda.people, day),
            _pulse(),
            Day("next_on", "next", day, hint="in 6 weeks", gap=True),
        ]
        opened = {
            "on": _TODAY if self._planned == day else short_day(self._planned, day),
            "notes": row.notes,
            "private_note": row.private_note,
            "parked": "",
            "actions": "",
            "pulse": "" if row.pulse is None else str(row.pulse),
            "next_on": self._suggested,
        }
        shown = {field.name: opened[field.name] for field in fields}
        title = f"We met: {simplified(meeting_title(agenda.meeting, agenda.names))}"
        super().__init__(title, fields, shown, save=self._attempt, draft=draft)

    # -- the next day ---------------------------------------------------------------------------------------------

    def _next(self, on: date) -> str:
        """The next day as the cadence has it; none after a feedback session or a review."""
        if self._meeting.kind not in ("mentor", "buddy"):
            return ""
        return cadence_words(next_day(on, self._cadence, self._day), self._day)

    def _on(self, form_state: FormState) -> date:
        """The day typed; the one offered while it cannot be read."""
        found = form_state.values()[0].get("on")
        return found if isinstance(found, date) else self._planned

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Edit the current field; with another day, the next day that was suggested follows it."""
        taken = super().on_typed_key(key, character)
        on, texts = self._on(self.form_state), self.form_state.texts
        if texts["next_on"] == self._suggested and self._next(on) != self._suggested:
            self._suggested = self._next(on)
            self._show(self.form_state._replace(texts={**texts, "next_on": self._suggested}))
        return taken

    # -- what is understood ---------------------------------------------------------------------------------------

    def preview(self, width: int) -> list[Line]:
        """Return the topics by number, those not reached marked, and how the actions are understood."""
        values, _ = self.form_state.values()
        parked = values.get("parked", ())
        lines: list[Line] = []
        for place, topic in enumerate(self._agenda.topics):
            note = " — stays parked" if place in parked else ""
            style = "muted" if place in parked else "text"
            lines.append([StyledText(cut(f"{place + 1}  {simplified(topic.text)}{note}", width), style)])
        talked = [topic.tag for place, topic in enumerate(self._agenda.topics) if place not in parked]
        if told := development_text(talked):
            lines.append([StyledText(told, "muted")])
        for text, style in self._understood():
            lines += [[StyledText(row, style)] for row in paragraphs(simplified(text), width)]
        return lines

    def _understood(self) -> list[tuple[str, str]]:
        understood: list[tuple[str, str]] = []
        for line in self.form_state.texts["actions"].splitlines():
            if not clean_line(line):
                continue
            try:
                action = read_action(line, self._agenda.people, self._day)
            except InvalidValue as error:
                understood.append((str(error), "warn"))
            else:
                text = action_understood(action, self._names, self._day)
                understood.append((text, "warn" if action.unknown else "accent"))
        return understood

    def command(self, values: Values) -> HoldMeeting:
        """Return the command that records the meeting.

        Raises:
            WrongField: if its day is still to come, or the next one is not after it.
        """
        on, next_on = values["on"], values["next_on"]
        _check_day(on, self._day)
        if next_on and next_on <= on:
            raise WrongField("next_on", f"{day_text(next_on)} is not after this meeting: write a later day, or none.")
        topics, actions = self._agenda.topics, values["actions"]
        parked = tuple(topics[place].id for place in values.get("parked", ()))
        row = replace(
            planned_row(self._meeting),
            on=on,
            held=True,
            next_on=next_on,
            notes=values["notes"],
            private_note=values["private_note"],
            pulse=values["pulse"],
        )
        last = self._meeting.last
        known: tuple[ActionLine, ...] = tuple(actions)
        return HoldMeeting(row, last.id if last else None, parked, known, self._apart)

    def _attempt(self, command: HoldMeeting) -> bool:
        saved = self._record(command)
        self._apart = not saved
        return saved


class CorrectedForm(RowForm):
    """Form for what was written about a meeting that was held already."""

    def __init__(self, meeting: Meeting, names: Sequence[str], day: date, **options: Any) -> None:
        self._day = day
        title = simplified(held_name(meeting.kind, meeting.on, names, day))
        super().__init__(f"{title[:1].upper()}{title[1:]}", meeting, [*_told(day), _pulse()], **options)

    def command(self, values: Values) -> object:
        """Return the command that changes the meeting.

        Raises:
            WrongField: if its day is still to come, or not before the next one.
        """
        on, next_on = values["on"], self.row.next_on
        _check_day(on, self._day)
        if on != self.row.on and next_on and on >= next_on:
            raise WrongField("on", f"The next meeting was agreed for {day_text(next_on)}: write an earlier day.")
        return super().command(values)


def open_corrected(screen: EditorScreen, meeting: Meeting, names: Sequence[str]) -> None:
    """Open the form of what was written about a meeting that was held; `names` are those of who was met."""
    session = screen.session

    def form(draft: Mapping[str, str]) -> CorrectedForm:
        return CorrectedForm(meeting, names, session.board.day, save=session.execute, draft=draft)

    screen.open_form("corrected meeting", meeting.id, form)


def open_held(screen: EditorScreen, agenda: MeetingAgenda) -> None:
    """Open the form of the meeting whose agenda is shown; what was typed before stands in it again."""
    session, meeting = screen.session, agenda.meeting
    assert meeting is not None

    def form(draft: Mapping[str, str]) -> HeldForm:
        return HeldForm(agenda, agenda.cadence_days, session.board.day, save=session.execute, draft=draft)

    # Without the meeting before it: what was typed for one that another window has recorded is found at the next.
    screen.open_form("held", meeting.key.partition(" after ")[0], form)
