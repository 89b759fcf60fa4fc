"""The form of a meeting to come: its kind, its day and whom it is with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from learnboard.domain.action_line import KnownPerson, find_person
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.people import Meeting
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.meetings import reviewers_warning
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import PlanMeeting
from learnboard.service.factory import new_id
from learnboard.service.queries.agenda import MeetingAgenda
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText


class People(FormField):
    """Names of people on the board, with commas between them."""

    def __init__(self, name: str, label: str, people: Sequence[KnownPerson]) -> None:
        super().__init__(name, label, ", ".join(person.name for person in people[1:3]) or "P adds people")
        self._people = tuple(person for person in people if person.id != OWNER)

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the ids of the people.

        Raises:
            InvalidValue: if a name is nobody's, or could be that of several people.
        """
        ids: dict[str, None] = {}
        for name in filter(None, (part.strip() for part in text.split(","))):
            found = find_person(name, self._people)
            if found is None:
                raise InvalidValue(f"Nobody, or more than one, is called “{name}” here: write a name as P has it.")
            ids[found] = None
        return tuple(ids)

    def text_of(self, value: Any) -> str:
        """Return the names."""
        names = {person.id: person.name for person in self._people}
        return ", ".join(names[id_] for id_ in value if id_ in names)


class PlanForm(RowForm):
    """A form for a meeting to come; one that is no row yet is added."""

    def __init__(self, meeting: Meeting, agenda: MeetingAgenda, day: date, **options: Any) -> None:
        fields: list[FormField] = [
            Choice("kind", "kind", OPTIONS["meetings", "kind"]),
            Day("on", "day", day, needed=True, gap=True),
            People("with_ids", "with", agenda.people),
            Choice("visibility", "who sees it", OPTIONS["meetings", "visibility"], gap=True),
        ]
        super().__init__("New meeting" if options.get("new") else "Meeting", meeting, fields, **options)

    def below(self, form_state: FormState) -> Line | None:
        """Return a warning if too few are invited to a progress review."""
        values, wrong = form_state.values()
        if {"kind", "with_ids"} & wrong.keys():
            return None
        warning = reviewers_warning(values["kind"], len(values["with_ids"]))
        return [StyledText(warning, "warn")] if warning else None

    def command(self, values: Values) -> object:
        """Return the command that plans the meeting, or changes it."""
        command = super().command(values)
        return PlanMeeting(self.whole(self.row, values)) if self._new else command


def planned_row(upcoming: UpcomingMeeting) -> Meeting:
    """Return the row of a meeting to come, or the one that planning it makes."""
    if upcoming.meeting:
        return upcoming.meeting
    return Meeting(new_id(), upcoming.kind, upcoming.on, upcoming.with_ids, False, None, None, "", visibility="mentor")


def open_plan(screen: EditorScreen, agenda: MeetingAgenda, upcoming: UpcomingMeeting | None) -> None:
    """Open the form of a meeting to come, or of a new one."""
    session, day = screen.session, screen.session.board.day
    if upcoming is None:
        first = tuple(person.id for person in agenda.people[1:2])
        row = Meeting(new_id(), "mentor", day, first, False, None, None, "", visibility="mentor")
    else:
        row = planned_row(upcoming)
    new = upcoming is None or upcoming.meeting is None

    def form(draft: Mapping[str, str]) -> PlanForm:
        return PlanForm(replace(row), agenda, day, save=session.execute, draft=draft, new=new)

    screen.open_form("meeting", upcoming.key if upcoming else "", form)
